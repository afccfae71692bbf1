package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Whether what is configured serves clients: what sends requests, checks health, and lets pass. */
class ServingTest {
  private static final String DOOR = "only-load-balancer-is-reachable";
  private static final String ADMISSION = "application-admits-only-load-balancer";
  private static final String OTHER = "arn:aws:elasticloadbalancing:::targetgroup/other/1";

  private final Inventory sound = SoundProduction.inventory();

  private static Proof prove(String id, Inventory inventory) {
    return Guarantees.named(id).orElseThrow().prove(inventory);
  }

  private Inventory answering(Action action) {
    return sound.map(Kind.LISTENER, each -> each.toBuilder().defaultActions(action).build());
  }

  private static Action fixed(String code) {
    return Action.builder()
        .type(ActionTypeEnum.FIXED_RESPONSE)
        .fixedResponseConfig(r -> r.statusCode(code))
        .build();
  }

  private static Action forward(String targetGroup) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroup).build();
  }

  /** With a second target group, to which everything is forwarded. */
  private Inventory forwardingToTheOther() {
    TargetGroup other =
        TargetGroup.builder().targetGroupArn(OTHER).targetGroupName("other").build();
    return answering(forward(OTHER))
        .with(
            Kind.TARGET_GROUP,
            Stream.concat(sound.all(Kind.TARGET_GROUP).stream(), Stream.of(other)).toList());
  }

  @ParameterizedTest
  @CsvSource({"200, PROVEN", "404, PROVEN", "500, VIOLATED", "503, VIOLATED"})
  void a_load_balancer_that_says_it_is_unavailable_is_not_open(
      String code, GuaranteeVerdict verdict) {
    Proof proof = prove(DOOR, answering(fixed(code)));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  @Test
  void a_target_group_without_targets_is_named_with_its_listener() {
    Inventory empty = forwardingToTheOther().with(Kind.TARGET_HEALTH, List.of());

    assertThat(prove(DOOR, empty).because())
        .isEqualTo(
            "web on port 80 forwards to the target group other, which has no targets"
                + " (and 1 more like it)");
  }

  @Test
  void whether_a_target_group_has_targets_is_unknown_where_it_is_not_described() {
    assertThat(prove(DOOR, answering(forward(OTHER))).because())
        .contains("which is not described");
    assertThat(prove(DOOR, sound.without(Kind.TARGET_HEALTH, "denied")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void targets_that_are_registered_by_hand_are_targets() {
    Inventory registered = withHealth(forwardingToTheOther(), OTHER, "healthy");

    assertThat(prove(DOOR, registered).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  /** Only {@code *} catches every request. */
  @ParameterizedTest
  @CsvSource({
    "path-pattern, *, VIOLATED", "path-pattern, /*, VIOLATED", "host-header, *, VIOLATED",
    "path-pattern, /closed/*, PROVEN", "host-header, closed.example.com, PROVEN"
  })
  void a_rule_decides_for_everybody_if_it_catches_every_request(
      String field, String value, GuaranteeVerdict verdict) {
    Inventory ruled =
        sound.map(
            Kind.RULE,
            each ->
                each.toBuilder()
                    .priority("5")
                    .isDefault(false)
                    .conditions(RuleCondition.builder().field(field).values(value).build())
                    .actions(fixed("503"))
                    .build());

    assertThat(prove(DOOR, ruled).verdict()).isEqualTo(verdict);
  }

  @Test
  void the_load_balancer_gets_in_on_the_port_of_health_checks_as_well() {
    Inventory elsewhere =
        sound.map(
            Kind.TARGET_GROUP, each -> each.toBuilder().healthCheckPort("8081").build());
    Inventory admitted =
        TopologyMutations.admittingGroup(elsewhere, List.of("sg-app"), "sg-alb", 8081);

    assertThat(prove(ADMISSION, elsewhere).because()).contains("on port 8081");
    assertThat(prove(ADMISSION, elsewhere).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(prove(ADMISSION, admitted).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void where_no_target_is_healthy_it_is_not_proven_that_the_load_balancer_gets_in() {
    String targets = sound.all(Kind.TARGET_GROUP).get(0).targetGroupArn();

    assertThat(prove(ADMISSION, withHealth(sound, targets, "unhealthy", "healthy")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(ADMISSION, withHealth(sound, targets, "unhealthy", "unhealthy")).because())
        .isEqualTo(
            "web has no healthy target of 2, so whether the load balancer gets in is not certain");
  }

  private static Inventory withHealth(Inventory inventory, String targetGroup, String... states) {
    Inventory.Builder more = Inventory.builder();
    Kind.all().stream().filter(inventory::knows).forEach(kind -> copy(inventory, kind, more));
    for (String state : states) {
      more.add(
          Kind.TARGET_HEALTH,
          targetGroup,
          List.of(
              TargetHealthDescription.builder().targetHealth(h -> h.state(state)).build()));
    }
    return more.build();
  }

  private static <T extends SdkPojo> void copy(Inventory from, Kind<T> kind, Inventory.Builder to) {
    to.add(kind, List.of());
    for (Inventory.Owned<T> each : from.owned(kind)) {
      each.owner()
          .ifPresentOrElse(
              owner -> to.add(kind, owner, List.of(each.value())),
              () -> to.add(kind, List.of(each.value())));
    }
  }
}
