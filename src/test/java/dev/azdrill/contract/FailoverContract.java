package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** What a Multi-AZ database does when its primary is lost. */
@Contract
@Needs(value = "rds", abilities = Ability.ZONE_POWER)
class FailoverContract {
  private static List<String> events(Subject s, String id) {
    return s
        .rds()
        .describeEvents(
            r ->
                r.sourceIdentifier(id)
                    .sourceType(SourceType.DB_INSTANCE)
                    .duration(Databases.EVENTS_MINUTES))
        .events()
        .stream()
        .map(Event::message)
        .toList();
  }

  private static void awaitSwap(Subject s, Databases databases, DBInstance before) {
    DBInstance after =
        s.eventually("the primary to be described in the other zone")
            .until(
                () -> databases.described(before.dbInstanceIdentifier()),
                each -> each.availabilityZone().equals(before.secondaryAvailabilityZone()))
            .value();
    assertThat(after.endpoint().address()).isEqualTo(before.endpoint().address());
  }

  @Test
  void a_database_that_is_made_to_fail_over_swaps_its_zones_under_one_name(Subject s) {
    Databases databases = new Databases(s);
    DBInstance before = databases.available();

    s.rds()
        .rebootDBInstance(
            r -> r.dbInstanceIdentifier(before.dbInstanceIdentifier()).forceFailover(true));

    awaitSwap(s, databases, before);
    assertThat(events(s, before.dbInstanceIdentifier()))
        .anyMatch(message -> message.startsWith("Multi-AZ instance failover started"))
        .anyMatch(message -> message.startsWith("DB instance restarted"))
        .anyMatch(message -> message.startsWith("Multi-AZ instance failover completed"))
        .anyMatch(message -> message.startsWith("The user requested a failover"));
  }

  @Test
  void a_database_fails_over_when_its_zone_loses_power(Subject s) {
    Databases databases = new Databases(s);
    DBInstance before = databases.available();

    Undo undo = Impaired.by(s.platform()).cutZonePower(before.availabilityZone());

    s.later("give the zone its power back", undo::undo);
    awaitSwap(s, databases, before);
    assertThat(events(s, before.dbInstanceIdentifier()))
        .anyMatch(message -> message.startsWith("The primary host of the RDS Multi-AZ instance"));
  }

  @Test
  void a_database_stays_when_the_zone_of_its_standby_loses_power(Subject s) {
    Databases databases = new Databases(s);
    DBInstance before = databases.available();

    Undo undo = Impaired.by(s.platform()).cutZonePower(before.secondaryAvailabilityZone());

    s.later("give the zone its power back", undo::undo);
    s.aws()
        .eventually()
        .expecting("the database to stay where it is")
        .holdsFor(
            Duration.ofMinutes(10),
            () -> databases.described(before.dbInstanceIdentifier()),
            each -> each.availabilityZone().equals(before.availabilityZone()));
    assertThat(events(s, before.dbInstanceIdentifier()))
        .noneMatch(message -> message.contains("failover"));
  }

  @Test
  void a_restart_without_failover_stays_in_its_zone(Subject s) {
    Databases databases = new Databases(s);
    DBInstance before = databases.available();
    String id = before.dbInstanceIdentifier();

    s.rds().rebootDBInstance(r -> r.dbInstanceIdentifier(id).forceFailover(false));

    s.eventually("the database to be restarted")
        .until(
            () -> events(s, id),
            all -> all.stream().anyMatch(each -> each.startsWith("DB instance restarted")));
    assertThat(databases.available(id).availabilityZone()).isEqualTo(before.availabilityZone());
    assertThat(events(s, id)).noneMatch(message -> message.contains("failover"));
  }
}
