package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Timeliness;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.NatGatewayLoss;
import dev.azdrill.fault.ScalingProcessesSuspended;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impairment;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** When something came true, whenever it was looked at. */
class StackMonitorTest {
  private final DrilledStack stack = new DrilledStack();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterEach
  void close() {
    stack.close();
  }

  private static TimedExpectation within(Expectation expectation, long seconds) {
    return TimedExpectation.within(expectation, Duration.ofSeconds(seconds));
  }

  private void desire(int instances) {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .updateAutoScalingGroup(
            r -> r.autoScalingGroupName(stack.group()).desiredCapacity(instances));
  }

  @Test
  void a_look_from_before_an_event_shows_nothing_of_after_it_not_even_at_the_same_instant() {
    DrillSession session = stack.session();
    session.monitor().look();
    desire(4);
    session.changed(stack.group(), "four instances are desired");

    Measurement capacity = session.await(within(new Expectation.CapacityRestored(Set.of()), 600));

    assertThat(capacity.timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(capacity.took().orElseThrow())
        .as("at the same instant, before the change, all that was desired was in service")
        .isPositive();
  }

  @Test
  void what_nothing_happened_to_is_not_asked_for_again_and_what_somebody_did_is_seen_at_once() {
    StackMonitor monitor =
        new StackMonitor(
            stack.simulator, stack.inventory(), stack.run(stack.simulator).notes().of("drill-1"));
    StackSnapshot first = monitor.look();
    long calls = stack.simulator.session().calls();

    StackSnapshot same = monitor.look();
    assertThat(stack.simulator.session().calls()).isEqualTo(calls);
    assertThat(same).isEqualTo(first);

    desire(first.desired() + 1);
    assertThat(monitor.look().desired()).isEqualTo(first.desired() + 1);

    long before = stack.simulator.session().calls();
    stack.simulator.region().facts().establish(new Fact.ZoneWithoutPower("eu-west-2a"));
    monitor.look();
    assertThat(stack.simulator.session().calls()).as("after a fact").isGreaterThan(before);

    stack.pass(Duration.ofMinutes(5));
    assertThat(monitor.look().targets()).isNotEqualTo(first.targets());
  }

  @Test
  void a_look_that_failed_has_seen_nothing() {
    StackMonitor monitor =
        new StackMonitor(
            stack.simulator, stack.inventory(), stack.run(stack.simulator).notes().of("drill-1"));
    Impairment refusals =
        new Impairment.ApiErrors(new AffectedCalls(Optional.empty(), Optional.empty()), 100);
    stack.simulator.impairments().impose(refusals);

    assertThatThrownBy(monitor::look).isInstanceOf(SdkException.class);
    assertThatThrownBy(monitor::look).isInstanceOf(SdkException.class);
    stack.simulator.impairments().lift(refusals);

    assertThat(monitor.look().desired()).isEqualTo(2);
  }

  @Test
  void what_happened_before_the_event_is_noted_before_it() {
    DrillSession session = stack.session();
    session.monitor().look();
    Somebody.beside(stack.simulator.session())
        .ec2()
        .terminateInstances(r -> r.instanceIds(stack.instance()));
    stack.pass(Duration.ofMinutes(2));

    session.changed(stack.group(), "something else");

    assertThat(stack.journal.entries())
        .extracting(each -> each.observation().getClass().getSimpleName())
        .containsSubsequence("TargetHealthChanged", "ConfigurationChanged");
  }

  @Test
  void what_came_true_while_something_else_was_awaited_is_not_missed() {
    DrillSession session = stack.session();
    session.inject(new DatabaseFailover(stack.database()));
    session.await(within(new Expectation.CapacityAtLeast(90), 1_000));

    Measurement failover =
        session.await(TimedExpectation.inTime(new Expectation.DatabaseFailedOver()));

    assertThat(failover.timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(failover.resolution()).isZero();
  }

  @Test
  void an_event_in_time_counts_although_nobody_looked_before_the_limit_was_over() {
    DrillSession session = stack.session();
    session.inject(new DatabaseFailover(stack.database()));
    stack.pass(Duration.ofMinutes(20));

    Measurement failover =
        session.await(TimedExpectation.inTime(new Expectation.DatabaseFailedOver()));

    assertThat(failover.took()).isPresent();
    assertThat(failover.timeliness()).isEqualTo(Timeliness.IN_TIME);
  }

  @Test
  void a_limit_ends_the_wait_and_nothing_is_waited_for_that_came_true_already() {
    DrillSession session = stack.session();
    Instant began = stack.now();

    Measurement steady = session.await(within(new Expectation.SteadyState(), 100));
    assertThat(stack.now()).isEqualTo(began);
    Measurement never = session.await(within(new Expectation.CapacityAtLeast(90), 100));

    assertThat(steady.took()).contains(Duration.ZERO);
    assertThat(never.took()).isEmpty();
    assertThat(never.lastSeen()).startsWith("2 of 2 in service ");
    assertThat(stack.now()).isEqualTo(began.plusSeconds(100));
  }

  @Test
  void the_steady_state_of_the_moment_before_a_fault_is_noticed_is_not_its_return() {
    DrillSession session = stack.session();
    session.inject(new ApplicationHang(stack.instance()));

    Measurement missed = session.awaitMissed(within(new Expectation.SteadyState(), 30));
    Measurement steady = session.await(within(new Expectation.SteadyState(), 900));

    assertThat(missed.took()).isEmpty();
    assertThat(steady.took().orElseThrow()).isGreaterThan(Duration.ofSeconds(30));
    assertThat(steady.lastSeen()).doesNotContain("never seen");
    assertThat(session.isUntroubled()).isTrue();
  }

  @Test
  void a_steady_state_that_no_fault_disturbs_counts_once_the_fault_could_have_been_noticed() {
    DrillSession session = stack.session();
    session.inject(new NatGatewayLoss("eu-west-2a"));

    Measurement steady = session.await(within(new Expectation.SteadyState(), 60));

    assertThat(steady.took()).contains(Duration.ZERO);
    assertThat(steady.lastSeen()).endsWith("although AWS has had the time to notice it");
    assertThat(Duration.between(session.since(), stack.now())).isEqualTo(Duration.ofMinutes(5));
    session.close();
    assertThat(session.outcome().orElseThrow().reason())
        .contains("; NAT gateway loss on ")
        .endsWith(
            " was never seen to disturb, although AWS has had the time to notice it: steady state");
  }

  /** What is described of the group is from before, the answers after it take until after. */
  @Test
  void a_look_that_began_just_before_a_fault_could_be_noticed_is_followed_by_one_after_it() {
    DrillSession session = stack.session();
    session.inject(new ScalingProcessesSuspended("AZRebalance"));
    Instant noticed = session.since().plus(Duration.ofMinutes(5));
    stack.pass(Duration.between(stack.now(), noticed).minusSeconds(3));
    stack
        .simulator
        .impairments()
        .impose(
            new Impairment.ApiLatency(
                new AffectedCalls(Optional.empty(), Optional.empty()), 100, 2_000));

    Measurement steady = session.await(within(new Expectation.SteadyState(), 60));

    assertThat(session.monitor().last().at()).isAfterOrEqualTo(noticed);
    assertThat(steady.timeliness()).as(steady.lastSeen()).isEqualTo(Timeliness.IN_TIME);
    assertThat(steady.lastSeen()).endsWith("although AWS has had the time to notice it");
  }

  /** Else what AWS told last would count as seen before it had happened. */
  @Test
  void a_look_is_over_when_its_last_call_has_been_answered() {
    Instant asked = stack.now();
    stack
        .simulator
        .impairments()
        .impose(
            new Impairment.ApiLatency(
                new AffectedCalls(Optional.empty(), Optional.empty()), 100, 2_000));

    StackSnapshot look = stack.session().monitor().last();

    assertThat(look.at()).isEqualTo(stack.now()).isAfter(asked.plusSeconds(8));
    assertThat(look.asked()).isBefore(look.at().minusSeconds(8));
  }

  @Test
  void what_nobody_looked_at_since_the_fault_is_looked_at_before_it_is_believed() {
    DrillSession session = stack.session();
    session.inject(new ApplicationHang(stack.instance()));
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(stack.group()));
    stack.pass(Duration.ofMinutes(20));

    Measurement steady = session.await(within(new Expectation.SteadyState(), 60));

    assertThat(steady.took()).isEmpty();
  }

  @Test
  void a_steady_state_that_was_never_left_is_not_missed_however_early_that_is_asked() {
    DrillSession session = stack.session();
    session.inject(new ScalingProcessesSuspended("AZRebalance"));

    session.awaitMissed(within(new Expectation.SteadyState(), 60));
    session.close();

    DrillOutcome outcome = session.outcome().orElseThrow();
    assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome.reason()).contains("it did not", "never seen to disturb it");
  }

