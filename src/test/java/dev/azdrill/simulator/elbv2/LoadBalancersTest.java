package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

class LoadBalancersTest {
  private final ElbUnderTest elb = new ElbUnderTest("load balancers");

  @AfterEach
  void close() {
    elb.close();
  }

  @Test
  void a_new_load_balancer_is_provisioned_for_150_seconds() {
    String arn = elb.create().loadBalancerArn();
    elb.pass(149);
    assertThat(elb.described(arn).state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    assertThat(elb.loadBalancing.resolve(elb.described(arn).dnsName())).isEmpty();
    elb.pass(1);

    assertThat(elb.described(arn).state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
    assertThat(elb.loadBalancing.resolve(elb.described(arn).dnsName())).hasSize(2);
  }

  @Test
  void its_names_look_like_aws_s() {
    LoadBalancer created = elb.create();

    assertThat(created.loadBalancerArn())
        .matches(
            "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/web/[0-9a-f]{16}");
    assertThat(created.dnsName()).matches("web-\\d{10}\\.eu-west-2\\.elb\\.amazonaws\\.com");
  }

  @Test
  void it_owns_an_interface_with_a_public_address_in_each_subnet() {
    String arn = elb.create().loadBalancerArn();

    assertThat(elb.interfaces().keySet()).containsExactly("a", "b");
    NetworkInterface owned = elb.node("b");
    assertThat(owned.description()).isEqualTo("ELB " + arn.substring(arn.indexOf("app/")));
    assertThat(owned.requesterManaged()).isTrue();
    assertThat(owned.association().publicIp()).isNotBlank();
    assertThat(elb.loadBalancing.loadBalancerOf(owned.networkInterfaceId())).hasValue(arn);
  }

  @Test
  void dns_leads_to_private_addresses_of_an_internal_one() {
    LoadBalancer created =
        elb.client()
            .createLoadBalancer(
                r ->
                    r.name("inner")
                        .scheme("internal")
                        .subnets(elb.subnets.get("a"), elb.subnets.get("b")))
            .loadBalancers()
            .get(0);
    elb.pass(150);

    assertThat(created.dnsName()).startsWith("internal-inner-");
    assertThat(elb.loadBalancing.resolve(created.dnsName()))
        .containsExactlyElementsOf(
            elb.interfaces().values().stream().map(NetworkInterface::privateIpAddress).toList());
  }

  @Test
  void interfaces_of_a_deleted_one_keep_the_subnet_for_a_minute() {
    String arn = elb.active().loadBalancerArn();
    elb.client().deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    assertThat(code(() -> elb.described(arn))).isEqualTo("LoadBalancerNotFound");
    elb.pass(59);
    assertThat(code(() -> elb.ec2().deleteSubnet(r -> r.subnetId(elb.subnets.get("a")))))
        .isEqualTo("DependencyViolation");
    elb.pass(1);

    assertThat(elb.interfaces()).isEmpty();
    elb.ec2().deleteSubnet(r -> r.subnetId(elb.subnets.get("a")));
  }

  @Test
  void asking_again_gives_the_same_and_asking_for_something_else_is_refused() {
    LoadBalancer first = elb.create();

    assertThat(elb.create().loadBalancerArn()).isEqualTo(first.loadBalancerArn());
    assertThat(refused(r -> r.scheme("internal"))).isEqualTo("DuplicateLoadBalancerName");
    assertThat(elb.interfaces()).hasSize(2);
  }

  @Test
  void a_wrong_place_or_name_is_refused_in_aws_s_codes() {
    String a = elb.subnets.get("a");
    String a2 = elb.subnetIn("a", "10.0.4.0/24");
    String small = elb.subnetIn("b", "10.0.5.0/28");

    assertThat(refused(r -> r.subnets(a))).isEqualTo("ValidationError");
    assertThat(refused(r -> r.subnets(a, a2))).isEqualTo("InvalidConfigurationRequest");
    assertThat(refused(r -> r.subnets(a, small))).isEqualTo("InvalidSubnet");
    assertThat(refused(r -> r.subnets(a, "subnet-00000000000000000"))).isEqualTo("SubnetNotFound");
    assertThat(refused(r -> r.subnets(a, "mine"))).isEqualTo("ValidationError");
    assertThat(refused(r -> r.securityGroups("sg-00000000000000000")))
        .isEqualTo("InvalidSecurityGroup");
    assertThat(refused(r -> r.name("-web"))).isEqualTo("ValidationError");
    assertThat(refused(r -> r.name("internal-web"))).isEqualTo("ValidationError");
    assertThat(refused(r -> r.name("w".repeat(33)))).isEqualTo("ValidationError");
    assertThat(elb.interfaces()).as("nothing was created").isEmpty();
  }

  @Test
  void without_an_internet_gateway_there_is_no_way_to_face_the_internet() {
    String gateway =
        elb.ec2().describeInternetGateways(r -> {}).internetGateways().get(0).internetGatewayId();
    elb.ec2().detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(elb.vpc));

    AwsServiceException refusal =
        catchThrowableOfType(AwsServiceException.class, () -> elb.create());
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSubnet");
    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo("VPC " + elb.vpc + " has no internet gateway");
  }

  @ParameterizedTest
  @CsvSource({
    "idle_timeout.timeout_seconds, 0",
    "idle_timeout.timeout_seconds, 4001",
    "client_keep_alive.seconds, 59",
    "client_keep_alive.seconds, 604801"
  })
  void an_attribute_outside_its_range_is_refused_and_not_set(String key, String value) {
    String arn = elb.create().loadBalancerArn();
    LoadBalancerAttribute wanted = LoadBalancerAttribute.builder().key(key).value(value).build();
    assertThatThrownBy(
            () ->
                elb.client()
                    .modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn).attributes(wanted)))
        .isInstanceOf(AwsServiceException.class)
        .hasMessageContaining(key);
    assertThat(
            elb.client().describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn)).attributes())
        .doesNotContain(wanted);
  }

  @Test
  void deletion_protection_protects() {
    String arn = elb.create().loadBalancerArn();
    elb.client()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(arn)
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("deletion_protection.enabled")
                            .value("true")
                            .build()));

    assertThat(code(() -> elb.client().deleteLoadBalancer(r -> r.loadBalancerArn(arn))))
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void an_attribute_that_it_does_not_have_is_not_recognized() {
    String arn = elb.create().loadBalancerArn();

    AwsServiceException refusal =
        catchThrowableOfType(
            AwsServiceException.class,
            () ->
                elb.client()
                    .modifyLoadBalancerAttributes(
                        r ->
                            r.loadBalancerArn(arn)
                                .attributes(
                                    LoadBalancerAttribute.builder()
                                        .key("colour")
                                        .value("red")
                                        .build())));
    // Terraform drops an attribute when it reads this.
    assertThat(refusal.awsErrorDetails().errorMessage()).contains("not recognized");
  }

  @Test
  void its_subnets_can_be_changed() {
    String arn = elb.active().loadBalancerArn();
    String nodeInB = elb.node("b").networkInterfaceId();
    elb.client()
        .setSubnets(
            r -> r.loadBalancerArn(arn).subnets(elb.subnets.get("b"), elb.subnets.get("c")));
    elb.pass(60);

    assertThat(elb.described(arn).availabilityZones())
        .extracting(z -> z.zoneName())
        .containsExactly("eu-west-2b", "eu-west-2c");
    assertThat(elb.interfaces().keySet()).containsExactly("b", "c");
    assertThat(elb.node("b").networkInterfaceId()).isEqualTo(nodeInB);
  }

  @Test
  void tags_come_with_it_and_can_be_changed() {
    String arn =
        elb.client()
            .createLoadBalancer(
                r ->
                    r.name("web")
                        .subnets(elb.subnets.get("a"), elb.subnets.get("b"))
                        .tags(Tag.builder().key("stack").value("production").build()))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    elb.client()
        .addTags(r -> r.resourceArns(arn).tags(Tag.builder().key("run").value("7").build()));
    elb.client().removeTags(r -> r.resourceArns(arn).tagKeys("stack"));

    assertThat(elb.client().describeTags(r -> r.resourceArns(arn)).tagDescriptions().get(0).tags())
        .extracting(t -> t.key() + "=" + t.value())
        .isEqualTo(List.of("run=7"));
  }

  private String refused(Consumer<CreateLoadBalancerRequest.Builder> change) {
    CreateLoadBalancerRequest.Builder wanted =
        CreateLoadBalancerRequest.builder()
            .name("web")
            .subnets(elb.subnets.get("a"), elb.subnets.get("b"));
    change.accept(wanted);
    return code(() -> elb.client().createLoadBalancer(wanted.build()));
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }
}
