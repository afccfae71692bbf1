package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Listeners of network load balancers, and what those of application load balancers refuse. */
class NetworkListenersTest {
  private final ElbUnderTest elb = new ElbUnderTest("network listeners");
  private String door = "";
  private String web = "";

  @BeforeEach
  void a_load_balancer_of_each_type() {
    door =
        elb.client()
            .createLoadBalancer(r -> r.name("door").type("network").subnets(elb.subnets.get("a")))
            .loadBalancers()
            .get(0)
            .loadBalancerArn();
    web = elb.create().loadBalancerArn();
  }

  @AfterEach
  void close() {
    elb.close();
  }

  private String group(String protocol) {
    return elb.client()
        .createTargetGroup(
            r ->
                r.name("to-" + protocol.replace('_', '-'))
                    .protocol(protocol)
                    .port(8080)
                    .vpcId(elb.vpc))
        .targetGroups()
        .get(0)
        .targetGroupArn();
  }

  private Listener listen(
      String at, String protocol, String to, Consumer<CreateListenerRequest.Builder> settings) {
    CreateListenerRequest.Builder wanted =
        CreateListenerRequest.builder()
            .loadBalancerArn(at)
            .protocol(protocol)
            .port(443)
            .defaultActions(ElbUnderTest.forward(to));
    settings.accept(wanted);
    return elb.client().createListener(wanted.build()).listeners().get(0);
  }

  private String refused(String at, String protocol, String to) {
    return refusal(() -> listen(at, protocol, to, r -> {}));
  }

  private static String refusal(ThrowingCallable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage();
  }

  private Certificate certificate() {
    String arn =
        elb.session.acm().requestCertificate(r -> r.domainName("www.example.com")).certificateArn();
    elb.pass(30);
    return Certificate.builder().certificateArn(arn).build();
  }

  @ParameterizedTest
  @CsvSource({"TCP, TCP", "TCP, TCP_UDP", "UDP, UDP", "UDP, TCP_UDP", "TCP_UDP, TCP_UDP"})
  void protocols_that_fit_go_together(String listener, String targets) {
    String group = group(targets);
    Listener made = listen(door, listener, group, r -> {});

    assertThat(made.protocolAsString()).isEqualTo(listener);
    assertThat(made.defaultActions().get(0).targetGroupArn()).isEqualTo(group);
    assertThat(made.listenerArn()).contains(":listener/net/door/");
  }

  @ParameterizedTest
  @CsvSource({"TCP, UDP", "TCP, TLS", "TCP, HTTP", "UDP, TCP", "TCP_UDP, TCP", "TCP_UDP, UDP"})
  void protocols_that_do_not_fit_are_incompatible(String listener, String targets) {
    assertThat(refused(door, listener, group(targets))).startsWith("IncompatibleProtocols");
  }

  @Test
  void each_type_listens_for_protocols_of_its_own() {
    assertThat(refused(door, "HTTP", group("TCP")))
        .isEqualTo(
            "ValidationError: Listener protocol 'HTTP' must be one of 'TLS, TCP, TCP_UDP, UDP'");
    assertThat(refused(web, "TCP", group("HTTP")))
        .isEqualTo("ValidationError: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'");
    assertThat(refused(web, "HTTP", group("TCP"))).startsWith("IncompatibleProtocols");
  }

  @Test
  void a_protocol_that_a_listener_changes_to_must_fit_its_targets_too() {
    String arn = listen(door, "TCP", group("TCP"), r -> {}).listenerArn();

    assertThat(refusal(() -> elb.client().modifyListener(r -> r.listenerArn(arn).protocol("UDP"))))
        .startsWith("IncompatibleProtocols");
    assertThat(refusal(() -> elb.client().modifyListener(r -> r.listenerArn(arn).protocol("HTTP"))))
        .startsWith("ValidationError");
  }

