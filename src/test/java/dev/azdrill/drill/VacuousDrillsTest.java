package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.traffic.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drills in which nearly every request fails, or a fault is none, and nothing asks for that. */
class VacuousDrillsTest {
  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void close() {
    stack.close();
  }

  private DrillOutcome run(String steps) {
    return run(drill(steps));
  }

  private Drill drill(String steps) {
    return DrillFile.parse("mine.yaml", "name: mine\nsteps:\n" + steps.indent(2))
        .on(stack.inventory());
  }

  private DrillOutcome run(Drill drill) {
    try (DrillSession session = stack.session();
        Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      return session.run(drill);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        - inject: {application-cut-off: {}}
        - expect: {capacity-at-least: {instances: 1}}
        """,
        """
        - inject: {scaling-processes-suspended: {process: all}}
        - inject: {application-hang: {instances: all}}
        - pause: 10min
        - expect: {capacity-exactly: {instances: 2}}
        """,
        """
        - inject: {certificate-expired: {}}
        - pause: 5min
        - expect-missed: {capacity-exactly: {instances: 3, within: 5min}}
        """,
        """
        - inject: {certificate-expired: {}}
        - expect-missed: {zone-evicted: {zone: eu-west-2a, within: 5min}}
        """,
        """
        - inject: {database-cut-off: {}}
        - expect-missed: {database-failed-over: {within: 5min}}
        - undo
        - expect: {capacity-at-least: {instances: 1}}
        """,
        """
        - inject: {database-failover: {}}
        - expect-missed: {capacity-at-least: {instances: 7, within: 10min}}
        """
      })
  void that_requests_fail_and_nothing_is_asked_that_shows_it_proves_nothing(String steps) {
    DrillOutcome outcome = run(steps);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("requests failed, and nothing was asked that shows it");
  }

  @Test
  void what_an_earlier_drill_of_the_session_changed_was_not_felt_of_this_one() {
    Drill replaced =
        drill(
            """
            - inject: {instance-termination: {}}
            - expect: capacity-restored
            """);
    Drill control =
        drill(
            """
            - inject: {database-failover: {}}
            - expect-missed: {capacity-at-least: {instances: 7, within: 10min}}
            """);
    try (DrillSession session = stack.session();
        Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      assertThat(session.attempt(replaced).verdict()).isEqualTo(Verdict.PASSED);

      DrillOutcome outcome = session.attempt(control);

      assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        - inject: {application-cut-off: {}}
        - expect: {capacity-at-least: {instances: 1}}
        - undo
        - expect: clients-served
        """,
        """
        - inject: {certificate-expired: {}}
        - expect: clients-see-errors
        """,
        """
        - inject: {scaling-processes-suspended: {process: Launch}}
        - inject: {instance-termination: {}}
        - expect-missed: {capacity-restored: {within: 5min}}
        """
      })
  void where_something_is_asked_that_shows_it_it_proves_something(String steps) {
    DrillOutcome outcome = run(steps);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  /** What nobody felt could fail nothing: neither a control nor a change of load hides that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        - inject: {scaling-processes-suspended: {process: Launch}}
        - expect-missed: {capacity-at-least: {instances: 3, within: 10min}}
        """,
        """
        - inject: {zone-latency: {zone: eu-west-2a, milliseconds: 1}}
        - expect-missed: {clients-see-errors: {within: 5min}}
        """,
        """
        - inject: {application-slow: {milliseconds: 1}}
        - expect-missed: {zone-evicted: {zone: eu-west-2a, within: 5min}}
        """,
        """
        - load: 31
        - inject: {zone-latency: {zone: eu-west-2a, milliseconds: 1}}
        - expect: clients-served
        """,
        """
        - load: 31
        - inject: {bad-launch-template: {}}
        - expect: clients-served
        """
      })
  void what_nobody_felt_proves_nothing(String steps) {
    DrillOutcome outcome = run(steps);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("nobody felt");
  }

  /** Requests took longer, and nothing of the group has changed. */
  @Test
  void a_control_of_what_was_not_touched_asks_nothing() {
    DrillOutcome outcome =
        run(
            """
            - inject: {zone-packet-loss: {zone: eu-west-2a, percent: 1}}
            - expect-missed: {capacity-at-least: {instances: 3, within: 10min}}
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).isEqualTo(Answers.NOTHING_ASKED);
  }

  @Test
  void what_is_asked_after_the_last_undo_asks_nothing() {
    DrillOutcome outcome =
        run(
            """
            - inject: {application-hang: {}}
            - pause: 5min
            - undo
            - expect: clients-served
            """);

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).startsWith("nothing was asked while anything was broken");
  }

  @Test
  void the_failover_of_an_earlier_fault_is_none_of_the_next() {
    DrillOutcome outcome =
        run(
            """
            - inject: {zone-power-loss: {zone: eu-west-2a}}
            - expect: database-failed-over
            - inject: {zone-power-loss: {zone: eu-west-2b}}
            - expect: database-failed-over
            - undo
            - expect: clients-served
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.reason()).contains("expected the database to fail over within");
  }

  /** The undo of one of them would take back what the other holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        - inject: {database-storage-full: {}}
        - inject: {database-storage-full: {}}
        - pause: 1min
        - undo: database-storage-full
        - expect: {clients-served: {within: 2min}}
        """,
        """
        - inject: {application-hang: {instances: 1}}
        - inject: {application-hang: {instances: all}}
        - expect: clients-served
        """,
        """
        - inject: {instance-stop: {}}
        - inject: {instance-stop: {}}
        - expect: clients-served
        """
      })
  void what_holds_already_is_not_imposed_again(String steps) {
    DrillOutcome outcome = run(steps);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("expected to impose what does not hold yet");
    assertThat(
            stack.simulator.region().kernel().write(() -> stack.simulator.region().facts().all()))
        .isEmpty();
  }

  @Test
  void what_was_undone_can_be_imposed_again() {
    DrillOutcome outcome =
        run(
            """
            - inject: {database-storage-full: {}}
            - expect: clients-see-errors
            - undo: database-storage-full
            - expect: clients-served
            - inject: {database-storage-full: {}}
            - expect: clients-see-errors
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void an_instance_that_is_gone_is_not_terminated_again() {
    DrillOutcome outcome =
        run(
            """
            - inject: {instance-termination: {}}
            - inject: {instance-termination: {}}
            - expect: clients-served
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("expected an instance that is not gone");
  }

  /** Nothing of a stack comes true within a second of a fault, however sound it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "steady-state: {within: 1s}",
        "capacity-restored: {within: 5s}",
        "targets-healthy: {within: 1s}",
        "clients-see-errors: {within: 1s}"
      })
  void what_is_missed_before_anybody_could_notice_proves_nothing(String missed) {
    DrillOutcome outcome =
        run("- inject: {instance-termination: {}}\n- expect-missed: {" + missed + "}\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .contains(
            "nobody could have expected it so soon, for AWS may take 25 s to notice (health check"
                + " every 10 s, unhealthy after 2, timeout 5 s)");
    assertThat(stack.noted(Observation.FailureExpected.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "instance-termination: {}, 'targets-healthy: {within: 30s}', 425",
    "zone-power-loss: {zone: eu-west-2a}, 'capacity-restored: {within: 40s}', 280",
    "database-unreachable: {}, 'database-failed-over: {within: 40s}', 180"
  })
  void what_a_sound_stack_could_miss_as_well_proves_nothing(
      String fault, String missed, int seconds) {
    DrillOutcome outcome = run("- inject: {" + fault + "}\n- expect-missed: {" + missed + "}\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("a sound stack may take " + seconds + " s for it");
    assertThat(stack.noted(Observation.FailureExpected.class)).isEmpty();
  }

  /** Nobody can miss it: that many requests are not sent. */
  @Test
  void who_allows_more_errors_than_there_are_requests_asks_nothing() {
    Drill drill =
        DrillFile.parse(
                "mine.yaml",
                """
                name: mine
                objectives: {max-errors: 1000000}
                steps:
                  - inject: {application-hang: {instances: all}}
                  - pause: 2min
                """)
            .on(stack.inventory());

    DrillOutcome outcome = run(drill);
    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("requests failed, and nothing was asked that shows it");
  }

  /** What is asked after an undo alone says nothing of the time before it. */
  @ParameterizedTest
  @CsvSource({"application-cut-off: {}, true", "zone-packet-loss: {percent: 30}, false"})
  void that_nobody_was_served_while_a_fault_held_is_told(String fault, boolean isOutage) {
    DrillOutcome outcome =
        run(
            "- inject: {"
                + fault
                + "}\n- expect: clients-see-errors\n- undo\n- expect: clients-served\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(
            outcome
                .reason()
                .matches(".*; while .* held, nobody was served: all \\d+ requests failed.*"))
        .as(outcome.reason())
        .isEqualTo(isOutage);
  }

  @Test
  void that_clients_saw_an_error_is_missed_within_any_time() {
    DrillOutcome outcome =
        run(
            """
            - inject: {application-hang: {instances: all}}
            - expect-missed: {clients-served: {within: 1s}}
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{zone-latency: {zone: eu-west-2a, milliseconds: 1}}",
        "{zone-latency: {zone: eu-west-2a, milliseconds: 20}}",
        "{application-slow: {instances: all, milliseconds: 1}}",
        "{cpu-surge: {instances: 1, percent: 1}}"
      })
  void a_fault_of_a_degree_that_nobody_feels_proves_nothing(String fault) {
    DrillOutcome outcome =
        run("- inject: " + fault + "\n- pause: 2min\n- expect: clients-served\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith("nobody felt ")
        .contains("none failed or took 100 ms longer than before", "raise its degree");
  }

  /** What was slow in a drill before is not what is usual. */
  @Test
  void the_same_fault_once_more_is_felt_once_more() {
    Drill drill =
        DrillFile.parse(
                "mine.yaml",
                """
                name: mine
                steps:
                  - inject: {application-slow: {instances: all, milliseconds: 400}}
                  - pause: 2min
                  - expect: clients-served
                  - undo
                """)
            .on(stack.inventory());
    try (Clients clients = stack.clients(stack.simulator)) {
      for (int i = 0; i < 2; i++) {
        try (DrillSession session = stack.session()) {
          session.use(clients);
          DrillOutcome outcome = session.run(drill);
          assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
        }
      }
    }
  }

  /** One packet of a hundred: what was lost is sent again after a second. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{zone-latency: {zone: eu-west-2a, milliseconds: 200}}",
        "{zone-packet-loss: {zone: eu-west-2a, percent: 1}}"
      })
  void one_that_clients_feel_proves_that_they_are_served(String fault) {
    DrillOutcome outcome =
        run("- inject: " + fault + "\n- pause: 5min\n- expect: clients-served\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  /** What waits for a launch, or for a call, and nothing is launched or called. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{scaling-processes-suspended: {process: all}}",
        "{scaling-processes-suspended: {process: AlarmNotification}}",
        "{bad-launch-template: {}}",
        "{api-throttling: {}}"
      })
  void a_latent_fault_that_nothing_needs_proves_nothing(String fault) {
    DrillOutcome outcome = run("- inject: " + fault + "\n- pause: 10min\n- expect: steady-state\n");

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason())
        .startsWith("nobody felt ")
        .contains("beside it, inject a fault after which it is needed");
  }

  @Test
  void beside_a_loss_it_proves_that_the_loss_is_made_good() {
    DrillOutcome outcome =
        run(
            """
            - inject: {zone-capacity-loss: {zone: eu-west-2a}}
            - inject: {instance-termination: {instances: 1, zone: eu-west-2a}}
            - expect: capacity-restored
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(outcome.reason()).startsWith("everything recovered within its limits");
  }

  @Test
  void of_what_held_all_along_nobody_says_that_it_recovered() {
    DrillOutcome outcome =
        run(
            """
            - inject: {targets-deregistered: {}}
            - pause: 10min
            - expect: {capacity-at-least: {instances: 1}}
            """);

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(outcome.reason()).startsWith("everything that was asked came true");
  }
}
