package dev.azdrill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/**
 * Whoever trusts an edition sees what they would have seen by asking, whatever happens meanwhile.
 */
class EditionsProperties {
  private static final int ACTS = 14;
  private static final int CHANGES_MAX = 8;
  private static final String GROUP = "editions-group";
  private static final String DATABASE = "editions-database";

  /** What was described when, and in which edition. */
  private record Look(long edition, String described) {}

  @Property
  void what_is_described_otherwise_has_another_edition(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = ACTS - 1) Integer> acts) {
    try (SimulatorPlatform platform = SimulatorPlatform.create("editions")) {
      new Provisioner(platform.session(), StepListener.SILENT)
          .provision(Blueprints.shipped("production"), "editions", "test");
      Region region = platform.region();
      Map<String, Look> before = looks(platform);
      for (int act : acts) {
        try {
          act(act, platform);
        } catch (AwsServiceException refused) {
          // What is refused changes nothing, or what it says that it changed.
        }
        for (int change = 0; change < CHANGES_MAX; change++) {
          Map<String, Look> now = looks(platform);
          compare(before, now, region.kernel().now());
          before = now;
          region.kernel().advanceToChange(region.kernel().now().plusSeconds(120));
        }
      }
    }
  }

  private static void compare(Map<String, Look> before, Map<String, Look> now, Instant at) {
    now.forEach(
        (read, look) -> {
          if (look.edition() == before.get(read).edition()) {
            assertThat(look.described())
                .as("%s at %s, in an edition that is known", read, at)
                .isEqualTo(before.get(read).described());
          }
        });
  }

  private static Map<String, Look> looks(SimulatorPlatform platform) {
    AwsSession aws = platform.session();
    String targetGroup =
        aws.elasticLoadBalancing().describeTargetGroups().targetGroups().get(0).targetGroupArn();
    Map<String, Supplier<Object>> reads = new LinkedHashMap<>();
    reads.put(
        "autoscaling:DescribeAutoScalingGroups",
        () -> aws.autoScaling().describeAutoScalingGroups().autoScalingGroups());
    reads.put(
        "autoscaling:DescribeScalingActivities",
        () -> aws.autoScaling().describeScalingActivities().activities());
    reads.put(
        "elasticloadbalancing:DescribeTargetHealth",
        () ->
            aws.elasticLoadBalancing()
                .describeTargetHealth(r -> r.targetGroupArn(targetGroup))
                .targetHealthDescriptions());
    reads.put("rds:DescribeDBInstances", () -> aws.rds().describeDBInstances().dbInstances());
    reads.put(
        "rds:DescribeEvents",
        () -> aws.rds().describeEvents(r -> r.startTime(Region.START)).events());
    reads.put("ec2:DescribeInstances", () -> aws.ec2().describeInstances().reservations());
    reads.put(
        "ec2:DescribeInstanceStatus",
        () ->
            aws.ec2().describeInstanceStatus(r -> r.includeAllInstances(true)).instanceStatuses());
    Map<String, Look> looks = new LinkedHashMap<>();
    reads.forEach(
        (read, ask) -> {
          String[] name = read.split(":");
          long edition = platform.region().edition(name[0], name[1]).orElseThrow();
          looks.put(read, new Look(edition, String.valueOf(ask.get())));
        });
    return looks;
  }

  private static void act(int which, SimulatorPlatform platform) {
    AwsSession somebody = Somebody.beside(platform.session());
    switch (which) {
      case 0 -> somebody.ec2().terminateInstances(r -> r.instanceIds(anInstance(platform)));
      case 1 -> somebody.ec2().stopInstances(r -> r.instanceIds(anInstance(platform)));
      case 2 -> somebody.ec2().rebootInstances(r -> r.instanceIds(anInstance(platform)));
      case 3 ->
          somebody
              .rds()
              .rebootDBInstance(r -> r.dbInstanceIdentifier(DATABASE).forceFailover(true));
      case 4 ->
          somebody
              .rds()
              .modifyDBInstance(
                  r ->
                      r.dbInstanceIdentifier(DATABASE).allocatedStorage(40).applyImmediately(true));
      case 5 ->
          somebody
              .autoScaling()
              .setDesiredCapacity(r -> r.autoScalingGroupName(GROUP).desiredCapacity(4));
      case 6 ->
          somebody
              .autoScaling()
              .setDesiredCapacity(r -> r.autoScalingGroupName(GROUP).desiredCapacity(2));
      case 7 ->
          somebody
              .autoScaling()
              .setInstanceHealth(r -> r.instanceId(anInstance(platform)).healthStatus("Unhealthy"));
      case 8 -> toggle(platform, new Fact.ZoneWithoutPower("eu-west-2a"));
      case 9 -> toggle(platform, new Fact.ZoneWithoutCapacity("eu-west-2b"));
      case 10 -> toggle(platform, new Fact.ApplicationHung(anInstance(platform)));
      case 11 -> toggle(platform, new Fact.ApplicationFailing(anInstance(platform), 503));
      case 12 -> toggle(platform, new Fact.CpuBusy(anInstance(platform), 95));
      default -> platform.region().kernel().advance(Duration.ofMinutes(7));
    }
  }

  private static String anInstance(SimulatorPlatform platform) {
    return platform.session().autoScaling().describeAutoScalingGroups().autoScalingGroups().stream()
        .flatMap(each -> each.instances().stream())
        .map(Instance::instanceId)
        .findFirst()
        .orElse("i-0123456789abcdef0");
  }

  private static void toggle(SimulatorPlatform platform, Fact fact) {
    Region region = platform.region();
    region
        .kernel()
        .write(
            () -> {
              if (region.facts().holds(fact)) {
                region.facts().clear(fact);
              } else {
                region.facts().establish(fact);
              }
              return fact;
            });
  }
}
