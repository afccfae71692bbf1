package dev.azdrill.platform.simulator;

import static dev.azdrill.platform.simulator.Production.A;
import static dev.azdrill.platform.simulator.Production.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.traffic.WriteAudit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Whether what the database acknowledged is still there. */
class AcknowledgedWritesTest {
  private static final String[] SINGLE_ZONE = {"multi-az: true", "multi-az: false"};

  private static DBInstance database(Production production) {
    return production.platform.session().rds().describeDBInstances().dbInstances().get(0);
  }

  private static void loseStorage(Production production) {
    production.establish(new Fact.DatabaseStorageLost(database(production).dbInstanceIdentifier()));
  }

  private static void restoreStorage(Production production) {
    production.clear(new Fact.DatabaseStorageLost(database(production).dbInstanceIdentifier()));
  }

  @Test
  void in_the_steady_state_every_acknowledged_write_is_there() {
    try (Production production = Production.used(60)) {
      production.pass(Duration.ofMinutes(5));
      WriteAudit audit = production.clients.verifyWrites();

      assertThat(audit.acknowledged()).isBetween(200, 230);
      assertThat(audit.isProven()).isTrue();
    }
  }

  @Test
  void a_failover_loses_no_acknowledged_write() {
    try (Production production = Production.used(60)) {
      Somebody.beside(production.platform.session())
          .rds()
          .rebootDBInstance(
              r ->
                  r.dbInstanceIdentifier(database(production).dbInstanceIdentifier())
                      .forceFailover(true));
      assertThat(production.during(Duration.ofMinutes(5)).failed()).isPositive();
      WriteAudit audit = production.clients.verifyWrites();

      assertThat(audit.missing()).isEmpty();
      assertThat(audit.isProven()).isTrue();
    }
  }

  @Test
  void the_loss_of_the_primarys_zone_loses_no_acknowledged_write() {
    try (Production production = Production.used(60)) {
      production.establish(new Fact.ZoneWithoutPower(database(production).availabilityZone()));
      production.pass(Duration.ofMinutes(10));

      assertThat(production.clients.verifyWrites().isProven()).isTrue();
    }
  }

  @Test
  void a_standby_that_was_built_anew_has_everything_when_it_takes_over() {
    try (Production production = Production.used(60)) {
      production.establish(new Fact.ZoneWithoutPower(A));
      production.pass(Duration.ofMinutes(10));
      production.clear(new Fact.ZoneWithoutPower(A));
      production.pass(Duration.ofMinutes(30));
      production.establish(new Fact.ZoneWithoutPower(B));
      production.pass(Duration.ofMinutes(10));

      assertThat(production.clients.verifyWrites().isProven()).isTrue();
    }
  }

  @Test
  void while_the_database_is_away_nothing_is_known_of_any_write() {
    try (Production production = Production.used(60, SINGLE_ZONE)) {
      production.establish(new Fact.ZoneWithoutPower(database(production).availabilityZone()));
      production.pass(Duration.ofMinutes(10));
      WriteAudit audit = production.clients.verifyWrites();

      assertThat(audit.failedRead()).isPresent();
      assertThat(audit.isProven()).isFalse();
      assertThat(audit.isLost()).isFalse();
    }
  }

  @Test
  void a_single_zone_database_has_everything_when_its_zone_is_back() {
    try (Production production = Production.used(60, SINGLE_ZONE)) {
      Fact outage = new Fact.ZoneWithoutPower(database(production).availabilityZone());
      production.establish(outage);
      production.pass(Duration.ofMinutes(10));
      production.clear(outage);
      production.pass(Duration.ofMinutes(10));

      assertThat(production.clients.verifyWrites().isProven()).isTrue();
    }
  }

  @Test
  void the_loss_of_the_primarys_storage_costs_a_multi_zone_database_a_failover_and_no_write() {
    try (Production production = Production.used(60)) {
      loseStorage(production);
      assertThat(production.during(Duration.ofMinutes(5)).failed()).isPositive();

      assertThat(production.during(Duration.ofMinutes(5)).failed()).isZero();
      assertThat(production.clients.verifyWrites().isProven()).isTrue();
    }
  }

  @Test
  void a_single_zone_database_that_loses_its_storage_loses_acknowledged_writes() {
    try (Production production = Production.used(60, SINGLE_ZONE)) {
      production.pass(Duration.ofMinutes(7));
      loseStorage(production);
      production.pass(Duration.ofMinutes(30));
      assertThat(production.during(Duration.ofMinutes(1)).failed()).isEqualTo(360);
      restoreStorage(production);
      production.pass(Duration.ofMinutes(5));
      WriteAudit audit = production.clients.verifyWrites();

      assertThat(audit.isLost()).isTrue();
      assertThat(audit.found()).as("restored from the last backup of the log").isPositive();
      assertThat(audit.missing().size() + audit.found()).isEqualTo(audit.acknowledged());
      assertThat(audit.missing().size())
          .as("what five minutes can hold at most: 36 a minute")
          .isBetween(1, 5 * 36);
    }
  }

  @Test
  void without_backups_a_lost_storage_takes_everything_with_it() {
    try (Production production =
        Production.used(
            60, "multi-az: true", "multi-az: false", "backup-days: 7", "backup-days: 0")) {
      int before = production.clients.verifyWrites().acknowledged();
      loseStorage(production);
      restoreStorage(production);
      production.pass(Duration.ofMinutes(5));

      assertThat(production.clients.verifyWrites().missing()).hasSize(before);
    }
  }
}
