package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Phase;
import dev.azdrill.evidence.Strength;
import dev.azdrill.exchange.Outcome.Answered;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Causes in what clients saw, where the load balancer has several target groups. */
class TrafficCausesTest {
  private static final FailureCause NO_WAY_OUT =
      Diagnosis.cause(CauseKind.NO_WAY_OUT, "subnet-1", "there is no way out");

  @Test
  void each_target_group_is_named_whose_health_check_is_blind() {
    assertThat(causes(503, List.of(NO_WAY_OUT), group("web", "200"), group("api", "200")))
        .extracting(FailureCause::subject)
        .containsExactly("web", "api");
  }

  @Test
  void each_target_group_is_named_whose_health_check_takes_the_error_for_health() {
    assertThat(
            causes(
                404, List.of(), group("web", "200-499"), group("api", "404"), group("old", "200")))
        .extracting(FailureCause::subject)
        .containsExactly("web", "api");
  }

  @Test
  void a_target_group_to_which_no_load_balancer_forwards_explains_nothing() {
    TargetGroup idle = group("idle", "200").toBuilder().loadBalancerArns(List.of()).build();

    assertThat(causes(503, List.of(NO_WAY_OUT), idle, group("web", "200")))
        .extracting(FailureCause::subject)
        .containsExactly("web");
  }

  @Test
  void where_the_group_names_its_target_groups_those_of_others_explain_nothing() {
    assertThat(
            causes(
                List.of("arn:web"),
                404,
                List.of(),
                group("another", "200-499"),
                group("web", "200-499")))
        .extracting(FailureCause::subject)
        .containsExactly("web");
  }

  private static TargetGroup group(String name, String codes) {
    return TargetGroup.builder()
        .targetGroupArn("arn:" + name)
        .targetGroupName(name)
        .loadBalancerArns("arn:lb")
        .healthCheckPath("/health-of-" + name)
        .matcher(m -> m.httpCode(codes))
        .build();
  }

  private static List<FailureCause> causes(
      int status, List<FailureCause> others, TargetGroup... groups) {
    return causes(List.of(), status, others, groups);
  }

  /** The same where the Auto Scaling group is attached to these. */
  private static List<FailureCause> causes(
      List<String> attached, int status, List<FailureCause> others, TargetGroup... groups) {
    TrafficLog.Counts seen =
        new TrafficLog.Counts(100, 100, Map.of(new Answered(status), 100), Map.of());
    Measurement missed =
        new Measurement(
            Component.CLIENTS,
            "clients to be served without errors",
            Phase.RECOVERY,
            Limit.objective(Duration.ofMinutes(1), "wanted"),
            Optional.empty(),
            Duration.ZERO,
            "errors",
            Strength.SIMULATED);
    DiagnosisFacts facts =
        new DiagnosisFacts(
            Inventory.builder().add(Kind.TARGET_GROUP, List.of(groups)).build(),
            new Histories()
                .serving("a1", "b1").seen(0).history().snapshots().stream()
                    .map(each -> attached(each, attached))
                    .toList(),
            List.of(),
            List.of(missed),
            Optional.empty(),
            false,
            Optional.of(seen),
            List.of(seen),
            Optional.empty(),
            OptionalDouble.of(60));
    return new TrafficCauses(facts).causes(others);
  }

  private static StackSnapshot attached(StackSnapshot seen, List<String> targetGroups) {
    return new StackSnapshot(
        seen.asked(),
        seen.at(),
        seen.group().toBuilder().targetGroupARNs(targetGroups).build(),
        seen.activities(),
        seen.targets(),
        seen.database(),
        seen.events(),
        seen.zones());
  }
}
