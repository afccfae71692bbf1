package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sequence and the times are those of public captures of real accounts. */
class FailoverTest {
  private final RdsUnderTest rds = new RdsUnderTest();

  @BeforeEach
  void an_available_database() {
    rds.available();
    rds.pass(3_600);
  }

  @AfterEach
  void close() {
    rds.close();
  }

  @Test
  void a_forced_failover_serves_again_from_the_standby_after_36_seconds() {
    String host = rds.described().endpoint().address();
    String before = rds.primary().networkInterfaceId();
    forceFailover();
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("rebooting");
    assertThat(rds.isServing()).as("until it begins").isTrue();

    rds.pass(15);
    assertThat(rds.isServing()).isFalse();
    rds.pass(20);
    assertThat(rds.isServing()).isFalse();
    rds.pass(1);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2b");
    assertThat(rds.primary().networkInterfaceId()).isNotEqualTo(before);
    assertThat(rds.described().endpoint().address()).isEqualTo(host);
  }

  @Test
  void the_zones_are_swapped_minutes_after_the_status_is_available_again() {
    forceFailover();
    rds.pass(74);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("rebooting");
    rds.pass(1);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.described().availabilityZone()).isEqualTo("eu-west-2a");
    rds.pass(105);

    assertThat(rds.described().availabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2a");
    assertThat(rds.described().multiAZ()).isTrue();
  }

  @Test
  void its_events_are_aws_s_to_the_full_stop() {
    forceFailover();
    rds.pass(60);

    assertThat(rds.messages(2))
        .containsExactly(
            "Multi-AZ instance failover started.",
            "DB instance restarted",
            "Multi-AZ instance failover completed",
            "The user requested a failover of the DB instance.");
  }