  @Test
  void where_things_are_seen_late_they_are_waited_for_and_judged_that_much_longer() {
    DrillSession session = stack.session(platform.seeingLate(Duration.ofSeconds(30)));
    Instant began = stack.now();

    Measurement never = session.await(within(new Expectation.CapacityAtLeast(90), 100));

    assertThat(stack.now()).isEqualTo(began.plusSeconds(130));
    assertThat(never.resolution()).isEqualTo(Duration.ofSeconds(30));
    assertThat(session.await(within(new Expectation.DatabaseFailedOver(), 1)).resolution())
        .as("an event has its own time")
        .isZero();
    assertThat(session.await(within(new Expectation.ClientsServed(), 1)).resolution())
        .as("simulated clients meet what was described at the last look")
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void the_confirmation_of_clients_is_waited_for_after_the_limit_and_is_not_part_of_the_time() {
    DrillSession session = stack.session();
    session.use(stack.clients(stack.simulator));
    stack.pass(Duration.ofSeconds(20));
    session.load(60);
    Instant changed = stack.now();

    Measurement served = session.await(within(new Expectation.ClientsServed(), 1));

    assertThat(served.took()).contains(Duration.ZERO);
    assertThat(served.timeliness()).isEqualTo(Timeliness.IN_TIME);
    assertThat(served.strength()).isEqualTo(Strength.SIMULATED);
    assertThat(Duration.between(changed, stack.now()))
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(41));
  }

  @Test
  void a_group_that_is_gone_says_so() {
    StackMonitor monitor =
        new StackMonitor(
            stack.simulator,
            stack
                .inventory()
                .map(
                    Kind.AUTO_SCALING_GROUP,
                    each -> each.toBuilder().autoScalingGroupName("gone").build()),
            stack.run(stack.simulator).notes());

    assertThatThrownBy(monitor::look)
        .hasMessage("the Auto Scaling group gone is gone: somebody deleted it during the drill");
  }

  @Test
  void one_group_is_watched_and_not_two() {
    assertThatThrownBy(
            () ->
                new StackMonitor(
                    stack.simulator,
                    stack.inventory().with(Kind.AUTO_SCALING_GROUP, List.of()),
                    stack.run(stack.simulator).notes()))
        .hasMessage("expected one Auto Scaling group to watch, saw 0");
  }

  @Test
  void a_change_is_noted_once() {
    DrillSession session = stack.session();
    session.monitor().look();
    desire(3);
    session.monitor().look();
    session.monitor().look();

    assertThat(stack.noted(Observation.DesiredCapacityChanged.class)).hasSize(1);
  }
}
