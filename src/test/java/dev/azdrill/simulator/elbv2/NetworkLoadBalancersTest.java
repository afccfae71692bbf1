package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/** Load balancers of the type {@code network}: where they stand, and what may be set of them. */
class NetworkLoadBalancersTest {
  private final ElbUnderTest elb = new ElbUnderTest("network load balancers");

  @AfterEach
  void close() {
    elb.close();
  }

  private LoadBalancer create(Consumer<CreateLoadBalancerRequest.Builder> settings) {
    CreateLoadBalancerRequest.Builder wanted =
        CreateLoadBalancerRequest.builder().name("door").type(LoadBalancerTypeEnum.NETWORK);
    settings.accept(wanted);
    return elb.client().createLoadBalancer(wanted.build()).loadBalancers().get(0);
  }

  private String subnet(String zone) {
    return String.valueOf(elb.subnets.get(zone));
  }

  private String group(String name) {
    return elb.ec2()
        .createSecurityGroup(r -> r.vpcId(elb.vpc).groupName(name).description(name))
        .groupId();
  }

  private AllocateAddressResponse elastic() {
    return elb.ec2().allocateAddress(r -> r.domain("vpc"));
  }

  private Address described(AllocateAddressResponse elastic) {
    return elb.ec2()
        .describeAddresses(r -> r.allocationIds(elastic.allocationId()))
        .addresses()
        .get(0);
  }

  private SubnetMapping at(String zone, String allocationId) {
    return SubnetMapping.builder().subnetId(subnet(zone)).allocationId(allocationId).build();
  }

  private SubnetMapping with(String zone, String privateAddress) {
    return SubnetMapping.builder()
        .subnetId(subnet(zone))
        .privateIPv4Address(privateAddress)
        .build();
  }

  private static String refusal(ThrowingCallable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage();
  }

  @Test
  void one_zone_suffices_and_its_names_look_like_aws_s() {
    LoadBalancer made = create(r -> r.subnets(subnet("a")));

    String id = made.loadBalancerArn().substring(made.loadBalancerArn().lastIndexOf('/') + 1);
    assertThat(made.loadBalancerArn())
        .matches(
            "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/net/door/[0-9a-f]{16}");
    assertThat(made.dnsName()).isEqualTo("door-" + id + ".elb.eu-west-2.amazonaws.com");
    assertThat(made.canonicalHostedZoneId()).isEqualTo("ZD4D7Y8KGAS4G");
    assertThat(made.type()).isEqualTo(LoadBalancerTypeEnum.NETWORK);
    assertThat(made.availabilityZones())
        .singleElement()
        .satisfies(zone -> assertThat(zone.loadBalancerAddresses()).isEmpty());
    NetworkInterface node = elb.node("a");
    assertThat(node.description()).isEqualTo("ELB net/door/" + id);
    assertThat(node.interfaceTypeAsString()).isEqualTo("network_load_balancer");
    assertThat(node.association().ipOwnerId()).isEqualTo("amazon-elb");
  }

  @Test
  void an_internal_one_has_no_prefix_in_its_name_and_no_public_address() {
    LoadBalancer made = create(r -> r.subnets(subnet("a")).scheme("internal"));
    elb.pass(150);

    assertThat(made.dnsName()).startsWith("door-");
    assertThat(elb.node("a").association()).isNull();
    assertThat(elb.loadBalancing.resolve(made.dnsName()))
        .containsExactly(elb.node("a").privateIpAddress());
  }

  @Test
  void without_a_subnet_it_is_refused() {
    assertThat(refusal(() -> create(r -> {})))
        .isEqualTo("ValidationError: At least one subnet must be specified");
  }

