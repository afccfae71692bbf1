package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What changed between two looks. */
class SnapshotDifferenceTest {
  private final Histories seen = new Histories().serving("a1", "b1");

  private List<Observation> changes() {
    List<StackSnapshot> all = seen.seen(10).history().snapshots();
    return SnapshotDifference.between(all.get(0), all.get(1)).stream()
        .map(SnapshotDifference::observation)
        .toList();
  }

  private static Observation health(String id, String was, String now) {
    return new Observation.TargetHealthChanged(
        id, Optional.of(id.substring(0, 1)), Optional.of(was), Optional.of(now), Optional.empty());
  }

  @Test
  void of_two_target_groups_a_change_in_either_is_seen() {
    seen.alsoTarget("a1", TargetHealthStateEnum.HEALTHY)
        .alsoTarget("b1", TargetHealthStateEnum.HEALTHY)
        .seen(0)
        .target("a1", TargetHealthStateEnum.UNHEALTHY)
        .alsoTarget("b1", TargetHealthStateEnum.DRAINING);

    assertThat(changes())
        .containsExactly(health("a1", "healthy", "unhealthy"), health("b1", "healthy", "draining"));
  }

  @Test
  void what_did_not_change_is_no_difference() {
    seen.alsoTarget("a1", TargetHealthStateEnum.UNUSED).seen(0);

    assertThat(changes()).isEmpty();
  }
}
