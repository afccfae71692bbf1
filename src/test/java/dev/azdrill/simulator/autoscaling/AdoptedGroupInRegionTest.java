package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.Waited;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The production group in the twin of a whole region: its EC2, load balancer and metrics. */
class AdoptedGroupInRegionTest {
  private static final String A = "eu-west-2a";
  private static final String B = "eu-west-2b";

  private final SimulatorPlatform twin = twin();

  /** The original has been at rest for a while when it is described. */
  private static SimulatorPlatform twin() {
    try (SimulatorPlatform original = SimulatorPlatform.create("original")) {
      String vpc =
          new Provisioner(original.session(), StepListener.SILENT)
              .provision(Blueprints.shipped("production"), "shop", "original")
              .vpcId();
      original.session().clock().pass(Duration.ofMinutes(30));
      return SimulatorPlatform.twin(
          new Adoption(new Discovery(original.session()).byVpc(vpc)),
          "twin",
          Timings.typical(),
          ApplicationDefaults.NONE);
    }
  }

  @BeforeEach
  void targets_are_healthy() {
    until("two healthy targets, one in each zone", group -> healthy().equals(Map.of(A, 1, B, 1)));
  }

  @AfterEach
  void close() {
    twin.close();
  }

  private AwsSession aws() {
    return Somebody.beside(twin.session());
  }

  private AutoScalingGroup group() {
    return aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
  }

  private Waited<AutoScalingGroup> until(String expected, Predicate<AutoScalingGroup> so) {
    return aws()
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
        aws()
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

  private Inventory described() {
    return new Discovery(aws()).byVpc(aws().ec2().describeVpcs().vpcs().get(0).vpcId());
  }

  @Test
  void at_rest_it_starts_nothing() {
    Inventory before = described();
    aws().clock().pass(Duration.ofHours(2));
    Inventory after = described();

    for (Kind<?> kind :
        List.of(Kind.AUTO_SCALING_GROUP, Kind.SCALING_POLICY, Kind.INSTANCE, Kind.TARGET_HEALTH)) {
      assertThat((List<?>) after.all(kind)).as(kind.name()).isEqualTo(before.all(kind));
    }
  }

  @Test
  void a_terminated_instance_is_replaced_by_a_healthy_target_in_its_zone() {
    String gone = oneIn(A);
    aws().ec2().terminateInstances(r -> r.instanceIds(gone));

    Waited<AutoScalingGroup> replaced =
        until(
            "a healthy successor in its zone",
            group ->
                inService(group).stream().noneMatch(i -> i.instanceId().equals(gone))
                    && healthy().equals(Map.of(A, 1, B, 1)));
    assertThat(replaced.took()).isLessThan(Duration.ofMinutes(3));
  }

  @Test
  void an_instance_whose_application_hangs_is_replaced() {
    String hung = oneIn(B);
    Impaired.by(twin).hangApplication(hung);

    until(
        "a healthy successor",
        group ->
            group.instances().stream().noneMatch(i -> i.instanceId().equals(hung))
                && healthy().equals(Map.of(A, 1, B, 1)));
  }

  @Test
  void a_lost_zone_is_made_up_for_in_the_other_and_gets_its_share_when_it_returns() {
    Undo undo = Impaired.by(twin).cutZonePower(A);
    Waited<AutoScalingGroup> recovered =
        until("two healthy in the other zone", group -> healthy().equals(Map.of(B, 2)));
    assertThat(recovered.took()).isLessThan(Duration.ofMinutes(8));

    undo.undo();
    until(
        "one in each zone, and nobody else",
        group -> healthy().equals(Map.of(A, 1, B, 1)) && group.instances().size() == 2);
  }

  @Test
  void load_scales_it_out_and_the_end_of_load_scales_it_in() {
    String host =
        aws().elasticLoadBalancing().describeLoadBalancers().loadBalancers().get(0).dnsName();
    TrafficPort.Clients clients =
        twin.traffic()
            .start(
                new TrafficPort.Plan(host, true, "/", 20, Duration.ofSeconds(5), 180),
                exchange -> {});
    Waited<AutoScalingGroup> out = until("more than two wanted", g -> g.desiredCapacity() > 2);
    assertThat(out.took()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(10));

    aws().clock().pass(Duration.ofMinutes(10));
    clients.stop();
    until("two wanted", group -> group.desiredCapacity() == 2);
  }
}
