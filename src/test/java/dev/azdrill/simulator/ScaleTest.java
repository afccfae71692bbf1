package dev.azdrill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.DrillClock;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * What work grows with: resources that are looked at are counted in a small region and in one four
 * times as large. Time is not measured.
 */
final class ScaleTest {
  private static final int SMALL = 10;
  private static final int LARGE = 4 * SMALL;
  private static final Duration SETTLED = Duration.ofMinutes(15);

  @Test
  void a_description_of_all_grows_with_what_it_returns() {
    ToLongFunction<Plant> describe =
        plant -> plant.looksOf(() -> plant.aws.ec2().describeInstances());
    assertThat(describe.applyAsLong(Plant.ofInstances(LARGE)))
        .isEqualTo(4 * describe.applyAsLong(Plant.ofInstances(SMALL)));
  }

  @Test
  void a_description_of_one_does_not_grow() {
    constant(
        plant ->
            plant.looksOf(
                () -> plant.aws.ec2().describeInstances(r -> r.instanceIds(plant.ids.get(0)))));
  }

  @Test
  void a_launch_and_what_comes_of_it_do_not_grow() {
    constant(plant -> plant.looksOf(() -> plant.run(1)));
    constant(
        plant ->
            plant.looksOf(
                () -> {
                  plant.run(1);
                  plant.pass(Duration.ofSeconds(50));
                }));
  }

  @Test
  void the_end_of_an_instance_does_not_grow() {
    constant(
        plant ->
            plant.looksOf(
                () -> plant.aws.ec2().terminateInstances(r -> r.instanceIds(plant.ids.get(0)))));
  }

  @Test
  void the_registration_of_one_target_does_not_grow() {
    constant(
        plant -> {
          String group = plant.balanced();
          plant.register(group, plant.ids.subList(1, plant.ids.size()));
          return plant.looksOf(() -> plant.register(group, plant.ids.subList(0, 1)));
        });
  }

  @Test
  void the_registration_of_many_grows_with_their_number() {
    ToLongFunction<Plant> registration =
        plant -> {
          String group = plant.balanced();
          return plant.looksOf(() -> plant.register(group, plant.ids));
        };
    assertThat(registration.applyAsLong(Plant.ofInstances(LARGE)))
        .isEqualTo(4 * registration.applyAsLong(Plant.ofInstances(SMALL)));
  }

  @Test
  void an_event_of_one_target_does_not_grow() {
    constant(
        plant -> {
          String group = plant.balanced();
          plant.register(group, plant.ids);
          return plant.looksOf(
              () -> plant.aws.ec2().stopInstances(r -> r.instanceIds(plant.ids.get(0))));
        });
  }

  @Test
  void groups_in_which_nothing_happens_are_not_looked_at() {
    Plant plant = Plant.ofInstances(0);
    for (int i = 0; i < 5; i++) {
      plant.group("group " + i, 4);
    }
    plant.pass(SETTLED);
    // The metrics of a minute read anew what is described, once after it has changed.
    assertThat(plant.looksOf(() -> plant.pass(SETTLED))).isZero();
  }

  private static void constant(ToLongFunction<Plant> looks) {
    long small = looks.applyAsLong(Plant.ofInstances(SMALL));
    assertThat(looks.applyAsLong(Plant.ofInstances(LARGE))).isEqualTo(small).isPositive();
  }

  /** A region with so many running instances in one subnet. */
  private static final class Plant {
    private final Region region =
        Region.create(RegionLocation.london(), Timings.typical(), Seed.of("scale"));
    private final AwsSession aws =
        Somebody.beside(
            AwsSession.builder("eu-west-2", region.httpClient(), new Clock(region.kernel()))
                .credentials(AnonymousCredentialsProvider.create())
                .retriesTakeTargetTime()
                .build());
    private final List<String> ids = new ArrayList<>();
    private final String vpc;
    private final List<String> subnets;
    private final String image;

    private Plant() {
      vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
      String gateway =
          aws.ec2().createInternetGateway(r -> {}).internetGateway().internetGatewayId();
      aws.ec2().attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
      subnets = List.of(subnet("10.0.0.0/20", "eu-west-2a"), subnet("10.0.16.0/20", "eu-west-2b"));
      image = aws.ec2().describeImages(r -> r.owners("amazon")).images().get(0).imageId();
    }

    static Plant ofInstances(int count) {
      Plant plant = new Plant();
      if (count > 0) {
        plant.ids.addAll(plant.run(count));
      }
      plant.pass(SETTLED);
      return plant;
    }

    private String subnet(String cidr, String zone) {
      return aws.ec2()
          .createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(zone))
          .subnet()
          .subnetId();
    }

    List<String> run(int count) {
      return aws
          .ec2()
          .runInstances(
              r ->
                  r.imageId(image)
                      .instanceType("t3.micro")
                      .subnetId(subnets.get(0))
                      .minCount(count)
                      .maxCount(count))
          .instances()
          .stream()
          .map(Instance::instanceId)
          .toList();
    }

    String balanced() {
      String group =
          aws.elasticLoadBalancing()
              .createTargetGroup(r -> r.name("web").protocol("HTTP").port(80).vpcId(vpc))
              .targetGroups()
              .get(0)
              .targetGroupArn();
      String balancer =
          aws.elasticLoadBalancing()
              .createLoadBalancer(r -> r.name("web").subnets(subnets))
              .loadBalancers()
              .get(0)
              .loadBalancerArn();
      aws.elasticLoadBalancing()
          .createListener(
              r ->
                  r.loadBalancerArn(balancer)
                      .protocol("HTTP")
                      .port(80)
                      .defaultActions(
                          Action.builder()
                              .type(ActionTypeEnum.FORWARD)
                              .targetGroupArn(group)
                              .build()));
      pass(SETTLED);
      return group;
    }

    void register(String group, List<String> targets) {
      aws.elasticLoadBalancing()
          .registerTargets(
              r ->
                  r.targetGroupArn(group)
                      .targets(
                          targets.stream()
                              .map(id -> TargetDescription.builder().id(id).build())
                              .toList()));
    }

    void group(String name, int capacity) {
      String template =
          aws.ec2()
              .createLaunchTemplate(
                  r ->
                      r.launchTemplateName(name.replace(' ', '-'))
                          .launchTemplateData(d -> d.imageId(image).instanceType("t3.micro")))
              .launchTemplate()
              .launchTemplateId();
      aws.autoScaling()
          .createAutoScalingGroup(
              r ->
                  r.autoScalingGroupName(name)
                      .launchTemplate(t -> t.launchTemplateId(template).version("1"))
                      .vpcZoneIdentifier(String.join(",", subnets))
                      .minSize(0)
                      .desiredCapacity(capacity)
                      .maxSize(capacity));
    }

    void pass(Duration time) {
      aws.clock().pass(time);
    }

    long looksOf(Runnable work) {
      long before = region.kernel().looks();
      work.run();
      return region.kernel().looks() - before;
    }
  }

  private record Clock(Kernel kernel) implements DrillClock {
    @Override
    public Instant now() {
      return kernel.now();
    }

    @Override
    public void awaitChange(Duration atMost) {
      kernel.advanceToChange(kernel.now().plus(atMost));
    }

    @Override
    public void pass(Duration time) {
      kernel.advance(time);
    }
  }
}
