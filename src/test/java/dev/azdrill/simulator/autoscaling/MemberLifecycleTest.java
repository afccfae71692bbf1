package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberLifecycleTest {
  private static final Instant THEN = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant NOW = THEN.plusSeconds(60);

  private static final List<MemberLifecycle> STATES =
      List.of(
          new MemberLifecycle.Pending(),
          new MemberLifecycle.PendingWait(),
          new MemberLifecycle.InService(THEN, Optional.empty()),
          new MemberLifecycle.Standby(),
          new MemberLifecycle.Terminating(List.of("blue")),
          new MemberLifecycle.TerminatingWait(),
          new MemberLifecycle.Due(),
          new MemberLifecycle.Released());

  @ParameterizedTest(
      name =
          "{0}: hold {1}, serve {2}, stand by {3}, come back {4}, leave {5}, proceed {6},"
              + " release {7}")
  @CsvSource({
    "Pending,         PendingWait,     InService, REFUSED, REFUSED, Terminating, REFUSED, REFUSED",
    "PendingWait,     REFUSED,         InService, REFUSED, REFUSED, Terminating, REFUSED, REFUSED",
    "InService,       REFUSED,         REFUSED,   Standby, REFUSED, Terminating, REFUSED, REFUSED",
    "Standby,         REFUSED,         REFUSED,   REFUSED, Pending, Terminating, REFUSED, REFUSED",
    "Terminating,     TerminatingWait, REFUSED,   REFUSED, REFUSED, REFUSED,     Due,     REFUSED",
    "TerminatingWait, REFUSED,         REFUSED,   REFUSED, REFUSED, REFUSED,     Due,     REFUSED",
    "Due,             REFUSED,         REFUSED,   REFUSED, REFUSED, REFUSED,     Due,     Released",
    "Released,        REFUSED,         REFUSED,   REFUSED, REFUSED, REFUSED,     REFUSED, Released",
  })
  void every_move_leads_where_the_user_guide_says(
      String state,
      String hold,
      String serve,
      String standBy,
      String comeBack,
      String leave,
      String proceed,
      String release) {
    MemberLifecycle from =
        STATES.stream().filter(each -> name(each).equals(state)).findFirst().orElseThrow();

    assertThat(move(from::hold)).isEqualTo(hold);
    assertThat(move(() -> from.serve(NOW))).isEqualTo(serve);
    assertThat(move(from::standBy)).isEqualTo(standBy);
    assertThat(move(from::comeBack)).isEqualTo(comeBack);
    assertThat(move(() -> from.leave(List.of("blue")))).isEqualTo(leave);
    assertThat(move(from::proceed)).isEqualTo(proceed);
    assertThat(move(from::release)).isEqualTo(release);
  }

  @Test
  void each_state_has_its_word_and_counts_or_leaves_or_neither() {
    assertThat(STATES)
        .extracting(
            each ->
                each.word()
                    + (each.counts() ? " counts" : "")
                    + (each.isLeaving() ? " leaves" : "")
                    + (each.isReleased() ? " released" : ""))
        .containsExactly(
            "Pending counts",
            "Pending:Wait counts",
            "InService counts",
            "Standby",
            "Terminating leaves",
            "Terminating:Wait leaves",
            "Terminating leaves",
            "Terminating leaves released");
  }

  @Test
  void an_observer_is_told_of_one_kind_of_state_and_of_standby_none() {
    List<String> told = new ArrayList<>();
    MemberLifecycle.Observer observer =
        new MemberLifecycle.Observer() {
          @Override
          public void pending() {
            told.add("pending");
          }

          @Override
          public void heldOnItsWayIn() {
            told.add("held");
          }

          @Override
          public void inService() {
            told.add("in service");
          }

          @Override
          public void draining(List<String> targetGroups) {
            told.add("draining from " + targetGroups);
          }

          @Override
          public void heldOnItsWayOut() {
            told.add("held on its way out");
          }

          @Override
          public void due() {
            told.add("due");
          }

          @Override
          public void released() {
            told.add("released");
          }
        };

    STATES.forEach(each -> each.observe(observer));

    assertThat(told)
        .containsExactly(
            "pending",
            "held",
            "in service",
            "draining from [blue]",
            "held on its way out",
            "due",
            "released");
  }

  @Test
  void how_long_checks_have_failed_counts_from_the_first_look_that_saw_it() {
    MemberLifecycle healthy = new MemberLifecycle.InService(THEN, Optional.empty());
    MemberLifecycle failing = healthy.statusChecked(true, THEN).statusChecked(true, NOW);

    assertThat(healthy.impairedFor(NOW)).isZero();
    assertThat(failing.impairedFor(NOW)).isEqualTo(Duration.ofSeconds(60));
    assertThat(failing.statusChecked(false, NOW).impairedFor(NOW)).isZero();
    assertThat(failing.inServiceSince()).contains(THEN);
    assertThat(failing.standBy().comeBack().serve(NOW).impairedFor(NOW)).isZero();
  }

  private static String name(MemberLifecycle lifecycle) {
    return lifecycle.getClass().getSimpleName();
  }

  private static String move(Supplier<MemberLifecycle> move) {
    try {
      return name(move.get());
    } catch (AwsError refusal) {
      assertThat(refusal.code()).isEqualTo("ValidationError");
      return "REFUSED";
    }
  }
}
