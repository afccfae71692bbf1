package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupLifecycleTest {
  @ParameterizedTest(name = "{0}: delete {1}, end {2}")
  @CsvSource({"ACTIVE, DELETING, ENDED", "DELETING, DELETING, ENDED"})
  void a_group_is_deleted_with_its_members_or_ends_at_once(
      GroupLifecycle from, GroupLifecycle deleted, GroupLifecycle ended) {
    assertThat(from.delete()).isEqualTo(deleted);
    assertThat(from.end()).isEqualTo(ended);
  }

  @Test
  void a_group_that_has_ended_stays_so_and_cannot_be_deleted() {
    assertThat(GroupLifecycle.ENDED.end()).isEqualTo(GroupLifecycle.ENDED);
    assertThatThrownBy(GroupLifecycle.ENDED::delete)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a group that is ENDED cannot be deleted");
  }

  @Test
  void every_group_but_an_active_one_is_leaving() {
    assertThat(GroupLifecycle.values())
        .filteredOn(GroupLifecycle::isLeaving)
        .containsExactly(GroupLifecycle.DELETING, GroupLifecycle.ENDED);
  }
}
