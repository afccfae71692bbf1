package dev.azdrill.simulator.ec2.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.ec2.compute.InstanceLifecycle.Cause;
import dev.azdrill.simulator.ec2.compute.InstanceLifecycle.Checks;
import dev.azdrill.simulator.world.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

class InstanceLifecycleTest {
  private static final Instant THEN = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Checks OK = Checks.both(SummaryStatus.OK, THEN);
  private static final Cause TOLD = Cause.user(THEN);

  private static final List<InstanceLifecycle> STATES =
      List.of(
          new InstanceLifecycle.Pending(true),
          new InstanceLifecycle.Running(Optional.of(THEN), OK),
          new InstanceLifecycle.Stopping(TOLD),
          new InstanceLifecycle.Stopped(TOLD),
          new InstanceLifecycle.ShuttingDown(TOLD),
          new InstanceLifecycle.Terminated(TOLD));

  @ParameterizedTest(name = "{0}: start {1}, stop {2}, reboot {3}, terminate {4}, then {5}")
  @CsvSource({
    "pending,       pending, REFUSED,  pending, shutting-down, running",
    "running,       running, stopping, running, shutting-down, running",
    "stopping,      REFUSED, stopping, REFUSED, shutting-down, stopped",
    "stopped,       pending, stopped,  REFUSED, shutting-down, stopped",
    "shutting-down, REFUSED, REFUSED,  REFUSED, shutting-down, terminated",
    "terminated,    REFUSED, REFUSED,  REFUSED, terminated,    terminated",
  })
  void every_move_leads_where_ec2_says(
      String state, String start, String stop, String reboot, String terminate, String arrive) {
    InstanceLifecycle from =
        STATES.stream().filter(each -> name(each).equals(state)).findFirst().orElseThrow();

    assertThat(move(() -> from.start("i-1"))).isEqualTo(start);
    assertThat(move(() -> from.stop("i-1", NOW))).isEqualTo(stop);
    assertThat(move(() -> from.reboot("i-1", NOW))).isEqualTo(reboot);
    assertThat(move(() -> from.terminate(NOW))).isEqualTo(terminate);
    assertThat(move(() -> from.arrive(true, NOW))).isEqualTo(arrive);
  }

  @ParameterizedTest
  @FieldSource("STATES")
  void a_move_that_changes_nothing_is_the_state_itself(InstanceLifecycle from) {
    List<Supplier<InstanceLifecycle>> moves =
        List.of(() -> from.start("i-1"), () -> from.stop("i-1", NOW), () -> from.terminate(NOW));
    for (Supplier<InstanceLifecycle> move : moves) {
      if (move(move).equals(name(from))) {
        assertThat(move.get()).isSameAs(from);
      }
    }
  }

  @Test
  void the_codes_are_those_of_the_api_reference() {
    assertThat(STATES)
        .extracting(each -> each.state().code() + " " + each.state().nameAsString())
        .containsExactly(
            "0 pending",
            "16 running",
            "64 stopping",
            "80 stopped",
            "32 shutting-down",
            "48 terminated");
  }

  @ParameterizedTest
  @FieldSource("STATES")
  void who_is_terminated_ends_and_stays_there(InstanceLifecycle from) {
    InstanceLifecycle end = from.terminate(NOW).arrive(true, NOW);

    assertThat(name(end)).isEqualTo("terminated");
    assertThat(end.terminate(NOW).arrive(true, NOW)).isEqualTo(end);
  }

  @ParameterizedTest
  @FieldSource("STATES")
  void only_a_running_instance_has_checks_and_none_runs_without_power(InstanceLifecycle from) {
    assertThat(from.checks().isPresent()).isEqualTo(name(from).equals("running"));
    assertThat(from.losePower().runningSince()).isEmpty();
    assertThat(name(from.losePower())).isEqualTo(name(from));
    assertThat(from.losePower().regainPower(NOW).runningSince().isPresent())
        .isEqualTo(name(from).equals("running"));
  }

  @Test
  void who_cannot_start_for_the_first_time_is_terminated_and_any_other_is_stopped() {
    assertThat(new InstanceLifecycle.Pending(true).arrive(false, NOW))
        .isEqualTo(new InstanceLifecycle.Terminated(Cause.FAILED_LAUNCH));
    assertThat(new InstanceLifecycle.Stopped(TOLD).start("i-1").arrive(false, NOW))
        .isEqualTo(new InstanceLifecycle.Stopped(Cause.FAILED_LAUNCH));
  }

  @Test
  void who_was_told_to_stop_or_to_terminate_waits_for_the_power() {
    InstanceLifecycle stopping = new InstanceLifecycle.Stopping(TOLD);
    InstanceLifecycle shuttingDown = new InstanceLifecycle.ShuttingDown(TOLD);

    assertThat(stopping.arrive(false, NOW)).isEqualTo(stopping);
    assertThat(shuttingDown.arrive(false, NOW)).isEqualTo(shuttingDown);
    assertThat(STATES.stream().filter(InstanceLifecycle::isHeldUpWithoutPower))
        .containsExactly(stopping, shuttingDown);
  }

  @Test
  void a_reboot_begins_anew_only_what_runs() {
    InstanceLifecycle running = new InstanceLifecycle.Running(Optional.of(THEN), OK);

    assertThat(running.reboot("i-1", NOW).runningSince()).contains(NOW);
    assertThat(running.losePower().reboot("i-1", NOW).runningSince()).isEmpty();
    assertThat(running.reboot("i-1", NOW).checks()).contains(OK);
  }

  private static String name(InstanceLifecycle lifecycle) {
    return lifecycle.state().nameAsString();
  }

  private static String move(Supplier<InstanceLifecycle> move) {
    try {
      return name(move.get());
    } catch (AwsError refusal) {
      assertThat(refusal.code()).isEqualTo("IncorrectInstanceState");
      return "REFUSED";
    }
  }
}
