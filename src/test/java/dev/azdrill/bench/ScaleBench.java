package dev.azdrill.bench;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * How the cost of calls and events grows with what stands in the region: describe calls are to grow
 * with what they return, writes and events not at all, and groups in which nothing happens are to
 * cost nothing.
 *
 * <p>{@code make bench-scale} runs it; {@code ARGS} names some of {@code instances}, {@code
 * targets}, {@code groups}, {@code security-groups}.
 */
public final class ScaleBench {
  private static final int ROUNDS = 5;
  private static final int CALLS = 20;
  private static final Duration BOOT = Duration.ofMinutes(10);
  private static final Duration EVENTS = Duration.ofSeconds(45);

  private ScaleBench() {}

  private static final Map<String, Experiment> EXPERIMENTS =
      Map.of(
          "instances", new Experiment(ScaleBench::instances, List.of(100, 1_000, 10_000)),
          "targets", new Experiment(ScaleBench::targets, List.of(125, 500, 2_000)),
          "groups", new Experiment(ScaleBench::groups, List.of(25, 100, 200)),
          "security-groups", new Experiment(ScaleBench::securityGroups, List.of(50, 150, 500)));

  /** What is measured at these sizes, unless others are asked for. */
  private record Experiment(Function<List<Integer>, List<Slope>> of, List<Integer> sizes) {}

  /**
   * Prints a line for each of them.
   *
   * @param args {@code targets}, or with sizes {@code targets=100,200,400}; all when there are none
   */
  public static void main(String[] args) {
    warmUp();
    System.out.printf(
        Locale.ROOT,
        "%-52s %9s %6s   %s%n",
        "processor time of",
        "exponent",
        "goal",
        "size: ms, median of " + ROUNDS);
    List<String> wanted =
        args.length == 0
            ? List.of("instances", "targets", "groups", "security-groups")
            : List.of(args);
    for (String each : wanted) {
      String name = each.replaceAll("=.*", "");
      Experiment experiment = EXPERIMENTS.get(name);
      if (experiment == null) {
        throw new IllegalArgumentException(
            "expected some of " + EXPERIMENTS.keySet() + ", saw " + each);
      }
      List<Integer> sizes =
          each.equals(name)
              ? experiment.sizes()
              : Arrays.stream(each.substring(name.length() + 1).split(","))
                  .map(Integer::valueOf)
                  .toList();
      experiment.of().apply(sizes).forEach(Slope::print);
    }
  }

  /** The same at small sizes, unseen: the compiler of the JVM is to have met it all. */
  private static void warmUp() {
    instances(List.of(20, 60));
    targets(List.of(10, 20));
    groups(List.of(3, 6));
    securityGroups(List.of(10, 20));
  }

  private static void repeat(Runnable call) {
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
  }

