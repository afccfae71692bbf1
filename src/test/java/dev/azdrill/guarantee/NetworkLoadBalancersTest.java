package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** What is proven where a network load balancer stands beside a sound architecture. */
class NetworkLoadBalancersTest {
  private static final String ARN = "arn:aws:elasticloadbalancing:eu-west-2:123456789012:";
  private static final String DOOR = ARN + "loadbalancer/net/door/fedcba9876543210";
  private static final String TARGETS = ARN + "targetgroup/ssh/fedcba9876543210";
  private static final String CLAIM = "only the load balancer can be reached from the internet";

  private final Inventory sound = SoundProduction.inventory();

  private static GuaranteeVerdict verdict(Inventory of) {
    return prove(CLAIM, of).verdict();
  }

  private static Proof prove(String claim, Inventory of) {
    return Guarantees.stated(claim).orElseThrow().prove(of);
  }

  private static List<String> groups(boolean guarded) {
    return guarded ? List.of("sg-door") : List.of();
  }

  /** A door for SSH to the instances, in both zones, whose own security group admits everybody. */
  private Inventory withDoor(boolean guarded) {
    List<NetworkInterface> nodes = new ArrayList<>();
    List<AvailabilityZone> zones = new ArrayList<>();
    for (String zone : ProductionNetwork.ZONES) {
      int n = ProductionNetwork.ZONES.indexOf(zone) + 1;
      zones.add(
          AvailabilityZone.builder()
              .zoneName("eu-west-2" + zone)
              .subnetId("subnet-public-" + zone)
              .build());
      nodes.add(
          ProductionNetwork.networkInterface(
                  "eni-door-" + zone,
                  "public",
                  zone,
                  "10.0." + n + ".50",
                  groups(guarded).toArray(String[]::new))
              .toBuilder()
              .interfaceType("network_load_balancer")
              .description("ELB net/door/fedcba9876543210")
              .association(a -> a.publicIp("198.51.100.5" + n))
              .build());
    }
    LoadBalancer door =
        LoadBalancer.builder()
            .state(LoadBalancerState.builder().code(LoadBalancerStateEnum.ACTIVE).build())
            .loadBalancerArn(DOOR)
            .loadBalancerName("door")
            .scheme("internet-facing")
            .type("network")
            .ipAddressType("ipv4")
            .vpcId(ProductionNetwork.VPC)
            .securityGroups(groups(guarded))
            .availabilityZones(zones)
            .build();
    Listener listener =
        Listener.builder()
            .loadBalancerArn(DOOR)
            .listenerArn(ARN + "listener/net/door/fedcba9876543210/1")
            .port(2222)
            .protocol("TCP")
            .defaultActions(Action.builder().type("forward").targetGroupArn(TARGETS).build())
            .build();
    TargetGroup group =
        TargetGroup.builder()
            .targetGroupArn(TARGETS)
            .targetGroupName("ssh")
            .targetType("instance")
            .protocol("TCP")
            .port(22)
            .vpcId(ProductionNetwork.VPC)
            .loadBalancerArns(DOOR)
            .build();
    Inventory all = add(sound, Kind.NETWORK_INTERFACE, nodes);
    all = add(all, Kind.LOAD_BALANCER, List.of(door));
    all = add(all, Kind.LISTENER, List.of(listener));
    all = add(all, Kind.TARGET_GROUP, List.of(group));
    all =
        add(
            all,
            Kind.SECURITY_GROUP,
            List.of(ProductionNetwork.group("sg-door", ProductionNetwork.fromAnywhere(2222))));
    all = of(all, Kind.TARGET_HEALTH, TARGETS, registered("i-a", "i-b"));
    all = of(all, Kind.TARGET_GROUP_ATTRIBUTE, TARGETS, List.of(preserving("true")));
    return of(all, Kind.LOAD_BALANCER_ATTRIBUTE, DOOR, List.of(crossing("false")));
  }

  private static LoadBalancerAttribute crossing(String value) {
    return LoadBalancerAttribute.builder()
        .key("load_balancing.cross_zone.enabled")
        .value(value)
        .build();
  }

  /** The same, but these are what this owner has of a kind. */
  private static <T extends SdkPojo> Inventory of(
      Inventory all, Kind<T> kind, String owner, List<T> values) {
    Inventory.Builder copy = Inventory.builder();
    for (Kind<?> each : Kind.all()) {
      all.unread(each).ifPresent(why -> copy.unread(each, why));
      if (all.knows(each)) {
        copy(all, each, each == kind ? owner : "nobody", copy);
      }
    }
    return copy.add(kind, owner, values).build();
  }

