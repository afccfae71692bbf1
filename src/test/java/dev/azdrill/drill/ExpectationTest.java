package dev.azdrill.drill;

import static dev.azdrill.drill.Histories.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What a snapshot or an event must show for an expectation to be met. */
class ExpectationTest {
  private final Histories seen = new Histories().serving("a1", "b1");

  private void assertMet(Expectation expectation) {
    assertThat(expectation.met(seen.seen(0).history(), at(0))).contains(at(0));
  }

  private void assertNotMet(Expectation expectation) {
    assertThat(expectation.met(seen.seen(0).history(), at(0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetHealthStateEnum.class,
      names = {"UNHEALTHY", "DRAINING", "UNUSED", "UNHEALTHY_DRAINING"})
  void a_target_to_which_nothing_is_routed_is_evicted(TargetHealthStateEnum state) {
    seen.target("a1", state);

    assertMet(new Expectation.TargetEvicted("a1"));
    assertMet(new Expectation.ZoneEvicted("a"));
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetHealthStateEnum.class,
      mode = Mode.INCLUDE,
      names = {"INITIAL", "HEALTHY", "UNAVAILABLE", "UNKNOWN_TO_SDK_VERSION"})
  void a_target_that_turns_initial_or_of_which_nothing_is_known_is_not_evicted(
      TargetHealthStateEnum state) {
    seen.target("a1", state);

    assertNotMet(new Expectation.TargetEvicted("a1"));
    assertNotMet(new Expectation.ZoneEvicted("a"));
  }

  @Test
  void a_target_that_is_gone_is_evicted() {
    seen.noTarget("a1");

    assertMet(new Expectation.TargetEvicted("a1"));
    assertMet(new Expectation.ZoneEvicted("a"));
    assertNotMet(new Expectation.ZoneEvicted("b"));
  }

  @Test
  void a_zone_is_not_evicted_while_one_target_of_it_is_routed_to() {
    seen.serving("a1", "a2", "b1").target("a1", TargetHealthStateEnum.UNHEALTHY);

    assertNotMet(new Expectation.ZoneEvicted("a"));
  }

  @Test
  void a_target_counts_for_its_zone_although_it_has_left_the_group() {
    seen.seen(-10).serving("b1", "b2").target("a1", TargetHealthStateEnum.HEALTHY);

    assertNotMet(new Expectation.ZoneEvicted("a"));
  }

  /** Each says that something is so again; right after a fault everything looks as before. */
  private static Stream<Expectation> again() {
    return Stream.of(
        new Expectation.SteadyState(),
        new Expectation.CapacityRestored(Set.of()),
        new Expectation.TargetsHealthy(Set.of()),
        new Expectation.InstancesSpread());
  }

  @ParameterizedTest
  @MethodSource("again")
  void what_looks_whole_before_the_fault_is_noticed_is_not_whole_again(Expectation expectation) {
    seen.seen(-5).imposed().seen(0).seen(20).seen(59);

    assertThat(expectation.met(seen.history(), at(0))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("again")
  void what_was_disturbed_is_whole_again_at_the_first_look_that_shows_it(Expectation expectation) {
    seen.imposed().seen(0).serving("b1").seen(20).serving("a2", "b1").seen(30).seen(40);

    assertThat(expectation.met(seen.history(), at(0))).contains(at(30));
    assertThat(expectation.met(seen.history(), at(35)))
        .as("after an undo that came later")
        .contains(at(40));
  }

  @ParameterizedTest
  @MethodSource("again")
  void a_look_at_the_instant_at_which_it_was_disturbed_shows_nothing(Expectation expectation) {
    seen.imposed().seen(0).serving("b1").seen(0);

    assertThat(expectation.met(seen.history(), at(0))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("again")
  void what_no_fault_disturbed_was_never_left_once_it_could_have_been_noticed(
      Expectation expectation) {
    seen.imposed().seen(0).seen(59);

    assertThat(expectation.met(seen.historyAt(99), at(0))).as("nobody has looked").isEmpty();
    assertThat(expectation.met(seen.seen(60).history(), at(0))).contains(at(0));
  }

  @Test
  void what_an_earlier_fault_disturbed_says_nothing_of_the_last_one() {
    seen.serving("b1").seen(-9).serving("a2", "b1").seen(-5).imposed().seen(0).seen(9);

    assertThat(new Expectation.SteadyState().met(seen.history(), at(0))).isEmpty();
  }

  @Test
  void capacity_is_restored_without_what_was_lost() {
    assertNotMet(new Expectation.CapacityRestored(Set.of("a1")));
    seen.serving("a1", "a2", "b1");
    assertThat(new Expectation.CapacityRestored(Set.of("a1")).met(seen.seen(5).history(), at(0)))
        .contains(at(5));
  }

  @Test
  void an_instance_that_is_not_in_service_is_no_capacity() {
    seen.serving("b1").instance("b2", LifecycleState.PENDING);

    assertNotMet(new Expectation.CapacityOutsideZone("a"));
    assertNotMet(new Expectation.CapacityAtLeast(2));
    assertNotMet(new Expectation.CapacityExactly(1));
    seen.serving("b1", "b2");
    assertThat(new Expectation.CapacityOutsideZone("a").met(seen.seen(5).history(), at(0)))
        .contains(at(5));
    assertThat(new Expectation.CapacityOutsideZone("b").met(seen.history(), at(5))).isEmpty();
    assertThat(new Expectation.CapacityAtLeast(2).met(seen.history(), at(0))).contains(at(5));
    assertThat(new Expectation.CapacityAtLeast(3).met(seen.history(), at(0))).isEmpty();
    assertThat(new Expectation.CapacityExactly(2).met(seen.history(), at(0))).contains(at(5));
  }

  @Test
  void as_many_healthy_targets_as_desired_count_neither_lost_instances_nor_lost_zones() {
    assertMet(new Expectation.TargetsHealthy(Set.of("a9")));
    assertNotMet(new Expectation.TargetsHealthy(Set.of("a1")));
    assertNotMet(new Expectation.TargetsHealthy(Set.of("a")));
    seen.target("a1", TargetHealthStateEnum.INITIAL);
    assertThat(new Expectation.TargetsHealthy(Set.of()).met(seen.seen(5).history(), at(5)))
        .isEmpty();
  }

  @Test
  void an_instance_that_is_a_target_of_two_groups_counts_once() {
    seen.alsoTarget("a1", TargetHealthStateEnum.HEALTHY)
        .alsoTarget("b1", TargetHealthStateEnum.HEALTHY);

    assertMet(new Expectation.SteadyState());
    assertMet(new Expectation.TargetsHealthy(Set.of()));
    assertNotMet(new Expectation.TargetsHealthy(Set.of("a1")));
    seen.desired(4);
    assertThat(new Expectation.TargetsHealthy(Set.of()).met(seen.seen(9).history(), at(9)))
        .as("two instances in two groups each are not four")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetHealthStateEnum.class,
      mode = Mode.EXCLUDE,
      names = {"HEALTHY", "UNUSED"})
  void an_instance_serves_when_it_is_healthy_in_every_group_that_routes_to_it(
      TargetHealthStateEnum state) {
    seen.alsoTarget("a1", state).alsoTarget("b1", TargetHealthStateEnum.HEALTHY);

    assertNotMet(new Expectation.SteadyState());
    assertNotMet(new Expectation.TargetsHealthy(Set.of()));
    seen.target("a1", state).alsoTarget("a1", TargetHealthStateEnum.HEALTHY);
    assertThat(new Expectation.TargetsHealthy(Set.of()).met(seen.seen(1).history(), at(1)))
        .as("in whichever of them")
        .isEmpty();
  }

  @Test
  void a_target_group_that_is_not_routed_to_says_nothing_of_an_instance() {
    seen.alsoTarget("a1", TargetHealthStateEnum.UNUSED);

    assertMet(new Expectation.TargetsHealthy(Set.of()));
    seen.target("b1", TargetHealthStateEnum.UNUSED);
    assertThat(new Expectation.TargetsHealthy(Set.of()).met(seen.seen(1).history(), at(1)))
        .as("an instance to which no group routes does not serve")
        .isEmpty();
  }

  @Test
  void an_instance_of_another_group_that_is_a_target_of_the_same_target_group_counts_for_nothing() {
    seen.target("i-of-another-group", TargetHealthStateEnum.HEALTHY);
    assertMet(new Expectation.SteadyState());

    Histories one =
        new Histories()
            .serving("a1", "b1")
            .target("b1", TargetHealthStateEnum.UNHEALTHY)
            .target("i-of-another-group", TargetHealthStateEnum.HEALTHY);
    assertThat(new Expectation.TargetsHealthy(Set.of()).met(one.seen(0).history(), at(0)))
        .isEmpty();
  }

  @Test
  void instances_are_spread_when_no_two_zones_differ_by_more_than_one() {
    seen.desired(3).serving("a1", "a2", "b1");
    assertMet(new Expectation.InstancesSpread());

    Histories one = new Histories().desired(2).serving("a1", "a2");
    assertThat(new Expectation.InstancesSpread().met(one.seen(0).history(), at(0)))
        .as("a zone without any instance counts")
        .isEmpty();
    Histories few = new Histories().desired(3).serving("a1", "b1");
    assertThat(new Expectation.InstancesSpread().met(few.seen(0).history(), at(0))).isEmpty();
  }

  @Test
  void the_steady_state_is_desired_capacity_in_service_and_healthy_and_the_database_available() {
    Expectation steady = new Expectation.SteadyState();

    assertMet(steady);
    assertThat(steady.met(seen.database("rebooting", "a").seen(1).history(), at(1))).isEmpty();
    assertThat(steady.met(seen.database("available", "a").seen(2).history(), at(2)))
        .contains(at(2));
    seen.target("a1", TargetHealthStateEnum.UNHEALTHY);
    assertThat(steady.met(seen.seen(3).history(), at(3))).isEmpty();
    seen.serving("a1", "b1", "b2");
    assertThat(steady.met(seen.seen(4).history(), at(4))).as("one too many").isEmpty();
    seen.desired(0).serving();
    assertThat(steady.met(seen.seen(5).history(), at(5))).as("nothing is desired").isEmpty();
  }

  @Test
  void the_first_look_that_shows_it_counts_and_none_before_what_happened() {
    seen.seen(0).serving("a1").seen(10).serving("a1", "b1").seen(20).seen(30);

    assertThat(new Expectation.CapacityAtLeast(2).met(seen.history(), at(0))).contains(at(0));
    assertThat(new Expectation.CapacityAtLeast(2).met(seen.history(), at(1))).contains(at(20));
  }

  @Test
  void a_failover_is_timed_by_the_event_and_not_by_the_look() {
    seen.database("available", "a")
        .event(-5, "Multi-AZ instance failover completed")
        .event(30, "Multi-AZ instance failover started")
        .event(95, "Multi-AZ instance failover completed")
        .event(200, "Multi-AZ instance failover completed")
        .seen(300);

    Expectation failover = new Expectation.DatabaseFailedOver();

    assertThat(failover.met(seen.history(), at(0))).contains(at(95));
    assertThat(failover.met(seen.history(), at(201))).isEmpty();
    assertThat(failover.isTimedByEvents()).isTrue();
  }

  @Test
  void a_failover_that_was_seen_before_is_not_of_what_came_then_not_even_at_the_same_instant() {
    Expectation failover = new Expectation.DatabaseFailedOver();
    seen.database("available", "a")
        .event(95, "Multi-AZ instance failover completed")
        .seen(95)
        .countingFromHere();
    assertThat(failover.met(seen.history(), at(95))).isEmpty();

    seen.event(95, "Multi-AZ instance failover completed").seen(96);
    assertThat(failover.met(seen.history(), at(95))).as("another one").contains(at(95));
  }

  @Test
  void a_primary_that_is_not_described_is_not_elsewhere() {
    Expectation elsewhere = new Expectation.PrimaryOutsideZone("a");

    assertNotMet(elsewhere);
    assertThat(elsewhere.met(seen.database("available", "a").seen(1).history(), at(0))).isEmpty();
    assertThat(elsewhere.met(seen.database("available", "b").seen(2).history(), at(0)))
        .contains(at(2));
  }

  @Test
  void a_database_is_redundant_while_it_is_available_and_has_a_standby_in_another_zone() {
    Expectation redundant = new Expectation.DatabaseRedundant();
    DBInstance whole =
        DBInstance.builder()
            .dbInstanceStatus("available")
            .multiAZ(true)
            .availabilityZone("a")
            .secondaryAvailabilityZone("b")
            .build();
    List<DBInstance> less =
        List.of(
            whole.copy(each -> each.secondaryAvailabilityZone(null)),
            whole.copy(each -> each.secondaryAvailabilityZone("a")),
            whole.copy(each -> each.multiAZ(false)),
            whole.copy(each -> each.dbInstanceStatus("rebooting")));

    assertNotMet(redundant);
    assertThat(redundant.isObservable(seen.history(), at(0))).isFalse();
    for (DBInstance each : less) {
      assertThat(redundant.met(seen.database(each).seen(1).history(), at(1))).isEmpty();
    }
    assertThat(redundant.met(seen.database(whole).seen(2).history(), at(1))).contains(at(2));
    assertThat(redundant.isObservable(seen.history(), at(0))).isTrue();
    assertThat(seen.database(less.get(0)).seen(3).history().last().toString())
        .endsWith("database available in a, without a standby in another zone");
  }

  @Test
  void nothing_can_show_a_failover_where_there_is_no_database() {
    assertThat(new Expectation.DatabaseFailedOver().isObservable(seen.seen(0).history(), at(0)))
        .isFalse();
    assertThat(new Expectation.PrimaryOutsideZone("a").isObservable(seen.history(), at(0)))
        .isFalse();
    assertThat(new Expectation.SteadyState().isObservable(seen.history(), at(0))).isTrue();
    seen.database("available", "a").seen(1);
    assertThat(new Expectation.DatabaseFailedOver().isObservable(seen.history(), at(0))).isTrue();
    assertThat(new Expectation.PrimaryOutsideZone("a").isObservable(seen.history(), at(0)))
        .isTrue();
  }
}
