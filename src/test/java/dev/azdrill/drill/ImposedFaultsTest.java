package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultException;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that the platform imposes, each in a drill of its own: what they do, and the recovery. */
class ImposedFaultsTest {
  private static final TimedExpectation SERVED =
      TimedExpectation.inTime(new Expectation.ClientsServed());
  private static final TimedExpectation ERRORS =
      TimedExpectation.inTime(new Expectation.ClientsSeeErrors());

  private static final Objectives NO_REQUEST_FAILS =
      new Objectives(Optional.empty(), Optional.of(0), Optional.empty(), Optional.empty(), false);

  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void everything_is_as_before() {
    assertThat(
            stack.simulator.region().kernel().write(() -> stack.simulator.region().facts().all()))
        .isEmpty();
    stack.close();
  }

  private DrillOutcome drill(
      String fault, List<TimedExpectation> recovery, List<TimedExpectation> restoration) {
    return run(Drill.of("a drill", named(fault), recovery, restoration, Objectives.NONE));
  }

  private Fault named(String fault) {
    Fault typed = FaultCatalogue.parse(fault);
    return FaultCatalogue.of(typed).orElseThrow().resolve(typed, stack.inventory());
  }

  private DrillOutcome run(Drill drill) {
    try (DrillSession session = stack.session();
        Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      return session.run(drill);
    }
  }

  private String witness() {
    List<Observation.FaultWitnessed> all = stack.noted(Observation.FaultWitnessed.class);
    assertThat(all).hasSize(1);
    return all.get(0).evidence();
  }

  private String evicted() {
    return stack.instance();
  }

  @Test
  void an_application_that_answers_with_errors_is_evicted_and_replaced() {
    String failing = evicted();

    DrillOutcome outcome =
        drill(
            "application-errors:status=500",
            List.of(
                TimedExpectation.inTime(new Expectation.TargetEvicted(failing)),
                SERVED,
                TimedExpectation.inTime(new Expectation.CapacityRestored(Set.of()))),
            List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness()).isEqualTo("clients got the HTTP status 500");
  }

