package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

@Contract
@Needs({"ssm", "elasticloadbalancing"})
class TargetGroupContract {
  private static CreateTargetGroupRequest.Builder request(Subject s, String vpc) {
    return CreateTargetGroupRequest.builder()
        .name(s.name("targets"))
        .protocol(ProtocolEnum.HTTP)
        .port(8080)
        .vpcId(vpc);
  }

  private static TargetDescription target(String id) {
    return TargetDescription.builder().id(id).build();
  }

  private static Object register(Subject s, TargetGroup targets, String id) {
    return s.elb()
        .registerTargets(r -> r.targetGroupArn(targets.targetGroupArn()).targets(target(id)));
  }

  @Test
  void health_checks_have_the_defaults_of_the_guide(Subject s) {
    TargetGroup targets = LoadBalancerFixture.targets(s, request(s, s.ground().vpc()).build());

    assertThat(targets.healthCheckPath()).isEqualTo("/");
    assertThat(targets.healthCheckPort()).isEqualTo("traffic-port");
    assertThat(targets.healthCheckIntervalSeconds()).isEqualTo(30);
    assertThat(targets.healthCheckTimeoutSeconds()).isEqualTo(5);
    assertThat(targets.healthyThresholdCount()).isEqualTo(5);
    assertThat(targets.unhealthyThresholdCount()).isEqualTo(2);
    assertThat(targets.matcher().httpCode()).isEqualTo("200");
  }

  @Test
  void targets_are_let_go_within_five_minutes_unless_told_otherwise(Subject s) {
    TargetGroup targets = LoadBalancerFixture.targets(s, s.ground().vpc());

    assertThat(
            s.elb()
                .describeTargetGroupAttributes(r -> r.targetGroupArn(targets.targetGroupArn()))
                .attributes())
        .contains(
            TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value("300")
                .build());
  }

  @Test
  void the_same_name_for_other_targets_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    TargetGroup targets = LoadBalancerFixture.targets(s, request(s, ground.vpc()).build());

    assertThat(
            Refusal.of(
                () ->
                    LoadBalancerFixture.targets(
                        s,
                        request(s, ground.vpc())
                            .name(targets.targetGroupName())
                            .port(9090)
                            .build())))
        .isEqualTo("DuplicateTargetGroupName");
  }

  @Test
  void targets_of_an_unknown_vpc_are_refused(Subject s) {
    assertThat(
            Refusal.of(
                () -> LoadBalancerFixture.targets(s, request(s, "vpc-00000000000000000").build())))
        .isEqualTo("ValidationError");
  }

  @Test
  void a_health_check_takes_less_than_its_interval(Subject s) {
    NetworkFixture ground = s.ground();

    assertThat(
            Refusal.of(
                () ->
                    LoadBalancerFixture.targets(
                        s,
                        request(s, ground.vpc())
                            .healthCheckIntervalSeconds(10)
                            .healthCheckTimeoutSeconds(20)
                            .build())))
        .isEqualTo("ValidationError");
  }

  @Test
  void an_unknown_instance_cannot_be_registered(Subject s) {
    TargetGroup targets = LoadBalancerFixture.targets(s, s.ground().vpc());

    assertThat(Refusal.of(() -> register(s, targets, "i-00000000000000000")))
        .isEqualTo("InvalidTarget");
  }

  @Test
  void targets_that_nobody_listens_for_are_not_in_use(Subject s) {
    NetworkFixture ground = s.ground();
    TargetGroup targets = LoadBalancerFixture.targets(s, ground.vpc());

    register(s, targets, ground.running(ground.subnet()).instanceId());

    assertThat(LoadBalancerFixture.health(s, targets))
        .singleElement()
        .satisfies(
            health -> {
              assertThat(health.state()).isEqualTo(TargetHealthStateEnum.UNUSED);
              assertThat(health.reason()).isEqualTo(TargetHealthReasonEnum.TARGET_NOT_IN_USE);
            });
  }

  @Test
  void an_instance_that_is_no_target_is_not_registered(Subject s) {
    NetworkFixture ground = s.ground();
    TargetGroup targets = LoadBalancerFixture.targets(s, ground.vpc());
    String instance = ground.running(ground.subnet()).instanceId();

    TargetHealth health =
        s.elb()
            .describeTargetHealth(
                r -> r.targetGroupArn(targets.targetGroupArn()).targets(target(instance)))
            .targetHealthDescriptions()
            .get(0)
            .targetHealth();

    assertThat(health.state()).isEqualTo(TargetHealthStateEnum.UNUSED);
    assertThat(health.reason()).isEqualTo(TargetHealthReasonEnum.TARGET_NOT_REGISTERED);
  }

  @Test
  void a_target_of_a_listener_is_initial_at_first(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();
    TargetGroup targets = door.targets();
    door.listen(targets);

    register(s, targets, door.ground().running(door.subnets().get(0)).instanceId());

    assertThat(LoadBalancerFixture.health(s, targets))
        .singleElement()
        .satisfies(health -> assertThat(health.state()).isEqualTo(TargetHealthStateEnum.INITIAL));
  }

  @Test
  void targets_of_a_listener_cannot_be_deleted(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    TargetGroup targets = door.targets();
    door.listen(targets);

    assertThat(
            Refusal.of(
                () -> s.elb().deleteTargetGroup(r -> r.targetGroupArn(targets.targetGroupArn()))))
        .isEqualTo("ResourceInUse");
  }

  @Test
  void targets_that_are_deleted_are_not_found(Subject s) {
    TargetGroup targets = LoadBalancerFixture.targets(s, s.ground().vpc());

    s.elb().deleteTargetGroup(r -> r.targetGroupArn(targets.targetGroupArn()));

    assertThat(
            Refusal.of(
                () ->
                    s.elb().describeTargetGroups(r -> r.targetGroupArns(targets.targetGroupArn()))))
        .isEqualTo("TargetGroupNotFound");
  }
}
