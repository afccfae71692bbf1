package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation.FaultWitnessed;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.ApplicationErrors;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceSelection;
import dev.azdrill.fault.Witness;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Somebody;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** A health check that accepts an error shows no fault that causes it; clients do. */
class ClientWitnessTest {
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  /** Its targets stay healthy whatever the application answers below 500. */
  private static DrilledStack lenient() {
    DrilledStack stack = new DrilledStack();
    ElasticLoadBalancingV2Client elb =
        Somebody.beside(stack.simulator.session()).elasticLoadBalancing();
    stack
        .inventory()
        .all(Kind.TARGET_GROUP)
        .forEach(
            each ->
                elb.modifyTargetGroup(
                    r ->
                        r.targetGroupArn(each.targetGroupArn())
                            .matcher(m -> m.httpCode("200-499"))));
    return stack;
  }

  private static List<String> instances(DrilledStack stack) {
    return stack.inventory().all(Kind.INSTANCE).stream().map(i -> i.instanceId()).sorted().toList();
  }

  private static ApplicationErrors errors(int status, String instance) {
    return new ApplicationErrors(new InstanceSelection.Named(instance), status);
  }

  private static DrillOutcome drilled(
      DrilledStack stack, Platform on, ApplicationErrors... faults) {
    try (DrillSession session = stack.session(on);
        Clients clients = stack.clients(on)) {
      session.use(clients);
      return session.run(FaultDrill.of(List.of(faults), FaultDrill.HOLD));
    }
  }

  private static List<String> witnesses(DrilledStack stack) {
    return stack.journal.entries().stream()
        .map(each -> each.observation())
        .filter(FaultWitnessed.class::isInstance)
        .map(FaultWitnessed.class::cast)
        .map(each -> each.ref().subject() + ": " + each.evidence())
        .toList();
  }

  @Test
  void errors_that_the_health_check_accepts_fail_the_drill() {
    DrilledStack stack = lenient();
    try (SimulatorPlatform platform = stack.simulator) {
      DrillOutcome outcome = drilled(stack, platform, errors(NOT_FOUND, instances(stack).get(0)));

      assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.FAILED);
      assertThat(outcome.reason()).contains("expected clients to be served without errors");
      assertThat(witnesses(stack))
          .containsExactly(instances(stack).get(0) + ": clients got the HTTP status 404");
    }
  }

  @Test
  void a_fault_without_effect_is_seen_by_no_client() {
    DrilledStack stack = lenient();
    try (SimulatorPlatform platform = stack.simulator) {
      DrillOutcome outcome =
          drilled(
              stack,
              Sabotaged.none(platform).withoutEffect(),
              errors(NOT_FOUND, instances(stack).get(0)));

      assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(outcome.reason()).contains("no evidence that the fault took effect");
      assertThat(witnesses(stack)).isEmpty();
    }
  }

  @Test
  void what_clients_get_from_one_instance_says_nothing_of_another() {
    DrilledStack stack = lenient();
    try (SimulatorPlatform platform = stack.simulator;
        DrillSession real = stack.session(platform);
        Clients clients = stack.clients(platform)) {
      real.use(clients);
      real.inject(errors(NOT_FOUND, instances(stack).get(0)));
      DrillSession unheeded = stack.session(Sabotaged.none(platform).withoutEffect());
      unheeded.use(clients);
      unheeded.inject(errors(NOT_FOUND, instances(stack).get(1)));

      assertThat(real.awaitWitnesses()).isEmpty();
      assertThat(unheeded.awaitWitnesses()).isPresent();
      unheeded.close();
    }
  }

  /** From outside nobody knows which target answered, or whether one did. */
  @Test
  void from_outside_a_status_that_load_balancers_give_themselves_shows_no_fault() {
    assertThat(seenFromOutside(UNAVAILABLE)).isEmpty();
    assertThat(seenFromOutside(NOT_FOUND)).isPresent();
  }

  @Test
  void from_outside_a_status_that_clients_got_before_shows_no_fault() {
    assertThat(seenFromOutside(NOT_FOUND, -1, 1)).isEmpty();
  }

  private static Optional<Witness> seenFromOutside(int status) {
    return seenFromOutside(status, 1);
  }

  /**
   * What shows a fault to clients who got this status.
   *
   * @param seconds when, since the fault
   */
  private static Optional<Witness> seenFromOutside(int status, int... seconds) {
    try (DrilledStack stack = new DrilledStack();
        DrillSession session = stack.session()) {
      stack.pass(Duration.ofMinutes(1));
      Injection injection = session.inject(errors(status, instances(stack).get(0)));
      ScriptedTraffic traffic =
          new ScriptedTraffic(
              IntStream.of(seconds)
                  .mapToObj(each -> injection.at().plusSeconds(each))
                  .map(at -> ScriptedTraffic.answered(at, status))
                  .toList());
      try (Clients clients = stack.clients(Sabotaged.none(stack.simulator).with(traffic))) {
        return new ClientWitness(clients, List.of(injection)).of(injection);
      }
    }
  }
}