  private static <T extends SdkPojo> void copy(
      Inventory all, Kind<T> kind, String without, Inventory.Builder to) {
    to.add(kind, List.of());
    for (Inventory.Owned<T> each : all.owned(kind)) {
      if (each.owner().isEmpty()) {
        to.add(kind, List.of(each.value()));
      } else if (!each.owner().get().equals(without)) {
        to.add(kind, each.owner().get(), List.of(each.value()));
      }
    }
  }

  private static <T extends SdkPojo> Inventory add(Inventory to, Kind<T> kind, List<T> more) {
    return to.with(kind, Stream.concat(to.all(kind).stream(), more.stream()).toList());
  }

  private static TargetGroupAttribute preserving(String value) {
    return TargetGroupAttribute.builder().key("preserve_client_ip.enabled").value(value).build();
  }

  private static List<TargetHealthDescription> registered(String... ids) {
    return Stream.of(ids)
        .map(
            id ->
                TargetHealthDescription.builder()
                    .target(t -> t.id(id).port(22))
                    .targetHealth(h -> h.state("healthy"))
                    .build())
        .toList();
  }

  private static Inventory admitting(Inventory to, IpPermission... more) {
    return to.map(
        Kind.SECURITY_GROUP,
        group ->
            group.groupId().equals("sg-app")
                ? group.toBuilder()
                    .ipPermissions(
                        Stream.concat(group.ipPermissions().stream(), Stream.of(more)).toList())
                    .build()
                : group);
  }

