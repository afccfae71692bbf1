package dev.azdrill.contract;

import static dev.azdrill.contract.Subject.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;

@Contract
@Needs("elasticloadbalancing")
class LoadBalancerContract {
  private static List<NetworkInterface> interfaces(Subject s, LoadBalancerFixture door) {
    return s.ec2()
        .describeNetworkInterfaces(r -> r.filters(by("vpc-id", door.ground().vpc())))
        .networkInterfaces();
  }

  private static String create(Subject s, CreateLoadBalancerRequest.Builder request) {
    String arn =
        s.elb()
            .createLoadBalancer(request.name(s.name("door")).build())
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    s.later("delete " + arn, () -> s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
    return arn;
  }

  private static String create(Subject s, String... subnets) {
    return create(s, CreateLoadBalancerRequest.builder().subnets(subnets));
  }

  @Test
  void a_load_balancer_is_provisioned_and_becomes_active(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);

    assertThat(door.balancer().state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    door.active();
  }

  @Test
  void a_load_balancer_has_a_name_in_the_dns_and_stands_in_its_zones(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);

    assertThat(door.described().dnsName())
        .startsWith(door.balancer().loadBalancerName() + "-")
        .contains(".elb.");
    assertThat(door.described().scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNET_FACING);
    assertThat(door.described().availabilityZones())
        .extracting(AvailabilityZone::zoneName)
        .containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void a_load_balancer_has_a_network_interface_in_each_subnet(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();

    assertThat(interfaces(s, door))
        .extracting(NetworkInterface::subnetId)
        .containsExactlyInAnyOrderElementsOf(door.subnets());
    assertThat(interfaces(s, door))
        .allSatisfy(
            each -> {
              assertThat(each.description()).startsWith("ELB app/");
              assertThat(each.association().publicIp()).isNotEmpty();
              assertThat(each.groups())
                  .singleElement()
                  .satisfies(group -> assertThat(group.groupId()).isEqualTo(door.group()));
            });
  }

  @Test
  void the_network_interfaces_go_with_the_load_balancer(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();
    assertThat(interfaces(s, door)).hasSize(2);

    s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()));

    s.eventually("its network interfaces to be gone")
        .until(() -> interfaces(s, door), List::isEmpty);
  }

  @Test
  void a_load_balancer_that_is_deleted_is_not_found(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);

    s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()));

    assertThat(Refusal.of(door::described)).isEqualTo("LoadBalancerNotFound");
  }

  @Test
  void a_load_balancer_can_be_deleted_twice(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()));

    assertThat(
            s.elb()
                .deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()))
                .sdkHttpResponse()
                .isSuccessful())
        .isTrue();
  }

  @Test
  void asking_again_gives_the_same(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);

    assertThat(
            s.elb()
                .createLoadBalancer(
                    r ->
                        r.name(door.balancer().loadBalancerName())
                            .subnets(door.subnets())
                            .securityGroups(door.group()))
                .loadBalancers()
                .get(0)
                .loadBalancerArn())
        .isEqualTo(door.arn());
  }

  @Test
  void asking_for_something_else_under_the_same_name_is_refused(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);

    assertThat(
            Refusal.of(
                () ->
                    s.elb()
                        .createLoadBalancer(
                            r ->
                                r.name(door.balancer().loadBalancerName())
                                    .scheme(LoadBalancerSchemeEnum.INTERNAL)
                                    .subnets(door.subnets()))))
        .isEqualTo("DuplicateLoadBalancerName");
  }

  @Test
  void one_zone_is_not_enough(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String subnet = ground.subnet();

    assertThat(Refusal.of(() -> create(s, subnet))).isEqualTo("ValidationError");
  }

  @Test
  void two_subnets_in_one_zone_are_refused(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String first = ground.subnet(1, 0);
    String second = ground.subnet(2, 0);

    assertThat(Refusal.of(() -> create(s, first, second))).isEqualTo("InvalidConfigurationRequest");
  }

  @Test
  void an_unknown_subnet_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String first = ground.subnet();

    assertThat(Refusal.of(() -> create(s, first, "subnet-00000000000000000")))
        .isEqualTo("SubnetNotFound");
  }

  @Test
  void without_an_internet_gateway_in_the_vpc_nobody_faces_the_internet(Subject s) {
    List<String> subnets = s.ground().subnets();

    assertThat(Refusal.of(() -> create(s, subnets.toArray(String[]::new))))
        .isEqualTo("InvalidSubnet");
  }

  @Test
  void an_unknown_security_group_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    List<String> subnets = ground.subnets();

    assertThat(
            Refusal.of(
                () ->
                    create(
                        s,
                        CreateLoadBalancerRequest.builder()
                            .subnets(subnets)
                            .securityGroups("sg-00000000000000000"))))
        .isEqualTo("InvalidSecurityGroup");
  }

  @Test
  void deletion_protection_protects(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    protect(s, door, true);

    assertThat(Refusal.of(() -> s.elb().deleteLoadBalancer(r -> r.loadBalancerArn(door.arn()))))
        .isEqualTo("OperationNotPermitted");
  }

  private static void protect(Subject s, LoadBalancerFixture door, boolean isProtected) {
    s.elb()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(door.arn())
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("deletion_protection.enabled")
                            .value(String.valueOf(isProtected))
                            .build()));
    if (isProtected) {
      s.later("protect it no longer", () -> protect(s, door, false));
    }
  }

  @Test
  void its_group_cannot_be_deleted_while_it_stands(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();

    assertThat(Refusal.of(() -> s.ec2().deleteSecurityGroup(r -> r.groupId(door.group()))))
        .isEqualTo("DependencyViolation");
  }
}
