package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

@Contract
@Needs("rds")
class DatabaseContract {
  @Test
  void a_database_is_created_and_becomes_available_under_a_name(Subject s) {
    Databases databases = new Databases(s);

    DBInstance created = databases.create(databases.request().build());

    assertThat(created.dbInstanceStatus()).isEqualTo("creating");
    DBInstance available = databases.available(created.dbInstanceIdentifier());
    assertThat(available.endpoint().address()).startsWith(created.dbInstanceIdentifier() + ".");
    assertThat(available.endpoint().port()).isEqualTo(5432);
  }

  @Test
  void a_standby_stands_in_another_zone(Subject s) {
    DBInstance database = new Databases(s).available();

    assertThat(database.multiAZ()).isTrue();
    assertThat(List.of(database.availabilityZone(), database.secondaryAvailabilityZone()))
        .containsExactlyInAnyOrder(s.zone(0), s.zone(1));
  }

  @Test
  void a_database_without_a_standby_has_no_second_zone(Subject s) {
    Databases databases = new Databases(s);

    DBInstance database =
        databases.available(
            databases.create(databases.request().multiAZ(false).build()).dbInstanceIdentifier());

    assertThat(database.multiAZ()).isFalse();
    assertThat(database.secondaryAvailabilityZone()).isNull();
  }

  @Test
  void a_database_without_a_standby_cannot_be_made_to_fail_over(Subject s) {
    Databases databases = new Databases(s);
    String id = databases.create(databases.request().multiAZ(false).build()).dbInstanceIdentifier();
    databases.available(id);

    assertThat(
            Refusal.of(
                () ->
                    s.rds().rebootDBInstance(r -> r.dbInstanceIdentifier(id).forceFailover(true))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void a_database_that_is_being_created_cannot_be_restarted(Subject s) {
    Databases databases = new Databases(s);
    String id = databases.create(databases.request().build()).dbInstanceIdentifier();

    assertThat(Refusal.ifAny(() -> s.rds().rebootDBInstance(r -> r.dbInstanceIdentifier(id))))
        .isEqualTo(Optional.of("InvalidDBInstanceState"));
  }

  @Test
  void a_name_is_taken_once(Subject s) {
    Databases databases = new Databases(s);
    DBInstance first = databases.create(databases.request().build());

    assertThat(
            Refusal.of(
                () ->
                    databases.create(
                        databases
                            .request()
                            .dbInstanceIdentifier(first.dbInstanceIdentifier())
                            .build())))
        .isEqualTo("DBInstanceAlreadyExists");
  }

  @Test
  void nobody_chooses_the_zone_of_a_database_with_a_standby(Subject s) {
    Databases databases = new Databases(s);
    String zone = s.zone(0);

    assertThat(
            Refusal.of(() -> databases.create(databases.request().availabilityZone(zone).build())))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void one_zone_is_not_enough(Subject s) {
    String subnet = s.ground().subnet();

    assertThat(Refusal.of(() -> Databases.subnetGroup(s, List.of(subnet))))
        .isEqualTo("DBSubnetGroupDoesNotCoverEnoughAZs");
  }

  @Test
  void a_database_in_an_unknown_subnet_group_is_refused(Subject s) {
    Databases databases = new Databases(s);

    assertThat(
            Refusal.of(
                () -> databases.create(databases.request().dbSubnetGroupName("nobody").build())))
        .isEqualTo("DBSubnetGroupNotFoundFault");
  }

  @Test
  void a_subnet_group_in_use_cannot_be_deleted(Subject s) {
    Databases databases = new Databases(s);
    databases.create(databases.request().build());

    assertThat(
            Refusal.of(
                () ->
                    s.rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName(databases.subnetGroup()))))
        .isEqualTo("InvalidDBSubnetGroupStateFault");
  }

  @Test
  void an_unknown_database_is_not_found(Subject s) {
    assertThat(Refusal.of(() -> s.rds().describeDBInstances(r -> r.dbInstanceIdentifier("nobody"))))
        .isEqualTo("DBInstanceNotFound");
    assertThat(
            Refusal.of(
                () ->
                    s.rds()
                        .deleteDBInstance(
                            r -> r.dbInstanceIdentifier("nobody").skipFinalSnapshot(true))))
        .isEqualTo("DBInstanceNotFound");
  }

  @Test
  void a_database_that_is_protected_is_not_deleted(Subject s) {
    Databases databases = new Databases(s);
    String id =
        databases
            .create(databases.request().deletionProtection(true).build())
            .dbInstanceIdentifier();
    databases.available(id);
    s.later("protect it no longer", () -> unprotect(s, id));

    assertThat(
            Refusal.of(
                () ->
                    s.rds()
                        .deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true))))
        .isEqualTo("InvalidParameterCombination");
  }

  private static void unprotect(Subject s, String id) {
    s.rds()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(id).deletionProtection(false).applyImmediately(true));
  }

  @Test
  void a_database_that_is_deleted_is_gone_in_the_end(Subject s) {
    Databases databases = new Databases(s);
    String id = databases.available().dbInstanceIdentifier();

    assertThat(
            s.rds()
                .deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true))
                .dbInstance()
                .dbInstanceStatus())
        .isEqualTo("deleting");
    s.eventually("the database to be gone")
        .until(() -> Refusal.attempt(() -> databases.described(id)), words -> !words.isEmpty());
  }

  @Test
  void the_creation_of_a_database_is_an_event(Subject s) {
    String id = new Databases(s).available().dbInstanceIdentifier();

    assertThat(
            s.rds()
                .describeEvents(
                    r ->
                        r.sourceIdentifier(id)
                            .sourceType(SourceType.DB_INSTANCE)
                            .duration(Databases.EVENTS_MINUTES))
                .events())
        .extracting(Event::message)
        .contains("DB instance created");
  }
}