  @Test
  void an_application_that_is_slower_than_its_health_check_waits_is_evicted() {
    DrillOutcome outcome =
        drill(
            "application-slow:milliseconds=6000",
            List.of(TimedExpectation.inTime(new Expectation.TargetEvicted(evicted())), SERVED),
            List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void an_application_that_is_only_slow_goes_on_serving() {
    String slow = evicted();

    DrillOutcome outcome = drill("application-slow", List.of(SERVED), List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches("the platform counted that \\d+ answers of " + slow + " took longer");
    assertThat(stack.session().monitor().look().routable())
        .anyMatch(each -> each.target().id().equals(slow));
  }

  @Test
  void a_slow_zone_slows_clients_down_and_harms_nobody() {
    DrillOutcome outcome = drill("zone-latency", List.of(SERVED), List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches("the platform counted that \\d+ connections through eu-west-2a took longer");
  }

  @Test
  void a_zone_that_loses_packets_is_felt_until_it_does_no_longer() {
    DrillOutcome outcome = drill("zone-packet-loss", List.of(ERRORS), List.of(SERVED));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches(
            "the platform counted that packets of \\d+ connections through eu-west-2a were lost");
  }

  @Test
  void replacements_that_do_not_boot_make_good_for_nothing_until_they_do() {
    TimedExpectation whole =
        TimedExpectation.within(new Expectation.TargetsHealthy(Set.of()), Duration.ofMinutes(8));
    DrillOutcome outcome =
        run(
            new Drill(
                "a drill",
                List.of(
                    new DrillStep.Inject(named("bad-boot")),
                    new DrillStep.Inject(named("instance-termination")),
                    new DrillStep.ExpectMissed(whole),
                    new DrillStep.Undo(),
                    new DrillStep.Expect(whole)),
                Objectives.NONE));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(stack.noted(Observation.FaultWitnessed.class))
        .extracting(Observation.FaultWitnessed::evidence)
        .anyMatch(
            each ->
                each.matches(
                    "the load balancer finds instance i-\\w+ unhealthy, which was launched since the session began"));
  }

  /** The steady state at its end is no answer to a question that nobody asked. */
  @ParameterizedTest
  @CsvSource({
    "instance-termination, INCONCLUSIVE",
    "zonal-shift, INCONCLUSIVE",
    "nat-gateway-loss, INCONCLUSIVE",
    "default-route-loss, INCONCLUSIVE",
    "zone-latency, PASSED"
  })
  void a_database_that_was_not_touched_and_stays_where_it_is_proves_nothing(
      String fault, Verdict verdict) {
    DrillOutcome outcome = missed(new DrillStep.Inject(named(fault)));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(verdict);
    if (verdict == Verdict.INCONCLUSIVE) {
      assertThat(outcome.reason()).isEqualTo(Answers.NOTHING_ASKED);
    }
  }

  /** That it does not fail over is a question here, and no answer to what clients see. */
  @ParameterizedTest
  @ValueSource(strings = {"database-cut-off", "database-unreachable"})
  void a_database_that_nobody_reaches_and_that_stays_where_it_is_is_not_all_there_is_to_ask(
      String fault) {
    DrillOutcome outcome = missed(new DrillStep.Inject(named(fault)));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("requests failed, and nothing was asked that shows it");
  }

  /** It stood there all along. */
  @ParameterizedTest
  @CsvSource({"instance-termination, INCONCLUSIVE", "database-cut-off, PASSED"})
  void a_primary_that_was_not_touched_and_is_where_it_was_proves_nothing(
      String fault, Verdict verdict) {
    TimedExpectation there =
        TimedExpectation.within(
            new Expectation.PrimaryOutsideZone(standbyZone()), Duration.ofMinutes(9));

    DrillOutcome outcome = drill(fault, List.of(there), List.of(SERVED));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(verdict);
  }

  @Test
  void a_load_fails_no_database_over_and_that_it_does_not_proves_nothing() {
    DrillOutcome outcome = missed(new DrillStep.Load(61));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("nothing was asked that what was broken could have");
  }

  @Test
  void a_load_in_a_session_of_which_nothing_else_is_asked_proves_nothing() {
    DrillSession session = stack.session();
    try (Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      session.load(61);
      session.awaitMissed(
          TimedExpectation.within(new Expectation.DatabaseFailedOver(), Duration.ofMinutes(3)));
      session.close();
    }

    assertThat(session.outcome())
        .contains(new DrillOutcome(Verdict.INCONCLUSIVE, Answers.NOTHING_ASKED));
  }

  /** The first could not have changed the answer, the second could. */
  @Test
  void the_same_question_after_another_fault_is_another() {
    TimedExpectation failedOver =
        TimedExpectation.within(new Expectation.DatabaseFailedOver(), Duration.ofMinutes(3));

    DrillOutcome outcome =
        run(
            new Drill(
                "a drill",
                List.of(
                    new DrillStep.Inject(named("instance-termination")),
                    new DrillStep.ExpectMissed(failedOver),
                    new DrillStep.Inject(named("database-cut-off")),
                    new DrillStep.ExpectMissed(failedOver),
                    new DrillStep.Undo()),
                Objectives.NONE));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
  }

  private String standbyZone() {
    return stack.inventory().all(Kind.DB_INSTANCE).get(0).secondaryAvailabilityZone();
  }

  private DrillOutcome missed(DrillStep event) {
    return run(
        new Drill(
            "a drill",
            List.of(
                event,
                new DrillStep.ExpectMissed(
                    TimedExpectation.within(
                        new Expectation.DatabaseFailedOver(), Duration.ofMinutes(3))),
                new DrillStep.Undo()),
            Objectives.NONE));
  }

  @Test
  void where_nothing_is_launched_a_bad_boot_proves_nothing() {
    DrillOutcome outcome = drill("bad-boot", List.of(SERVED), List.of());

    assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(outcome.reason()).contains("no evidence that the fault took effect: bad boot");
  }

  @Test
  void a_database_without_storage_refuses_writes_until_it_has_some() {
    DrillOutcome outcome = drill("database-storage-full", List.of(ERRORS), List.of(SERVED));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness()).isEqualTo("RDS reports database drilled-database as storage-full");
    assertThat(
            stack.simulator.session().rds().describeEvents(r -> r.duration(60)).events().stream()
                .map(each -> each.message())
                .toList())
        .contains("Allocated storage has been exhausted. Allocate additional storage to resolve.");
  }

  @Test
  void an_expired_certificate_is_refused_until_it_is_valid_again() {
    DrillOutcome outcome = drill("certificate-expired", List.of(ERRORS), List.of(SERVED));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches(
            "the platform counted that \\d+ connections were refused by clients for their"
                + " certificate");
  }

  @Test
  void a_certificate_cannot_expire_where_no_listener_serves_with_one() {
    Inventory stackWithout = stack.inventory().with(Kind.LISTENER, List.of());
    try (DrillSession session =
        stack.run(stack.simulator).open("drill-1", "a drill", stackWithout, Objectives.NONE)) {
      assertThatThrownBy(() -> session.inject(FaultCatalogue.parse("certificate-expired")))
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("expected a load balancer with an HTTPS listener");
    }
  }

  @Test
  void a_zonal_shift_hurts_nobody() {
    DrillOutcome outcome =
        run(
            new Drill(
                "a drill",
                List.of(
                    new DrillStep.Inject(named("zonal-shift")),
                    new DrillStep.Pause(Duration.ofMinutes(3)),
                    new DrillStep.Expect(SERVED)),
                NO_REQUEST_FAILS));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches(
            "the platform counted that \\d+ answers of DNS were without the load balancer's address"
                + " in eu-west-2a");
  }

  @Test
  void a_busy_cpu_shows_in_cloudwatch_and_the_group_grows() {
    DrillOutcome outcome =
        drill(
            "cpu-surge:instances=all:percent=60",
            List.of(TimedExpectation.inTime(new Expectation.CapacityAtLeast(3)), SERVED),
            List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness())
        .matches("CloudWatch shows as CPU utilization \\d\\d% of i-.*, \\d\\d% of i-.*");
  }

  @Test
  void an_instance_whose_cpu_is_busy_cannot_serve_its_share() {
    DrillOutcome outcome = drill("cpu-surge:percent=95", List.of(ERRORS, SERVED), List.of());

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(witness()).startsWith("CloudWatch shows as CPU utilization ");
  }

  @Test
  void the_drill_goes_on_where_calls_are_throttled() {
    assertCarriedBy("api-throttling:service=all", "\\d+ calls of all services were throttled");
  }

  @Test
  void the_drill_goes_on_where_calls_fail() {
    assertCarriedBy(
        "api-errors:service=autoscaling:operation=DescribeAutoScalingGroups",
        "\\d+ calls of autoscaling DescribeAutoScalingGroups failed");
  }

  @Test
  void the_drill_goes_on_where_calls_take_longer() {
    assertCarriedBy("api-latency", "\\d+ calls of ec2 took longer");
  }

  /** An instance is stopped and started again through that API. */
  private void assertCarriedBy(String fault, String evidence) {
    DrillOutcome outcome =
        run(
            new Drill(
                "a drill",
                List.of(
                    new DrillStep.Inject(named(fault)),
                    new DrillStep.Inject(named("instance-stop")),
                    new DrillStep.Expect(SERVED),
                    new DrillStep.Undo(),
                    new DrillStep.Expect(SERVED)),
                Objectives.NONE));

    assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PASSED);
    assertThat(stack.noted(Observation.FaultWitnessed.class))
        .extracting(Observation.FaultWitnessed::evidence)
        .anyMatch(each -> each.matches("the platform counted that " + evidence));
  }
}