  private static List<Slope> instances(List<Integer> sizes) {
    Slope all = new Slope("DescribeInstances, all", 1);
    Slope one = new Slope("DescribeInstances, one by its id, x20", 0);
    Slope named = new Slope("DescribeInstances, one by its tag, x20", 0);
    Slope eni = new Slope("DescribeNetworkInterfaces, one instance's, x20", 0);
    Slope tag = new Slope("CreateTags, x20", 0);
    Slope launch = new Slope("RunInstances and TerminateInstances, one", 0);
    Slope events = new Slope("launch, start and end of one, with 45 s of events", 0);
    try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
      Plant plant = Plant.in(platform);
      AwsSession aws = Somebody.beside(platform.session());
      AtomicInteger count = new AtomicInteger();
      List<String> ids = new ArrayList<>();
      for (int size : sizes) {
        ids.addAll(plant.run(size - ids.size()));
        String first = ids.get(0);
        aws.ec2().createTags(r -> r.resources(first).tags(name("the one")));
        platform.session().clock().pass(BOOT);
        all.measure(size, ROUNDS, () -> aws.ec2().describeInstances());
        one.measure(
            size,
            ROUNDS,
            () -> repeat(() -> aws.ec2().describeInstances(r -> r.instanceIds(first))));
        named.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () ->
                        aws.ec2()
                            .describeInstances(r -> r.filters(filter("tag:Name", "the one")))));
        eni.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () ->
                        aws.ec2()
                            .describeNetworkInterfaces(
                                r -> r.filters(filter("attachment.instance-id", first)))));
        tag.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () ->
                        aws.ec2()
                            .createTags(
                                r ->
                                    r.resources(first)
                                        .tags(
                                            Tag.builder()
                                                .key("count")
                                                .value("" + count.incrementAndGet())
                                                .build()))));
        launch.measure(size, ROUNDS, () -> plant.terminate(plant.run(1)));
        platform.session().clock().pass(BOOT);
        events.measure(
            size,
            ROUNDS,
            () -> {
              plant.terminate(plant.run(1));
              platform.session().clock().pass(EVENTS);
            });
        platform.session().clock().pass(BOOT);
      }
    }
    return List.of(all, one, named, eni, tag, launch, events);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static Tag name(String value) {
    return Tag.builder().key("Name").value(value).build();
  }

  private static List<Slope> targets(List<Integer> sizes) {
    Slope all = new Slope("DescribeTargetHealth, all", 1);
    Slope one = new Slope("DescribeTargetHealth, one, x20", 0);
    Slope many = new Slope("RegisterTargets, as many again as stand", 1);
    Slope register = new Slope("RegisterTargets and DeregisterTargets, one, x20", 0);
    Slope stop = new Slope("start and end of one target, with 45 s of checks", 1);
    Slope minute = new Slope("a minute of health checks and metrics", 1);
    try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
      Plant plant = Plant.in(platform);
      AwsSession aws = Somebody.beside(platform.session());
      List<String> ids = new ArrayList<>(plant.run(sizes.get(0)));
      platform.session().clock().pass(BOOT);
      String group = plant.balanced();
      register(aws, group, ids);
      platform.session().clock().pass(BOOT);
      for (int size : sizes) {
        if (ids.size() < size) {
          List<String> more = plant.run(size - ids.size());
          platform.session().clock().pass(BOOT);
          many.measure(
              size,
              3,
              () -> {
                deregister(aws, group, more);
                platform.session().clock().pass(BOOT);
                register(aws, group, more);
              });
          ids.addAll(more);
          platform.session().clock().pass(BOOT);
        }
        String last = plant.run(1).get(0);
        platform.session().clock().pass(BOOT);
        all.measure(
            size,
            ROUNDS,
            () -> aws.elasticLoadBalancing().describeTargetHealth(r -> r.targetGroupArn(group)));
        one.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () ->
                        aws.elasticLoadBalancing()
                            .describeTargetHealth(
                                r -> r.targetGroupArn(group).targets(target(last)))));
        register.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () -> {
                      register(aws, group, List.of(last));
                      deregister(aws, group, List.of(last));
                    }));
        platform.session().clock().pass(BOOT);
        stop.measure(
            size,
            ROUNDS,
            () -> {
              plant.terminate(plant.run(1));
              platform.session().clock().pass(EVENTS);
            });
        minute.measure(size, ROUNDS, () -> platform.session().clock().pass(Duration.ofMinutes(1)));
      }
    }
    return List.of(all, one, many, register, stop, minute);
  }

  private static TargetDescription target(String id) {
    return TargetDescription.builder().id(id).build();
  }

  private static List<TargetDescription> described(List<String> ids) {
    return ids.stream().map(ScaleBench::target).toList();
  }

  private static void register(AwsSession aws, String group, List<String> ids) {
    aws.elasticLoadBalancing()
        .registerTargets(r -> r.targetGroupArn(group).targets(described(ids)));
  }

  private static void deregister(AwsSession aws, String group, List<String> ids) {
    aws.elasticLoadBalancing()
        .deregisterTargets(r -> r.targetGroupArn(group).targets(described(ids)));
  }

  private static List<Slope> groups(List<Integer> sizes) {
    Slope all = new Slope("DescribeAutoScalingGroups, 50 a page", 0);
    Slope one = new Slope("DescribeAutoScalingGroups, one, x20", 0);
    Slope desired = new Slope("SetDesiredCapacity, with 5 minutes of events", 1);
    Slope idle = new Slope("idle groups of 5: 10 minutes between metrics", 0);
    Slope launch = new Slope("CreateAutoScalingGroup of none and its end", 0);
    try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
      Plant plant = Plant.in(platform);
      AwsSession aws = Somebody.beside(platform.session());
      int made = 0;
      for (int size : sizes) {
        while (made < size) {
          plant.group("group " + ++made, 5);
        }
        platform.session().clock().pass(BOOT);
        all.measure(size, ROUNDS, () -> aws.autoScaling().describeAutoScalingGroups());
        one.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () ->
                        aws.autoScaling()
                            .describeAutoScalingGroups(r -> r.autoScalingGroupNames("group 1"))));
        idle.measure(size, ROUNDS, () -> platform.session().clock().pass(BOOT));
        desired.measure(
            size,
            ROUNDS,
            () -> {
              desire(aws, 6);
              platform.session().clock().pass(Duration.ofMinutes(5));
              desire(aws, 5);
            });
        platform.session().clock().pass(BOOT);
        launch.measure(
            size,
            ROUNDS,
            () -> {
              plant.group("another", 0);
              aws.autoScaling().deleteAutoScalingGroup(r -> r.autoScalingGroupName("another"));
            });
      }
    }
    return List.of(all, one, launch, desired, idle);
  }

  private static void desire(AwsSession aws, int capacity) {
    aws.autoScaling()
        .setDesiredCapacity(r -> r.autoScalingGroupName("group 1").desiredCapacity(capacity));
  }

  private static List<Slope> securityGroups(List<Integer> sizes) {
    Slope all = new Slope("DescribeSecurityGroups, all", 1);
    Slope one = new Slope("DescribeSecurityGroups, one by its id, x20", 0);
    Slope create = new Slope("CreateSecurityGroup and DeleteSecurityGroup, x20", 0);
    Slope rule = new Slope("Authorize- and RevokeSecurityGroupIngress, x20", 0);
    try (SimulatorPlatform platform = SimulatorPlatform.create("bench")) {
      Plant plant = Plant.in(platform);
      AwsSession aws = Somebody.beside(platform.session());
      List<String> ids = new ArrayList<>();
      for (int size : sizes) {
        while (ids.size() < size) {
          String id = plant.securityGroup("group " + ids.size());
          aws.ec2().authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(https()));
          ids.add(id);
        }
        String first = ids.get(0);
        all.measure(size, ROUNDS, () -> aws.ec2().describeSecurityGroups());
        one.measure(
            size,
            ROUNDS,
            () -> repeat(() -> aws.ec2().describeSecurityGroups(r -> r.groupIds(first))));
        create.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () -> {
                      String another = plant.securityGroup("another");
                      aws.ec2().deleteSecurityGroup(r -> r.groupId(another));
                    }));
        rule.measure(
            size,
            ROUNDS,
            () ->
                repeat(
                    () -> {
                      aws.ec2()
                          .revokeSecurityGroupIngress(r -> r.groupId(first).ipPermissions(https()));
                      aws.ec2()
                          .authorizeSecurityGroupIngress(
                              r -> r.groupId(first).ipPermissions(https()));
                    }));
      }
    }
    return List.of(all, one, create, rule);
  }

  private static IpPermission https() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(443)
        .toPort(443)
        .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
        .build();
  }
}