  @ParameterizedTest
  @CsvSource({"TCP", "TLS"})
  void tls_ends_at_a_listener_with_a_certificate_and_may_begin_anew(String targets) {
    String group = group(targets);
    assertThat(refused(door, "TLS", group))
        .isEqualTo("ValidationError: A certificate must be specified for TLS listeners");

    Listener made =
        listen(door, "TLS", group, r -> r.certificates(certificate()).alpnPolicy("HTTP2Preferred"));

    assertThat(made.alpnPolicy()).containsExactly("HTTP2Preferred");
    assertThat(made.sslPolicy()).isNotBlank();
    Listener plain =
        elb.client()
            .modifyListener(r -> r.listenerArn(made.listenerArn()).alpnPolicy(List.of("None")))
            .listeners()
            .get(0);
    assertThat(plain.alpnPolicy()).containsExactly("None");
  }

  @Test
  void what_belongs_to_tls_is_refused_elsewhere() {
    String group = group("TCP");
    Certificate certificate = certificate();

    assertThat(refusal(() -> listen(door, "TCP", group, r -> r.certificates(certificate))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(refusal(() -> listen(door, "TCP", group, r -> r.alpnPolicy("HTTP1Only"))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(
            refusal(
                () ->
                    listen(
                        door, "TLS", group, r -> r.certificates(certificate).alpnPolicy("HTTP9"))))
        .startsWith("ALPNPolicyNotFound");
  }

  @Test
  void it_forwards_to_one_target_group_and_does_nothing_else() {
    String one = group("TCP");
    String other = group("TCP_UDP");
    Action both =
        Action.builder()
            .type("forward")
            .forwardConfig(
                f ->
                    f.targetGroups(
                        TargetGroupTuple.builder().targetGroupArn(one).build(),
                        TargetGroupTuple.builder().targetGroupArn(other).build()))
            .build();

    assertThat(refusal(() -> listen(door, "TCP", one, r -> r.defaultActions(both))))
        .startsWith("InvalidLoadBalancerAction");
    assertThat(
            refusal(
                () -> listen(door, "TCP", one, r -> r.defaultActions(ElbUnderTest.fixed("200")))))
        .startsWith("InvalidLoadBalancerAction");
    assertThat(
            refusal(
                () ->
                    listen(
                        door,
                        "TCP",
                        one,
                        r -> r.defaultActions(ElbUnderTest.redirect("HTTPS", "443")))))
        .startsWith("InvalidLoadBalancerAction");
  }

  @Test
  void its_listeners_have_no_rules() {
    String group = group("TCP");
    String arn = listen(door, "TCP", group, r -> {}).listenerArn();

    assertThat(
            refusal(
                () ->
                    elb.client()
                        .createRule(
                            r ->
                                r.listenerArn(arn)
                                    .priority(1)
                                    .conditions(ElbUnderTest.path("/x"))
                                    .actions(ElbUnderTest.forward(group)))))
        .isEqualTo("UnsupportedProtocol: Rules are unsupported for TCP listeners");
  }

  @Test
  void a_tcp_listener_says_how_long_a_connection_may_idle() {
    String group = group("TCP_UDP");
    String tcp = listen(door, "TCP", group, r -> {}).listenerArn();
    String udp = listen(door, "UDP", group, r -> r.port(53)).listenerArn();

    assertThat(elb.client().describeListenerAttributes(r -> r.listenerArn(tcp)).attributes())
        .containsExactly(idle("350"));
    elb.client().modifyListenerAttributes(r -> r.listenerArn(tcp).attributes(idle("600")));
    assertThat(elb.client().describeListenerAttributes(r -> r.listenerArn(tcp)).attributes())
        .containsExactly(idle("600"));
    assertThat(
            refusal(
                () ->
                    elb.client()
                        .modifyListenerAttributes(
                            r -> r.listenerArn(tcp).attributes(idle("6001")))))
        .startsWith("ValidationError");
    assertThat(
            refusal(
                () ->
                    elb.client()
                        .modifyListenerAttributes(r -> r.listenerArn(udp).attributes(idle("600")))))
        .startsWith("InvalidConfigurationRequest");
  }

  private static ListenerAttribute idle(String seconds) {
    return ListenerAttribute.builder().key("tcp.idle_timeout.seconds").value(seconds).build();
  }
}
