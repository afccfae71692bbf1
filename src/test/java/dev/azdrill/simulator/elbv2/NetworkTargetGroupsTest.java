package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Target groups of network load balancers: how their targets are checked, and their attributes. */
class NetworkTargetGroupsTest {
  private final ElbUnderTest elb = new ElbUnderTest("network target groups");

  @AfterEach
  void close() {
    elb.close();
  }

  private TargetGroup create(Consumer<CreateTargetGroupRequest.Builder> settings) {
    CreateTargetGroupRequest.Builder wanted =
        CreateTargetGroupRequest.builder().name("app").protocol("TCP").port(443).vpcId(elb.vpc);
    settings.accept(wanted);
    return elb.client().createTargetGroup(wanted.build()).targetGroups().get(0);
  }

  private static String refusal(ThrowingCallable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "TLS", "UDP", "TCP_UDP"})
  void targets_are_checked_over_tcp_unless_told_otherwise(String protocol) {
    TargetGroup made = create(r -> r.protocol(protocol));

    assertThat(made.healthCheckProtocolAsString()).isEqualTo("TCP");
    assertThat(made.healthCheckPort()).isEqualTo("traffic-port");
    assertThat(made.healthCheckTimeoutSeconds()).isEqualTo(10);
    assertThat(made.healthCheckIntervalSeconds()).isEqualTo(30);
    assertThat(made.healthyThresholdCount()).isEqualTo(5);
    assertThat(made.unhealthyThresholdCount()).isEqualTo(2);
    assertThat(made.healthCheckPath()).isNull();
    assertThat(made.matcher()).isNull();
    assertThat(made.protocolVersion()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"HTTP, 6", "HTTPS, 10"})
  void over_http_they_are_asked_for_the_root(String protocol, int timeout) {
    TargetGroup made = create(r -> r.healthCheckProtocol(protocol));

    assertThat(made.healthCheckTimeoutSeconds()).isEqualTo(timeout);
    assertThat(made.healthCheckPath()).isEqualTo("/");
    assertThat(made.matcher().httpCode()).isEqualTo("200-399");
  }

  @Test
  void a_group_of_an_application_load_balancer_is_checked_as_before() {
    TargetGroup made = create(r -> r.protocol("HTTP"));

    assertThat(made.healthCheckTimeoutSeconds()).isEqualTo(5);
    assertThat(made.matcher().httpCode()).isEqualTo("200");
    assertThat(made.protocolVersion()).isEqualTo("HTTP1");
  }

  @Test
  void what_does_not_go_together_is_refused() {
    assertThat(refusal(() -> create(r -> r.healthCheckPath("/up"))))
        .isEqualTo(
            "InvalidConfigurationRequest: Health check paths are not supported for TCP health"
                + " checks");
    assertThat(refusal(() -> create(r -> r.matcher(m -> m.httpCode("200")))))
        .isEqualTo(
            "InvalidConfigurationRequest: Health check matchers are not supported for TCP health"
                + " checks");
    assertThat(refusal(() -> create(r -> r.healthCheckProtocol("UDP"))))
        .isEqualTo(
            "ValidationError: Health check protocol 'UDP' must be one of 'TCP, HTTP, HTTPS'");
    assertThat(refusal(() -> create(r -> r.protocol("HTTP").healthCheckProtocol("TCP"))))
        .isEqualTo("ValidationError: Health check protocol 'TCP' must be one of 'HTTP, HTTPS'");
    assertThat(refusal(() -> create(r -> r.protocolVersion("HTTP2"))))
        .startsWith("InvalidConfigurationRequest");
    assertThat(
            refusal(
                () ->
                    create(r -> r.healthCheckProtocol("HTTP").matcher(m -> m.httpCode("200-600")))))
        .contains("must be within '200-599'");
    assertThat(refusal(() -> create(r -> r.healthCheckIntervalSeconds(5))))
        .contains("Health check timeout '10' must be smaller than or equal to the interval '5'");
    assertThat(refusal(() -> create(r -> r.targetType("alb"))))
        .contains("'alb' is not supported: the simulator has targets of the types 'instance, ip'");
  }

  @Test
  void a_server_error_may_pass_and_a_timeout_may_be_as_long_as_the_interval() {
    TargetGroup made =
        create(
            r ->
                r.healthCheckProtocol("HTTP")
                    .matcher(m -> m.httpCode("200-599"))
                    .healthCheckIntervalSeconds(10)
                    .healthCheckTimeoutSeconds(10));

    assertThat(made.matcher().httpCode()).isEqualTo("200-599");
  }

  @Test
  void the_protocol_of_checks_can_be_changed_and_takes_what_it_needs() {
    String arn = create(r -> {}).targetGroupArn();
    TargetGroup http =
        elb.client()
            .modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckProtocol("HTTP"))
            .targetGroups()
            .get(0);
    assertThat(http.healthCheckPath()).isEqualTo("/");
    assertThat(http.matcher().httpCode()).isEqualTo("200-399");
    elb.client().modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckPath("/up"));

    TargetGroup tcp =
        elb.client()
            .modifyTargetGroup(
                r -> r.targetGroupArn(arn).healthCheckProtocol("TCP").healthCheckPort("9090"))
            .targetGroups()
            .get(0);
    assertThat(tcp.healthCheckPath()).isNull();
    assertThat(tcp.matcher()).isNull();
    assertThat(tcp.healthCheckPort()).isEqualTo("9090");
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, instance, true, false, true",
    "TCP, ip, false, false, true",
    "TLS, instance, true, false, true",
    "TLS, ip, false, false, true",
    "UDP, instance, true, true, false",
    "UDP, ip, true, true, false",
    "TCP_UDP, ip, true, true, false"
  })
  void attributes_begin_as_aws_sets_them(
      String protocol, String type, String preserves, String ends, String endsUnhealthy) {
    String arn = create(r -> r.protocol(protocol).targetType(type)).targetGroupArn();

    assertThat(attributes(arn))
        .containsEntry("preserve_client_ip.enabled", preserves)
        .containsEntry("deregistration_delay.timeout_seconds", "300")
        .containsEntry("deregistration_delay.connection_termination.enabled", ends)
        .containsEntry(
            "target_health_state.unhealthy.connection_termination.enabled", endsUnhealthy)
        .containsEntry("proxy_protocol_v2.enabled", "false")
        .containsEntry("stickiness.enabled", "false")
        .containsEntry("stickiness.type", "source_ip")
        .containsEntry("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")
        .containsEntry("target_group_health.dns_failover.minimum_healthy_targets.count", "1")
        .doesNotContainKeys("load_balancing.algorithm.type", "slow_start.duration_seconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TCP | slow_start.duration_seconds | 0 | InvalidConfigurationRequest",
        "HTTP | preserve_client_ip.enabled | true | InvalidConfigurationRequest",
        "TCP | stickiness.type | lb_cookie | InvalidConfigurationRequest: Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol",
        "TLS | stickiness.enabled | true | InvalidConfigurationRequest",
        "UDP | preserve_client_ip.enabled | false | InvalidConfigurationRequest",
        "UDP | target_health_state.unhealthy.connection_termination.enabled | true | InvalidConfigurationRequest",
        "TCP | target_health_state.unhealthy.draining_interval_seconds | 60 | ValidationError: The simulator does not have the value",
        "TCP | colour | red | ValidationError"
      })
  void an_attribute_that_does_not_fit_is_refused(
      String protocol, String key, String value, String refusal) {
    String arn = create(r -> r.protocol(protocol)).targetGroupArn();
    Map<String, String> before = attributes(arn);

    assertThat(refusal(() -> elb.attribute(arn, key, value))).startsWith(refusal);
    assertThat(attributes(arn)).isEqualTo(before);
  }

  private Map<String, String> attributes(String arn) {
    Map<String, String> all = new TreeMap<>();
    for (TargetGroupAttribute each :
        elb.client().describeTargetGroupAttributes(r -> r.targetGroupArn(arn)).attributes()) {
      all.put(each.key(), each.value());
    }
    return all;
  }
}
