package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.traffic.Clients;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults that the platform imposes, each in a drill of its own: what they do, and the recovery. */
class ImposedFaultsTest {
  private static final TimedExpectation SERVED =
      TimedExpectation.inTime(new Expectation.ClientsServed());
  private static final TimedExpectation ERRORS =
      TimedExpectation.inTime(new Expectation.ClientsSeeErrors());

  private final DrilledStack stack = new DrilledStack();

  @AfterEach
  void everything_is_as_before() {
    assertThat(stack.simulator.region().kernel().write(() -> stack.simulator.region().facts().all()))
        .isEmpty();
    stack.close();
  }

  private DrillOutcome drill(
      String fault, List<TimedExpectation> recovery, List<TimedExpectation> restoration) {
    Fault typed = FaultCatalogue.parse(fault);
    Fault injected = FaultCatalogue.of(typed).orElseThrow().resolve(typed, stack.inventory());
    try (DrillSession session = stack.session();
        Clients clients = stack.clients(stack.simulator)) {
      session.use(clients);
      return session.run(
          Drill.of("a drill", injected, recovery, restoration, Objectives.NONE));
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
    assertThat(witness()).isEqualTo("the load balancer does not find instance " + failing + " healthy");
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
    assertThat(witness()).matches("the platform counted that \\d+ answers of " + slow + " took longer");
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
}