  @Test
  void an_elastic_ip_address_stands_for_its_node_until_it_is_deleted() {
    AllocateAddressResponse a = elastic();
    AllocateAddressResponse b = elastic();
    LoadBalancer made =
        create(r -> r.subnetMappings(at("a", a.allocationId()), at("b", b.allocationId())));
    elb.pass(150);

    assertThat(made.availabilityZones())
        .extracting(zone -> zone.loadBalancerAddresses())
        .containsExactly(List.of(shown(a)), List.of(shown(b)));
    assertThat(elb.loadBalancing.resolve(made.dnsName()))
        .containsExactly(a.publicIp(), b.publicIp());
    assertThat(described(a).networkInterfaceId()).isEqualTo(elb.node("a").networkInterfaceId());
    assertThat(described(a).associationId()).isNotBlank();
    assertThat(described(a).privateIpAddress()).isEqualTo(elb.node("a").privateIpAddress());
    assertThat(refusal(() -> release(a))).startsWith("InvalidIPAddress.InUse");
    assertThat(
            refusal(
                () ->
                    elb.ec2()
                        .disassociateAddress(r -> r.associationId(described(a).associationId()))))
        .startsWith("AuthFailure");

    elb.client().deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));

    assertThat(described(a).associationId()).isNull();
    release(a);
  }

  private static LoadBalancerAddress shown(AllocateAddressResponse elastic) {
    return LoadBalancerAddress.builder()
        .ipAddress(elastic.publicIp())
        .allocationId(elastic.allocationId())
        .build();
  }

  private void release(AllocateAddressResponse elastic) {
    elb.ec2().releaseAddress(r -> r.allocationId(elastic.allocationId()));
  }

  @Test
  void an_elastic_ip_address_that_is_not_there_or_is_taken_is_refused() {
    AllocateAddressResponse one = elastic();

    assertThat(refusal(() -> create(r -> r.subnetMappings(at("a", "eipalloc-00000000000000000")))))
        .startsWith("AllocationIdNotFound");
    assertThat(
            refusal(
                () ->
                    create(
                        r ->
                            r.subnetMappings(
                                at("a", one.allocationId()), at("b", one.allocationId())))))
        .isEqualTo("ResourceInUse: The allocation IDs are not available for use");
    create(r -> r.subnetMappings(at("a", one.allocationId())));
    assertThat(
            refusal(
                () -> create(r -> r.name("second").subnetMappings(at("a", one.allocationId())))))
        .isEqualTo("ResourceInUse: The allocation IDs are not available for use");
    assertThat(elb.interfaces()).as("nothing else was created").hasSize(1);
  }

  @Test
  void an_internal_one_may_choose_free_private_addresses() {
    LoadBalancer made = create(r -> r.scheme("internal").subnetMappings(with("a", "10.0.1.77")));

    assertThat(elb.node("a").privateIpAddress()).isEqualTo("10.0.1.77");
    assertThat(made.availabilityZones().get(0).loadBalancerAddresses())
        .containsExactly(LoadBalancerAddress.builder().privateIPv4Address("10.0.1.77").build());
    assertThat(
            refusal(
                () ->
                    create(
                        r ->
                            r.name("second")
                                .scheme("internal")
                                .subnetMappings(with("a", "10.0.1.77")))))
        .startsWith("ResourceInUse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.2.77", "10.0.1.3", "10.0.1.255", "10.0.1", "10.0.1.999", "10.0.01.77"})
  void a_private_address_that_its_subnet_does_not_have_is_refused(String address) {
    assertThat(refusal(() -> create(r -> r.scheme("internal").subnetMappings(with("a", address)))))
        .startsWith("InvalidConfigurationRequest");
  }

  @Test
  void an_address_of_the_other_sort_is_refused() {
    String elastic = elastic().allocationId();

    assertThat(refusal(() -> create(r -> r.scheme("internal").subnetMappings(at("a", elastic)))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(refusal(() -> create(r -> r.subnetMappings(with("a", "10.0.1.77")))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(
            refusal(
                () ->
                    create(
                        r ->
                            r.type(LoadBalancerTypeEnum.APPLICATION)
                                .subnetMappings(at("a", elastic), at("b", elastic)))))
        .isEqualTo(
            "InvalidConfigurationRequest: Elastic IP addresses cannot be specified for load"
                + " balancers with type 'application'");
  }

  @Test
  void asking_again_gives_the_same_and_asking_for_another_type_is_refused() {
    LoadBalancer first = create(r -> r.subnets(subnet("a"), subnet("b")));

    assertThat(create(r -> r.subnets(subnet("a"), subnet("b"))).loadBalancerArn())
        .isEqualTo(first.loadBalancerArn());
    assertThat(
            refusal(
                () ->
                    create(
                        r ->
                            r.type(LoadBalancerTypeEnum.APPLICATION)
                                .subnets(subnet("a"), subnet("b")))))
        .startsWith("DuplicateLoadBalancerName");
  }

  @Test
  void without_security_groups_it_has_none_and_gets_none() {
    LoadBalancer made = create(r -> r.subnets(subnet("a")));
    String group = group("late");

    assertThat(made.securityGroups()).isEmpty();
    assertThat(elb.node("a").groups()).isEmpty();
    assertThat(
            refusal(
                () ->
                    elb.client()
                        .setSecurityGroups(
                            r -> r.loadBalancerArn(made.loadBalancerArn()).securityGroups(group))))
        .startsWith("InvalidConfigurationRequest")
        .contains("created without any");
  }

  @Test
  void its_security_groups_can_be_changed_but_not_taken_away() {
    String one = group("one");
    String other = group("other");
    LoadBalancer made = create(r -> r.subnets(subnet("a")).securityGroups(one));

    assertThat(made.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic()).isEqualTo("on");
    elb.client()
        .setSecurityGroups(r -> r.loadBalancerArn(made.loadBalancerArn()).securityGroups(other));
    assertThat(elb.node("a").groups()).extracting(g -> g.groupId()).containsExactly(other);
    assertThat(
            refusal(
                () ->
                    elb.client()
                        .setSecurityGroups(
                            r ->
                                r.loadBalancerArn(made.loadBalancerArn())
                                    .securityGroups(List.of()))))
        .startsWith("ValidationError");
  }

  @Test
  void its_attributes_are_those_of_its_type() {
    String arn = create(r -> r.subnets(subnet("a"))).loadBalancerArn();

    assertThat(attributes(arn))
        .containsEntry("load_balancing.cross_zone.enabled", "false")
        .containsEntry("dns_record.client_routing_policy", "any_availability_zone")
        .containsEntry("deletion_protection.enabled", "false")
        .containsEntry("access_logs.s3.enabled", "false")
        .containsEntry("zonal_shift.config.enabled", "false")
        .doesNotContainKeys("idle_timeout.timeout_seconds", "routing.http2.enabled");
    modify(arn, "load_balancing.cross_zone.enabled", "true");
    assertThat(attributes(arn)).containsEntry("load_balancing.cross_zone.enabled", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "network, idle_timeout.timeout_seconds, 60",
    "network, routing.http2.enabled, true",
    "application, dns_record.client_routing_policy, any_availability_zone"
  })
  void an_attribute_of_the_other_type_is_refused_in_aws_s_words(
      String type, String key, String value) {
    String arn = create(r -> r.type(type).subnets(subnet("a"), subnet("b"))).loadBalancerArn();

    assertThat(refusal(() -> modify(arn, key, value)))
        .isEqualTo(
            "InvalidConfigurationRequest: Load balancer attribute key '"
                + key
                + "' is not supported on load balancers with type '"
                + type
                + "'");
  }

  @Test
  void an_attribute_that_no_type_has_is_not_recognized_and_secondary_addresses_are_not_simulated() {
    String arn = create(r -> r.subnets(subnet("a"))).loadBalancerArn();

    assertThat(refusal(() -> modify(arn, "colour", "red"))).contains("is not recognized");
    assertThat(refusal(() -> modify(arn, "secondary_ips.auto_assigned.per_subnet", "2")))
        .contains("The simulator does not have the value '2'");
  }

  private Map<String, String> attributes(String arn) {
    Map<String, String> all = new TreeMap<>();
    elb.client()
        .describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
        .attributes()
        .forEach(each -> all.put(each.key(), each.value()));
    return all;
  }

  private void modify(String arn, String key, String value) {
    elb.client()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(arn)
                    .attributes(LoadBalancerAttribute.builder().key(key).value(value).build()));
  }

  @Test
  void zones_come_and_go_with_their_addresses() {
    AllocateAddressResponse a = elastic();
    AllocateAddressResponse c = elastic();
    String arn = create(r -> r.subnetMappings(at("a", a.allocationId()))).loadBalancerArn();

    elb.client()
        .setSubnets(
            r ->
                r.loadBalancerArn(arn)
                    .subnetMappings(at("a", a.allocationId()), at("c", c.allocationId())));
    assertThat(described(c).networkInterfaceId()).isEqualTo(elb.node("c").networkInterfaceId());
    elb.client().setSubnets(r -> r.loadBalancerArn(arn).subnets(subnet("c")));

    assertThat(described(a).associationId()).isNull();
    assertThat(elb.described(arn).availabilityZones())
        .singleElement()
        .satisfies(zone -> assertThat(zone.loadBalancerAddresses()).containsExactly(shown(c)));
  }

  @Test
  void a_zone_keeps_its_subnet_and_its_address_as_long_as_it_is_enabled() {
    AllocateAddressResponse one = elastic();
    AllocateAddressResponse other = elastic();
    String arn = create(r -> r.subnetMappings(at("a", one.allocationId()))).loadBalancerArn();
    String second = elb.subnetIn("a", "10.0.4.0/24");

    assertThat(
            refusal(
                () ->
                    elb.client()
                        .setSubnets(
                            r ->
                                r.loadBalancerArn(arn)
                                    .subnetMappings(at("a", other.allocationId())))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(refusal(() -> elb.client().setSubnets(r -> r.loadBalancerArn(arn).subnets(second))))
        .isEqualTo(
            "InvalidConfigurationRequest: You cannot specify an additional subnet from an"
                + " Availability Zone that is already associated with the load balancer. The"
                + " Availability Zone 'eu-west-2a' corresponding to the new subnet '"
                + second
                + "' is already associated with the load balancer.");
  }

  @Test
  void its_addresses_are_ipv4() {
    String arn = create(r -> r.subnets(subnet("a"))).loadBalancerArn();

    assertThat(
            refusal(
                () ->
                    elb.client()
                        .setIpAddressType(r -> r.loadBalancerArn(arn).ipAddressType("dualstack"))))
        .startsWith("InvalidConfigurationRequest");
  }

  @Test
  void a_gateway_load_balancer_is_refused() {
    assertThat(refusal(() -> create(r -> r.type("gateway").subnets(subnet("a")))))
        .contains("the simulator has application and network load balancers alone");
  }
}
