package dev.azdrill.drill;

import static dev.azdrill.drill.DrilledStack.drill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Witness;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.platform.Impairment;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.StopRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a drill ends with when something about it goes wrong. */
class DrillVerdictTest {
  private static final Fault ZONE = new ZonePowerLoss("eu-west-2a");
  private static final String LOST = "the emulator was lost: nobody answers there";

  /** Ninety instances never are in service. */
  private static final TimedExpectation NEVER =
      TimedExpectation.within(new Expectation.CapacityAtLeast(90), Duration.ofSeconds(5));

  private final DrilledStack stack = new DrilledStack();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);
  private final AtomicInteger undos = new AtomicInteger();

  @AfterEach
  void close() {
    stack.close();
  }

  private Sabotaged stuck() {
    return platform.undoing(
        () -> {
          undos.incrementAndGet();
          throw new IllegalStateException("the switch is stuck");
        });
  }

  /** A zone loses its power, and whoever looks for a witness fails. */
  private record Unobservable() implements Fault {
    @Override
    public String name() {
      return ZONE.name();
    }

    @Override
    public String subject() {
      return ZONE.subject();
    }

    @Override
    public Fault resolve(FaultContext context) {
      ZONE.resolve(context);
      return this;
    }

    @Override
    public FaultPlan plan(FaultContext context) {
      return ZONE.plan(context);
    }

    @Override
    public Optional<Witness> witness(FaultContext context, Instant from) {
      throw new IllegalStateException("the look failed");
    }
  }

  private <T extends Observation> List<T> noted(Class<T> kind) {
    return stack.noted(kind);
  }

  @Test
  void what_recovers_in_time_passes_and_is_undone() {
    DrillOutcome outcome =
        stack
            .session()
            .run(drill(ZONE, TimedExpectation.inTime(new Expectation.ZoneEvicted("eu-west-2a"))));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.PASSED, "everything recovered within its limits and the fault is undone"));
    assertThat(noted(Observation.FaultWitnessed.class)).hasSize(1);
    assertThat(noted(Observation.FaultUndone.class)).hasSize(1);
  }

  @Test
  void what_does_not_recover_in_time_fails_and_the_fault_is_undone_all_the_same() {
    DrillOutcome outcome = stack.session().run(drill(ZONE, NEVER));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.reason())
        .startsWith(
            "expected the group to grow to at least 90 instances in service within 5 s (named by"
                + " the drill), last saw ");
    assertThat(noted(Observation.FaultUndone.class)).hasSize(1);
  }

  @Test
  void a_fault_of_which_nothing_shows_proves_nothing_although_everything_recovered() {
    DrillOutcome outcome =
        stack
            .session(platform.withoutEffect())
            .run(drill(ZONE, TimedExpectation.inTime(new Expectation.SteadyState())));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE,
                "no evidence that the fault took effect: zone power loss on eu-west-2a"));
    assertThat(noted(Observation.RecoveryMeasured.class))
        .allMatch(each -> each.measurement().timeliness().isMet());
  }

  @Test
  void without_a_steady_state_nothing_is_broken_and_nothing_is_proven() {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(
            r ->
                r.autoScalingGroupName(stack.group())
                    .scalingProcesses("Launch", "ReplaceUnhealthy"));
    Somebody.beside(stack.simulator.session())
        .ec2()
        .terminateInstances(r -> r.instanceIds(stack.instance()));

    DrillOutcome outcome = stack.session().run(drill(ZONE));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith("there was no steady state to begin with: expected the steady state: desired");
    assertThat(noted(Observation.FaultIntended.class)).isEmpty();
    assertThat(noted(Observation.FaultImposed.class)).isEmpty();
  }

  @Test
  void clients_who_see_errors_before_the_fault_are_no_steady_state() {
    DrillSession session = stack.session();
    session.use(stack.clients(stack.simulator));
    session.load(100_000);

    DrillOutcome outcome = session.run(drill(ZONE));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .matches(
            "there was no steady state to begin with: .*clients saw \\d+ requests, \\d+ failed.*");
    assertThat(noted(Observation.FaultIntended.class)).isEmpty();
  }

  @Test
  void clients_who_send_nothing_are_no_steady_state() {
    Sabotaged silent = platform.with(new ScriptedTraffic(List.of()));
    DrillSession session = stack.session(silent);
    session.use(stack.clients(silent));

    DrillOutcome outcome = session.run(drill(ZONE));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE,
                "there was no steady state to begin with: clients saw 0 requests, 0 failed {}"));
    assertThat(noted(Observation.FaultIntended.class)).isEmpty();
  }

  @Test
  void a_fault_that_cannot_be_undone_is_unsafe_even_when_something_failed_as_well() {
    DrillOutcome outcome = stack.session(stuck()).run(drill(ZONE, NEVER));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.UNSAFE,
                "zone power loss on eu-west-2a was not undone: the switch is stuck"));
    assertThat(noted(Observation.UndoFailed.class))
        .isNotEmpty()
        .allMatch(each -> each.reason().equals("the switch is stuck"));
  }

  @Test
  void a_fault_that_cannot_be_undone_is_unsafe_on_a_platform_that_was_lost() {
    DrillOutcome outcome = stack.session(stuck().lost(() -> LOST)).run(drill(ZONE, NEVER));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.UNSAFE,
                "zone power loss on eu-west-2a was not undone: the switch is stuck; " + LOST));
  }

  @Test
  void a_platform_that_is_lost_during_a_drill_makes_it_inconclusive_and_the_undo_is_tried() {
    AtomicReference<String> loss = new AtomicReference<>("");
    Sabotaged losing =
        platform
            .imposing(
                undo -> {
                  loss.set(LOST);
                  return () -> {
                    undos.incrementAndGet();
                    undo.undo();
                  };
                })
            .lost(() -> String.valueOf(loss.get()));

    DrillOutcome outcome = stack.session(losing).run(drill(ZONE, NEVER));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith(LOST + "; what was seen until then: expected the group to grow to at least 90");
    assertThat(undos).hasValue(1);
    assertThat(noted(Observation.PlatformLost.class)).hasSize(1);
  }

  @Test
  void a_platform_that_is_lost_proves_nothing_even_when_nothing_failed() {
    DrillOutcome outcome = stack.session(platform.lost(() -> LOST)).run(drill(ZONE));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).startsWith(LOST);
  }

  @Test
  void a_fault_that_is_undone_at_once_proves_nothing_although_everything_recovered() {
    Drill drill =
        new Drill(
            "a moment",
            List.of(
                new DrillStep.Inject(FaultCatalogue.parse("application-cut-off")),
                new DrillStep.Undo(Optional.of("application-cut-off")),
                new DrillStep.Expect(TimedExpectation.inTime(new Expectation.SteadyState()))),
            Objectives.NONE,
            Guards.NONE);

    DrillOutcome outcome = stack.session().run(drill);

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith(
            "it was undone as soon as it was imposed, and nothing could feel it: application cut"
                + " off");
  }

  @Test
  void a_load_that_is_the_present_one_changes_nothing_and_proves_nothing() {
    DrillSession session = stack.session();
    session.use(stack.clients(stack.simulator));
    Drill drill =
        new Drill(
            "the same load",
            List.of(
                new DrillStep.Load(60),
                new DrillStep.Expect(TimedExpectation.inTime(new Expectation.ClientsServed()))),
            Objectives.NONE,
            Guards.NONE);

    DrillOutcome outcome = session.run(drill);

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .contains("nothing was changed: the load was 60.0 requests per second already");
  }

  @Test
  void a_drill_that_asks_for_nothing_proves_nothing() {
    assertThat(stack.session().run(drill(ZONE)))
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE,
                "nothing was asked: the drill has no recovery and no objectives"));
  }

  @Test
  void what_is_expected_of_something_that_is_not_there_breaks_nothing_and_proves_nothing() {
    DrillOutcome outcome =
        stack
            .session()
            .run(
                drill(
                    ZONE,
                    TimedExpectation.inTime(new Expectation.TargetEvicted("i-0000000000000000f"))));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .contains("expected an instance of Auto Scaling group", "saw 'i-0000000000000000f'");
    assertThat(noted(Observation.FaultIntended.class)).isEmpty();
  }

  @Test
  void an_exception_in_the_middle_breaks_the_drill_off_and_undoes() {
    DrillOutcome outcome =
        stack.session(platform.undoing(undos::incrementAndGet)).run(drill(new Unobservable()));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(Verdict.INCONCLUSIVE, "the drill was broken off: the look failed"));
    assertThat(undos).hasValue(1);
    assertThat(noted(Observation.DrillEnded.class)).hasSize(1);
  }

  @Test
  void an_exception_in_the_middle_does_not_hide_that_something_failed_or_still_holds() {
    assertThat(stack.session().run(drill(new Unobservable(), NEVER)).verdict())
        .isEqualTo(Verdict.FAILED);
    assertThat(stack.session(stuck()).run(drill(new Unobservable())).verdict())
        .isEqualTo(Verdict.UNSAFE);
    assertThat(undos).hasValue(1);
  }

  @Test
  void a_fault_that_may_have_been_imposed_is_taken_back_and_proves_nothing() {
    Sabotaged failing =
        platform.imposing(
            undo -> {
              throw new IllegalStateException("no reply");
            });

    DrillOutcome outcome = stack.session(failing).run(drill(ZONE));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("nobody knows whether it was, and it was taken back");
  }

  @Test
  void one_that_cannot_be_taken_back_is_unsafe() {
    Sabotaged failing =
        platform.imposing(
            undo -> {
              throw new IllegalStateException("no reply");
            });
    failing
        .lifts()
        .put(
            new Impairment.ZonePower(ZONE.subject()),
            new ArrayDeque<>(
                List.of(
                    () -> {
                      throw new IllegalStateException("the switch is stuck");
                    })));

    DrillOutcome outcome = stack.session(failing).run(drill(ZONE));

    assertThat(outcome.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(outcome.reason())
        .startsWith("zone power loss on eu-west-2a may have been imposed and is not undone");
  }

  @Test
  void every_undo_is_tried_although_one_fails_and_the_last_fault_is_first() {
    List<String> order = new ArrayList<>();
    AtomicInteger imposed = new AtomicInteger();
    Sabotaged numbered =
        platform.imposing(
            undo -> {
              int number = imposed.incrementAndGet();
              return () -> {
                order.add("undo " + number);
                if (number == 2) {
                  throw new AssertionError("fault 2 holds");
                }
              };
            });
    DrillSession session = stack.session(numbered);
    session.inject(ZONE);
    session.inject(new ZonePowerLoss("eu-west-2b"));
    session.inject(new ApplicationHang(stack.instance()));

    session.close();

    assertThat(order)
        .as("what failed is tried again once others are undone, and not for ever")
        .containsExactly("undo 3", "undo 2", "undo 1", "undo 2");
    assertThat(session.outcome())
        .contains(
            new DrillOutcome(
                Verdict.UNSAFE, "zone power loss on eu-west-2b was not undone: fault 2 holds"));
  }

  @Test
  void an_undo_that_failed_is_tried_again_and_what_succeeds_then_is_safe() {
    Sabotaged reluctant =
        platform.imposing(
            undo ->
                () -> {
                  if (undos.incrementAndGet() == 1) {
                    throw new IllegalStateException("not now");
                  }
                  undo.undo();
                });

    DrillOutcome outcome = stack.session(reluctant).run(drill(ZONE, NEVER));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(undos).hasValue(2);
  }

  @Test
  void what_was_undone_only_at_the_end_proves_nothing_of_what_recovers_after_it() {
    Sabotaged reluctant =
        platform.imposing(
            undo ->
                () -> {
                  if (undos.incrementAndGet() == 1) {
                    throw new IllegalStateException("not now");
                  }
                  undo.undo();
                });

    DrillOutcome outcome =
        stack
            .session(reluctant)
            .run(drill(ZONE, TimedExpectation.inTime(new Expectation.ZoneEvicted("eu-west-2a"))));

    assertThat(outcome)
        .isEqualTo(
            new DrillOutcome(
                Verdict.INCONCLUSIVE,
                "what recovers after the undo was not looked at: it failed at first"));
  }

  /** A signal may come while an undo waits. */
  @Test
  void a_stop_does_not_keep_an_undo_from_its_end() {
    StopRequest stop = new StopRequest();
    Sabotaged stopped =
        platform.imposing(
            undo ->
                () -> {
                  undos.incrementAndGet();
                  stop.request("SIGTERM");
                  stop.check();
                  undo.undo();
                });
    DrillSession session = stack.session(stopped);
    session.inject(ZONE);

    assertThat(session.undoAll()).isEmpty();

    assertThat(undos).as("begun again").hasValue(2);
    assertThatThrownBy(stop::check)
        .as("the next who waits is told")
        .hasMessage("stopped by SIGTERM");
    stop.check();
    session.close();
  }

  @Test
  void closing_twice_is_harmless_and_notes_one_verdict() {
    DrillSession session = stack.session(stuck());
    session.inject(ZONE);

    session.close();
    session.close();

    assertThat(undos).hasValue(1);
    assertThat(noted(Observation.DrillEnded.class)).hasSize(1);
  }

  @Test
  void a_subject_that_does_not_exist_is_a_defect_of_the_drill_and_proves_nothing() {
    DrillOutcome outcome = stack.session().run(drill(new ZonePowerLoss("eu-west-2x")));

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("did you mean eu-west-2a?");
    assertThat(noted(Observation.FaultIntended.class)).isEmpty();
  }

  @Test
  void the_clients_of_a_session_are_needed_before_their_load_changes() {
    DrillSession session = stack.session();

    assertThatThrownBy(() -> session.load(100))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected clients before their load changes");
  }
}
