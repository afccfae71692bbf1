package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Waited;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The production group on the region's own EC2 and load balancer. */
class GroupInRegionTest {
  private static final String A = "eu-west-2a";
  private static final String B = "eu-west-2b";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @BeforeEach
  void provision() {
    new Provisioner(region.aws(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "shop", "test");
    until("two healthy targets, one in each zone", group -> healthy().equals(Map.of(A, 1, B, 1)));
  }

  private AutoScalingGroup group() {
    return region.aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
  }

  private Waited<AutoScalingGroup> until(String expected, Predicate<AutoScalingGroup> so) {
    return region
        .aws()
        .eventually()
        .expecting(expected)
        .within(Duration.ofMinutes(40))
        .until(this::group, so);
  }

  private static List<Instance> inService(AutoScalingGroup group) {
    return group.instances().stream()
        .filter(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
        .toList();
  }

  /** How many members are in service and healthy to the load balancer, by zone. */
  private Map<String, Integer> healthy() {
    AutoScalingGroup group = group();
    List<String> targets =
        region
            .aws()
            .elasticLoadBalancing()
            .describeTargetHealth(r -> r.targetGroupArn(group.targetGroupARNs().get(0)))
            .targetHealthDescriptions()
            .stream()
            .filter(t -> t.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
            .map(t -> t.target().id())
            .toList();
    Map<String, Integer> zones = new TreeMap<>();
    inService(group).stream()
        .filter(i -> targets.contains(i.instanceId()))
        .forEach(i -> zones.merge(i.availabilityZone(), 1, Integer::sum));
    return zones;
  }

  private String oneIn(String zone) {
    return inService(group()).stream()
        .filter(i -> i.availabilityZone().equals(zone))
        .findFirst()
        .orElseThrow()
        .instanceId();
  }

  @Test
  void a_stopped_instance_is_replaced_within_two_minutes() {
    String stopped = oneIn(A);
    region.aws().ec2().stopInstances(r -> r.instanceIds(stopped));

    Waited<AutoScalingGroup> replaced =
        until(
            "a healthy successor in its zone",
            group ->
                inService(group).stream().noneMatch(i -> i.instanceId().equals(stopped))
                    && healthy().equals(Map.of(A, 1, B, 1)));

    assertThat(replaced.took()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void a_lost_zone_is_made_up_for_in_the_other_and_gets_its_share_when_it_returns() {
    Undo undo = Impaired.by(region.platform()).cutZonePower(A);
    Waited<AutoScalingGroup> recovered =
        until("two healthy in the other zone", group -> healthy().equals(Map.of(B, 2)));
    assertThat(recovered.took()).isLessThan(Duration.ofMinutes(8));

    undo.undo();
    Waited<AutoScalingGroup> balanced =
        until(
            "one in each zone, and nobody else",
            group -> healthy().equals(Map.of(A, 1, B, 1)) && group.instances().size() == 2);
    assertThat(balanced.took()).isLessThan(Duration.ofMinutes(15));
  }

  @Test
  void load_scales_the_group_out_and_its_end_scales_it_in() {
    String host =
        region
            .aws()
            .elasticLoadBalancing()
            .describeLoadBalancers()
            .loadBalancers()
            .get(0)
            .dnsName();
    TrafficPort.Clients clients =
        region
            .platform()
            .traffic()
            .start(
                new TrafficPort.Plan(host, true, "/", 20, Duration.ofSeconds(5), 180),
                exchange -> {});
    Waited<AutoScalingGroup> out = until("more than two wanted", g -> g.desiredCapacity() > 2);
    assertThat(out.took()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(10));

    region.pass(Duration.ofMinutes(10));
    clients.stop();
    Waited<AutoScalingGroup> in = until("two wanted", group -> group.desiredCapacity() == 2);
    assertThat(in.took()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(25));
  }
}