  @Test
  void a_reboot_without_failover_stays_in_its_zone() {
    rds.client().rebootDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));
    assertThat(rds.isServing()).isFalse();
    rds.pass(20);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2a");
    assertThat(rds.messages(2)).containsExactly("DB instance shutdown", "DB instance restarted");
  }

  @Test
  void who_loses_the_primarys_zone_is_served_again_41_seconds_later() {
    rds.cutPower("eu-west-2a");
    assertThat(rds.isServing()).isFalse();
    assertThat(rds.described().dbInstanceStatus())
        .as("RDS announces nothing")
        .isEqualTo("available");
    rds.pass(40);
    assertThat(rds.isServing()).isFalse();
    rds.pass(1);
    assertThat(rds.isServing()).isTrue();
    rds.pass(60);

    assertThat(rds.messages(5))
        .containsExactly(
            "Multi-AZ instance failover started.",
            "DB instance restarted",
            "Multi-AZ instance failover completed",
            "The primary host of the RDS Multi-AZ instance is unreachable due to loss of network"
                + " connectivity.");
  }

  @Test
  void who_loses_the_standbys_zone_notices_nothing() {
    rds.cutPower("eu-west-2b");
    rds.pass(600);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.messages(20)).isEmpty();
  }

  @Test
  void until_the_standby_is_rebuilt_a_second_loss_is_an_outage() {
    rds.cutPower("eu-west-2a");
    rds.pass(300);
    rds.restorePower("eu-west-2a");
    rds.pass(500);
    rds.cutPower("eu-west-2b");
    rds.pass(3_600);
    assertThat(rds.isServing()).isFalse();

    rds.restorePower("eu-west-2b");
    rds.pass(30);
    assertThat(rds.isServing()).isTrue();
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2b");
  }

  @Test
  void a_rebuilt_standby_takes_over_again() {
    rds.cutPower("eu-west-2a");
    rds.pass(300);
    rds.restorePower("eu-west-2a");
    rds.pass(601);
    rds.cutPower("eu-west-2b");
    rds.pass(60);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2a");
  }

  @Test
  void a_standby_that_is_lost_is_not_described_until_it_is_built_anew() {
    rds.cutPower("eu-west-2a");
    rds.pass(300);
    assertThat(rds.described().availabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.described().secondaryAvailabilityZone()).isNull();
    assertThat(rds.described().multiAZ()).isTrue();
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");

    rds.restorePower("eu-west-2a");
    rds.pass(599);
    assertThat(rds.described().secondaryAvailabilityZone()).isNull();
    rds.pass(1);
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2a");
  }

  @Test
  void the_zone_of_a_standby_is_not_described_while_it_has_no_power() {
    rds.cutPower("eu-west-2b");
    assertThat(rds.described().secondaryAvailabilityZone()).isNull();
    rds.restorePower("eu-west-2b");
    rds.pass(600);

    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2b");
  }

  @Test
  void who_asks_for_a_failover_does_not_lose_the_standby() {
    forceFailover();
    for (int second = 0; second < 300; second++) {
      rds.pass(1);
      assertThat(rds.described().secondaryAvailabilityZone()).isNotNull();
    }
  }

  @Test
  void a_power_cut_shorter_than_the_detection_is_recovered_in_place() {
    rds.cutPower("eu-west-2a");
    rds.pass(10);
    rds.restorePower("eu-west-2a");
    rds.pass(60);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2a");
    assertThat(rds.messages(5)).doesNotContain("Multi-AZ instance failover started.");
  }

  @Test
  void a_second_failover_at_once_is_abandoned_and_a_later_one_fails_back() {
    forceFailover();
    rds.pass(100);
    forceFailover();
    rds.pass(80);
    assertThat(rds.messages(2)).last().asString().startsWith("Abandoning user requested failover");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");

    forceFailover();
    rds.pass(60);
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2a");
    assertThat(rds.isServing()).isTrue();
  }

  @Test
  void a_failover_needs_an_available_instance_and_a_standby() {
    forceFailover();
    assertThatThrownBy(this::forceFailover).hasMessageContaining("not in available state");
    rds.pass(300);
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(false).applyImmediately(true));
    rds.pass(120);

    assertThatThrownBy(this::forceFailover).hasMessageContaining("not configured for Multi-AZ");
    assertThat(rds.network.interfaces()).hasSize(1);
  }

  @Test
  void a_single_zone_database_is_out_until_its_zone_is_back() {
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(false).applyImmediately(true));
    rds.pass(120);
    rds.cutPower("eu-west-2a");
    rds.pass(3_600);
    assertThat(rds.isServing()).isFalse();
    rds.restorePower("eu-west-2a");
    rds.pass(21);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.messages(5))
        .containsSubsequence("Recovery of the DB instance is complete.", "DB instance restarted");
  }

  @Test
  void another_class_moves_the_database_to_its_standby() {
    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                    .dbInstanceClass("db.m6g.large")
                    .applyImmediately(true));
    rds.pass(180);

    assertThat(rds.described().dbInstanceClass()).isEqualTo("db.m6g.large");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.primary().zone()).isEqualTo("eu-west-2b");
    assertThat(rds.messages(5)).endsWith("The RDS instance was modified by customer.");
  }

  @Test
  void an_event_older_than_asked_for_is_not_shown_and_one_of_two_weeks_ago_is_forgotten() {
    forceFailover();
    rds.pass(4_000);
    assertThat(rds.client().describeEvents().events()).isEmpty();
    assertThat(rds.messages(120)).hasSize(4);

    rds.pass(14L * 24 * 3_600);
    assertThat(rds.messages(30 * 24 * 60)).isEmpty();
  }

  // What is stored.

  @Test
  void a_failover_keeps_what_was_written() {
    rds.write("before");
    forceFailover();
    rds.pass(14);
    rds.write("just before");
    rds.pass(60);

    assertThat(rds.read("before", "just before", "never")).containsExactly("before", "just before");
  }

  @Test
  void a_standby_that_follows_again_has_what_was_written_meanwhile() {
    forceFailover();
    rds.pass(50);
    rds.write("while the other one is behind");
    rds.pass(3_600);
    forceFailover();
    rds.pass(60);

    assertThat(rds.primary().zone()).isEqualTo("eu-west-2a");
    assertThat(rds.read("while the other one is behind")).hasSize(1);
  }

  @Test
  void a_database_that_does_not_serve_stores_nothing() {
    forceFailover();
    rds.pass(16);

    assertThatThrownBy(() -> rds.write("lost")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rds.read("lost")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_standby_takes_over_from_a_primary_that_lost_its_storage_and_says_why() {
    rds.write("kept");
    rds.loseStorage();
    assertThat(rds.isServing()).isFalse();
    rds.pass(60);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.read("kept")).hasSize(1);
    assertThat(rds.messages(2))
        .last()
        .isEqualTo(
            "The storage volume underlying the primary host of the RDS Multi-AZ instance"
                + " experienced a failure.");

    rds.restoreStorage();
    assertThat(rds.isServing()).as("nothing was waiting for it").isTrue();
    assertThat(rds.read("kept")).hasSize(1);
  }

  @Test
  void a_single_zone_database_without_storage_does_not_come_back_with_its_power() {
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(false).applyImmediately(true));
    rds.pass(120);
    rds.loseStorage();
    rds.cutPower("eu-west-2a");
    rds.restorePower("eu-west-2a");
    rds.pass(3_600);
    assertThat(rds.isServing()).isFalse();

    rds.restoreStorage();
    rds.pass(20);
    assertThat(rds.isServing()).as("it recovers first").isFalse();
    rds.pass(1);
    assertThat(rds.isServing()).isTrue();
  }

  @Test
  void after_a_lost_storage_a_new_standby_is_built() {
    rds.loseStorage();
    rds.pass(60);
    rds.write("on the promoted one");
    rds.pass(600);
    rds.cutPower("eu-west-2b");
    rds.pass(60);

    assertThat(rds.isServing()).isTrue();
    assertThat(rds.read("on the promoted one")).hasSize(1);
  }

  @Test
  void a_standby_that_comes_while_the_storage_is_lost_has_nothing_to_take_over_with() {
    modifyMultiAz(false);
    rds.loseStorage();
    modifyMultiAz(true);
    rds.pass(3_600);
    assertThatThrownBy(this::forceFailover).hasMessageContaining("no standby that could take over");
    assertThat(rds.isServing()).isFalse();
    assertThat(rds.primary().zone()).as("nothing took over").isEqualTo("eu-west-2a");

    rds.restoreStorage();
    rds.pass(3_600);
    rds.write("after it");
    rds.cutPower("eu-west-2a");
    rds.pass(60);
    assertThat(rds.isServing()).as("it was built when there was something to copy").isTrue();
    assertThat(rds.read("after it")).hasSize(1);
  }

  @Test
  void a_primary_that_loses_its_power_while_it_steps_back_is_no_standby() {
    forceFailover();
    rds.pass(20);
    rds.cutPower("eu-west-2a");
    rds.pass(600);
    assertThat(rds.isServing()).isTrue();
    assertThat(rds.described().availabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.described().secondaryAvailabilityZone()).isNull();

    rds.restorePower("eu-west-2a");
    rds.pass(3_600);
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2a");
  }

  private void modifyMultiAz(boolean isWanted) {
    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(isWanted).applyImmediately(true));
    rds.pass(120);
  }

  private void forceFailover() {
    rds.client()
        .rebootDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).forceFailover(true));
  }
}
