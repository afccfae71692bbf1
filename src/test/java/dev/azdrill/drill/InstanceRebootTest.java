package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceReboot;
import dev.azdrill.fault.InstanceSelection;
import dev.azdrill.fault.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What shows that an instance was rebooted, at whatever moment between two health checks. */
class InstanceRebootTest {
  private static final Duration WITNESSED = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);

  /** The interval of its health checks. */
  private static final int PHASES = 10;

  private static final InstanceReboot ONE =
      new InstanceReboot(new InstanceSelection.Some("1", Optional.empty()));

  private static final DrilledStack STACK = new DrilledStack();

  @AfterAll
  static void close() {
    STACK.close();
  }

  private FaultContext context() {
    return new FaultContext(
        STACK.simulator,
        STACK.inventory(),
        STACK.run(STACK.simulator).notes().of("drill-1"),
        Ledger.NONE);
  }

  private Optional<String> witness(Injection injection) {
    Instant until = STACK.now().plus(WITNESSED);
    while (injection.witness().isEmpty() && STACK.now().isBefore(until)) {
      STACK.pass(STEP);
    }
    return injection.witness();
  }

  @Test
  void a_reboot_leaves_a_witness_at_every_moment_between_two_health_checks() {
    for (int phase = 0; phase < PHASES; phase++) {
      STACK.pass(Duration.ofMinutes(20).plusSeconds(1));
      Injection injection = Injection.of(ONE, context());
      assertThat(witness(injection)).as("%d s after a check", phase).isPresent();
    }
  }

  @Test
  void an_instance_that_was_not_rebooted_leaves_none() {
    STACK.pass(Duration.ofMinutes(20));
    InstanceReboot reboot = ONE.resolve(context());
    STACK.pass(WITNESSED);

    assertThat(reboot.witness(context(), STACK.now())).isEmpty();
  }

  @Test
  void an_ec2_that_told_nothing_before_shows_nothing_by_what_it_tells_now() {
    STACK.pass(Duration.ofMinutes(20));
    List<String> ids = ONE.resolve(context()).targets();
    InstanceReboot unknown = new InstanceReboot(new InstanceSelection.Chosen(ids));

    assertThat(unknown.witness(context(), STACK.now())).isEmpty();
  }
}
