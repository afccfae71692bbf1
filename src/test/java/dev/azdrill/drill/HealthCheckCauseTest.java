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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Where a VPC has several target groups, that of the group which is drilled explains its failures.
 */
class HealthCheckCauseTest {
  private static final FailureCause NO_WAY_OUT =
      Diagnosis.cause(CauseKind.NO_WAY_OUT, "subnet-1", "nothing gets out");

  private static TargetGroup targetGroup(String name) {
    return TargetGroup.builder()
        .targetGroupArn("arn:" + name)
        .targetGroupName(name)
        .protocol("HTTP")
        .healthCheckProtocol("HTTP")
        .healthCheckPath("/" + name)
        .matcher(codes -> codes.httpCode("200-499"))
        .build();
  }

  private static DiagnosisFacts facts() {
    TrafficLog.Counts failing =
        new TrafficLog.Counts(100, 100, Map.of(new Answered(404), 100), Map.of());
    StackSnapshot seen =
        new StackSnapshot(
            Instant.EPOCH,
            AutoScalingGroup.builder().targetGroupARNs("arn:ours").build(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Map.of());
    Measurement missed =
        new Measurement(
            Component.CLIENTS,
            "clients to be served",
            Phase.RECOVERY,
            Limit.objective(Duration.ofMinutes(2), "as was asked"),
            Optional.empty(),
            Duration.ZERO,
            "404",
            Strength.MEASURED_TRAFFIC);
    return new DiagnosisFacts(
        Inventory.empty()
            .with(Kind.TARGET_GROUP, List.of(targetGroup("another"), targetGroup("ours"))),
        List.of(seen),
        List.of(),
        List.of(missed),
        Optional.empty(),
        false,
        Optional.of(failing),
        List.of(failing),
        Optional.empty(),
        OptionalDouble.empty());
  }

  @Test
  void one_that_takes_what_clients_get_for_healthy() {
    assertThat(new TrafficCauses(facts()).causes(List.of()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.kind()).isEqualTo(CauseKind.HEALTH_CHECK_PASSES);
              assertThat(each.subject()).isEqualTo("ours");
              assertThat(each.explanation()).contains("the health check /ours takes 200-499");
            });
  }

  @Test
  void one_that_asks_for_nothing_that_requests_need() {
    assertThat(new TrafficCauses(facts()).causes(List.of(NO_WAY_OUT)))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.kind()).isEqualTo(CauseKind.HEALTH_CHECK_PASSES);
              assertThat(each.subject()).isEqualTo("ours");
              assertThat(each.explanation()).contains("the health check /ours does not depend on");
            });
  }
}