  private static IpPermission from(String block) {
    return ProductionNetwork.fromAnywhere(22).toBuilder()
        .ipRanges(IpRange.builder().cidrIp(block).build())
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void targets_that_admit_nobody_from_outside_are_not_exposed(boolean guarded) {
    Proof proof = prove(CLAIM, withDoor(guarded));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void targets_that_admit_one_network_of_the_internet_are_exposed_to_it(boolean guarded) {
    Proof proof = prove(CLAIM, admitting(withDoor(guarded), from("198.18.7.0/24")));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because())
        .contains("can be reached from the internet through the network load balancer door")
        .contains("on port 2222")
        .contains("198.18.7.");
  }

  @Test
  void targets_that_admit_the_security_group_of_the_load_balancer_admit_its_clients() {
    Inventory referring = admitting(withDoor(true), ProductionNetwork.fromGroup(22, "sg-door"));

    assertThat(verdict(referring)).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(
            verdict(
                referring.map(
                    Kind.SECURITY_GROUP,
                    group ->
                        group.groupId().equals("sg-door")
                            ? group.toBuilder().ipPermissions(List.of()).build()
                            : group)))
        .as("that admits nobody")
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void a_network_that_only_the_door_or_only_the_target_admits_does_not_get_in() {
    Inventory apart =
        admitting(withDoor(true), from("198.18.7.0/24"))
            .map(
                Kind.SECURITY_GROUP,
                group ->
                    group.groupId().equals("sg-door")
                        ? ProductionNetwork.group(
                            "sg-door",
                            from("198.18.8.0/24").toBuilder().fromPort(2222).toPort(2222).build())
                        : group);

    assertThat(verdict(apart)).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void where_targets_see_the_node_it_is_the_node_that_they_must_not_admit() {
    UnaryOperator<Inventory> hiding =
        door -> of(door, Kind.TARGET_GROUP_ATTRIBUTE, TARGETS, List.of(preserving("false")));

    assertThat(verdict(hiding.apply(admitting(withDoor(true), from("198.18.7.0/24")))))
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(verdict(hiding.apply(admitting(withDoor(true), from("10.0.0.0/16")))))
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void a_node_does_not_reach_targets_of_another_zone_unless_zones_are_crossed() {
    Inventory apart =
        of(
            oneNode(admitting(withDoor(true), from("0.0.0.0/0"))),
            Kind.TARGET_HEALTH,
            TARGETS,
            registered("i-a"));

    assertThat(verdict(apart)).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(verdict(of(apart, Kind.LOAD_BALANCER_ATTRIBUTE, DOOR, List.of(crossing("true")))))
        .isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(verdict(of(apart, Kind.LOAD_BALANCER_ATTRIBUTE, DOOR, List.of())))
        .as("nobody says")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  /** In zone b alone. */
  private static Inventory oneNode(Inventory of) {
    return of.with(
            Kind.NETWORK_INTERFACE,
            of.all(Kind.NETWORK_INTERFACE).stream()
                .filter(each -> !each.networkInterfaceId().equals("eni-door-a"))
                .toList())
        .map(
            Kind.LOAD_BALANCER,
            each ->
                each.loadBalancerArn().equals(DOOR)
                    ? each.toBuilder()
                        .availabilityZones(each.availabilityZones().subList(1, 2))
                        .build()
                    : each);
  }

  @Test
  void the_next_instance_of_a_group_behind_it_is_a_target_too() {
    Inventory attached =
        of(admitting(withDoor(true), from("0.0.0.0/0")), Kind.TARGET_HEALTH, TARGETS, List.of())
            .map(
                Kind.AUTO_SCALING_GROUP,
                group ->
                    group.toBuilder()
                        .targetGroupARNs(
                            Stream.concat(group.targetGroupARNs().stream(), Stream.of(TARGETS))
                                .toList())
                        .build());

    assertThat(prove(CLAIM, attached).because()).contains("an instance of web");
    assertThat(verdict(attached)).isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void what_is_not_told_is_unknown() {
    Inventory door = withDoor(true);

    assertThat(
            verdict(
                door.map(
                    Kind.TARGET_GROUP,
                    each ->
                        each.targetGroupArn().equals(TARGETS)
                            ? each.toBuilder().targetType("alb").build()
                            : each)))
        .as("a load balancer behind it")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(verdict(of(door, Kind.TARGET_HEALTH, TARGETS, registered("i-elsewhere"))))
        .as("a target that is not described")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(verdict(door.without(Kind.TARGET_GROUP_ATTRIBUTE, "denied")))
        .as("whose address targets see")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(
            verdict(
                door.map(
                    Kind.LOAD_BALANCER,
                    each ->
                        each.loadBalancerArn().equals(DOOR)
                            ? each.toBuilder().ipAddressType("dualstack").build()
                            : each)))
        .as("IPv6")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(
            verdict(
                door.with(
                    Kind.NETWORK_INTERFACE,
                    door.all(Kind.NETWORK_INTERFACE).stream()
                        .filter(each -> !each.networkInterfaceId().startsWith("eni-door"))
                        .toList())))
        .as("no node")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(
            verdict(
                door.map(
                    Kind.NETWORK_INTERFACE,
                    each ->
                        each.networkInterfaceId().startsWith("eni-door")
                            ? each.toBuilder()
                                .association((NetworkInterfaceAssociation) null)
                                .build()
                            : each)))
        .as("no address of a node")
        .isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @Test
  void alone_it_proves_nothing_and_may_still_violate() {
    UnaryOperator<Inventory> alone =
        all ->
            all.with(
                Kind.LOAD_BALANCER,
                all.all(Kind.LOAD_BALANCER).stream()
                    .filter(each -> each.loadBalancerArn().equals(DOOR))
                    .toList());

    assertThat(verdict(alone.apply(admitting(withDoor(false), from("0.0.0.0/0")))))
        .isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(verdict(alone.apply(withDoor(true)))).isNotEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void an_internal_one_exposes_nothing() {
    Inventory inner =
        admitting(withDoor(true), from("0.0.0.0/0"))
            .map(
                Kind.LOAD_BALANCER,
                each ->
                    each.loadBalancerArn().equals(DOOR)
                        ? each.toBuilder().scheme("internal").build()
                        : each)
            .map(
                Kind.NETWORK_INTERFACE,
                each ->
                    each.networkInterfaceId().startsWith("eni-door")
                        ? ProductionNetwork.networkInterface(
                                each.networkInterfaceId(),
                                "public",
                                each.networkInterfaceId().substring("eni-door-".length()),
                                each.privateIpAddress(),
                                "sg-door")
                            .toBuilder()
                            .description(each.description())
                            .build()
                        : each);

    assertThat(verdict(inner)).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void clients_that_come_by_it_are_not_known_to_speak_tls_or_to_pass_a_web_acl() {
    String https = "the load balancer speaks HTTPS";
    String webAcl = "a web ACL protects the load balancer";

    assertThat(prove(https, withDoor(true)).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(prove(webAcl, withDoor(true)).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @Test
  void beside_one_in_a_single_zone_not_every_tier_spans_zones() {
    String zones = "every tier stands in at least two zones";

    assertThat(prove(zones, withDoor(true)).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(zones, oneNode(withDoor(true))).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }
}
