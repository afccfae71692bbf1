package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Limit.Source;
import dev.azdrill.evidence.Phase;
import dev.azdrill.fault.ExpectedRecovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class BudgetsTest {
  private static final TargetGroup QUICK = checking(10, 2, 5);
  private static final TargetGroup SLOW = checking(300, 10, 120);

  private static TargetGroup checking(int interval, int threshold, int timeout) {
    return TargetGroup.builder()
        .healthCheckIntervalSeconds(interval)
        .unhealthyThresholdCount(threshold)
        .healthCheckTimeoutSeconds(timeout)
        .build();
  }

  private static Budgets budgets(TargetGroup... groups) {
    return new Budgets(
        Inventory.builder().add(Kind.TARGET_GROUP, List.of(groups)).build(), Budgets.CEILING);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void an_eviction_takes_the_interval_times_the_threshold_and_one_timeout() {
    assertThat(budgets(QUICK).eviction())
        .isEqualTo(
            Limit.derived(
                seconds(25),
                "health check every 10 s, unhealthy after 2, timeout 5 s",
                Budgets.CEILING));
  }

  @Test
  void without_a_target_group_aws_default_health_check_counts() {
    assertThat(budgets().eviction())
        .extracting(Limit::duration, Limit::derivation)
        .containsExactly(seconds(65), "AWS's default health check");
  }

  @Test
  void a_health_check_that_allows_fifty_minutes_is_cut_off_at_the_ceiling_and_says_so() {
    Limit eviction = budgets(SLOW).eviction();

    assertThat(eviction.duration()).isEqualTo(Duration.ofMinutes(10));
    assertThat(eviction.beyondCeiling()).contains(Duration.ofMinutes(52));
    assertThat(budgets(SLOW).clients().beyondCeiling()).contains(Duration.ofMinutes(53));
    assertThat(budgets(SLOW).zoneReplacement().duration()).isEqualTo(Budgets.CEILING);
    assertThat(budgets(SLOW).instanceReplacement().duration())
        .as("four and a half minutes and the first health check")
        .isEqualTo(seconds(570));
  }

  @Test
  void a_lifecycle_hook_holds_a_launch_for_as_long_as_it_is_configured_to() {
    Inventory.Builder stack = Inventory.builder().add(Kind.TARGET_GROUP, List.of(SLOW));
    Budgets held =
        new Budgets(
            stack
                .add(
                    Kind.LIFECYCLE_HOOK,
                    List.of(hook("LAUNCHING", 20), hook("LAUNCHING", 25), hook("TERMINATING", 30)))
                .build(),
            Budgets.CEILING);

    assertThat(held.instanceReplacement().duration()).isEqualTo(seconds(595));
    assertThat(held.instanceReplacement().derivation()).contains("lifecycle hooks");
    assertThat(budgets(SLOW).instanceReplacement().derivation()).doesNotContain("lifecycle hooks");
  }

  private static LifecycleHook hook(String transition, int heartbeat) {
    return LifecycleHook.builder()
        .autoScalingGroupName("web")
        .lifecycleTransition("autoscaling:EC2_INSTANCE_" + transition)
        .heartbeatTimeout(heartbeat)
        .build();
  }

  @Test
  void nothing_that_is_derived_from_the_configuration_exceeds_the_ceiling() {
    Budgets strict =
        new Budgets(Inventory.builder().add(Kind.TARGET_GROUP, List.of(SLOW)).build(), seconds(30));

    assertThat(
            Stream.of(
                strict.eviction(),
                strict.instanceReplacement(),
                strict.zoneReplacement(),
                strict.clients()))
        .allSatisfy(each -> assertThat(each.duration()).isEqualTo(seconds(30)))
        .allSatisfy(each -> assertThat(each.beyondCeiling()).isPresent());
  }

  @Test
  void what_no_configuration_changes_is_not_cut_off() {
    Budgets strict = new Budgets(Inventory.builder().build(), seconds(30));

    assertThat(
            Stream.of(
                strict.failover(),
                strict.failoverDescription(),
                strict.standby(),
                strict.allowance(Duration.ofMinutes(20), "a test")))
        .allSatisfy(each -> assertThat(each.duration()).isGreaterThan(seconds(30)))
        .allSatisfy(each -> assertThat(each.beyondCeiling()).isEmpty());
  }

  @Test
  void what_is_as_long_as_the_ceiling_is_not_beyond_it() {
    Limit exactly = Limit.derived(Budgets.CEILING, "a test", Budgets.CEILING);
    Limit beyond = Limit.derived(Budgets.CEILING.plusMillis(1), "a test", Budgets.CEILING);

    assertThat(exactly.beyondCeiling()).isEmpty();
    assertThat(beyond.beyondCeiling()).contains(Budgets.CEILING.plusMillis(1));
    assertThat(beyond.duration()).isEqualTo(Budgets.CEILING);
  }

  @Test
  void of_several_target_groups_the_slowest_decides_and_is_the_one_that_is_named() {
    Limit eviction = budgets(QUICK, checking(30, 3, 10)).eviction();

    assertThat(eviction.duration()).isEqualTo(seconds(100));
    assertThat(eviction.derivation())
        .isEqualTo("health check every 30 s, unhealthy after 3, timeout 10 s");
  }

  @Test
  void clients_wait_for_the_slower_of_load_balancer_and_database() {
    assertThat(budgets(QUICK).clients().duration()).isEqualTo(seconds(190));
    assertThat(budgets(checking(30, 5, 10)).clients().duration()).isEqualTo(seconds(220));
  }

  @Test
  void what_is_broken_decides_what_clients_wait_for() {
    Budgets quick = budgets(QUICK);

    assertThat(quick.in(Phase.RECOVERY, Set.of(ExpectedRecovery.EVICTION)).clients().duration())
        .isEqualTo(seconds(85));
    assertThat(quick.in(Phase.RECOVERY, Set.of(ExpectedRecovery.FAILOVER)).clients().duration())
        .isEqualTo(seconds(190));
    assertThat(
            quick
                .in(
                    Phase.RECOVERY,
                    EnumSet.of(ExpectedRecovery.EVICTION, ExpectedRecovery.FAILOVER))
                .clients()
                .duration())
        .isEqualTo(seconds(190));
    assertThat(quick.in(Phase.RECOVERY, Set.of()).clients()).isEqualTo(quick.clients());
    assertThat(quick.in(Phase.RESTORATION, Set.of(ExpectedRecovery.EVICTION)).clients())
        .isEqualTo(quick.clients());
  }

  @Test
  void a_named_limit_replaces_the_derived_one_and_knows_no_ceiling() {
    Expectation failover = new Expectation.DatabaseFailedOver();

    Limit named = TimedExpectation.within(failover, Duration.ofHours(1)).limit(budgets());
    Limit derived = TimedExpectation.inTime(failover).limit(budgets());

    assertThat(named)
        .isEqualTo(Limit.objective(Duration.ofHours(1), "named by the drill"))
        .extracting(Limit::source, Limit::beyondCeiling)
        .containsExactly(Source.OBJECTIVE, Optional.empty());
    assertThat(derived.duration()).isEqualTo(seconds(180));
    assertThat(derived.source()).isEqualTo(Source.DOCUMENTATION);
  }

  @Test
  void a_witness_is_waited_for_as_long_as_the_health_checks_may_take_to_notice() {
    assertThat(budgets(QUICK).witness().duration()).isEqualTo(Duration.ofMinutes(5));
    Limit slow = budgets(checking(60, 5, 30)).witness();
    assertThat(slow.duration()).isEqualTo(seconds(390));
    assertThat(slow.derivation())
        .isEqualTo("health check every 60 s, unhealthy after 5, timeout 30 s, and a minute");
  }

  /** A drill that fails because health checks are too slow needs its evidence, too. */
  @Test
  void the_ceiling_does_not_cut_the_wait_for_a_witness() {
    Limit whole = budgets(checking(300, 10, 30)).witness();

    assertThat(whole.duration()).isEqualTo(seconds(3_090));
    assertThat(whole.beyondCeiling()).isEmpty();
  }
}
