package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots and what is made of them. Source: Amazon RDS API Reference and User Guide. */
class DbSnapshotsTest {
  private static final String COPY = "orders-again";

  private final RdsUnderTest rds = new RdsUnderTest();

  @BeforeEach
  void standing() {
    rds.available();
    rds.pass(3600);
  }

  @AfterEach
  void close() {
    rds.close();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(RdsException.class, call).awsErrorDetails().errorCode();
  }

  private DBSnapshot snapshot(String name) {
    return rds.client().describeDBSnapshots(r -> r.dbSnapshotIdentifier(name)).dbSnapshots().get(0);
  }

  private DBInstance instance(String name) {
    return rds.client().describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().get(0);
  }

  private void take(String name) {
    rds.client()
        .createDBSnapshot(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).dbSnapshotIdentifier(name));
  }

  private void restore(String snapshot) {
    rds.client()
        .restoreDBInstanceFromDBSnapshot(
            r ->
                r.dbInstanceIdentifier(COPY)
                    .dbSnapshotIdentifier(snapshot)
                    .dbSubnetGroupName("data")
                    .multiAZ(true));
    rds.pass(3600);
  }

  @Test
  void a_restored_database_has_what_was_written_before_the_snapshot_and_nothing_else() {
    String host = rds.described().endpoint().address();
    rds.databases.write(host, "before");
    take("evening");
    rds.databases.write(host, "after");
    assertThat(snapshot("evening").status()).isEqualTo("creating");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("backing-up");
    assertThat(code(() -> restore("evening"))).isEqualTo("InvalidDBSnapshotState");
    rds.pass(600);
    assertThat(snapshot("evening").status()).isEqualTo("available");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");

    restore("evening");

    DBInstance restored = instance(COPY);
    assertThat(restored.dbInstanceStatus()).isEqualTo("available");
    assertThat(restored.multiAZ()).isTrue();
    assertThat(restored.masterUsername()).isEqualTo(rds.described().masterUsername());
    assertThat(restored.dbiResourceId()).isNotEqualTo(rds.described().dbiResourceId());
    assertThat(
            rds.databases.read(restored.endpoint().address(), List.of("before", "after", "never")))
        .containsExactly("before");
    assertThat(rds.databases.read(host, List.of("before", "after")))
        .containsExactlyInAnyOrder("before", "after");
  }

  @Test
  void a_deleted_database_leaves_its_last_snapshot_and_takes_its_automated_ones_with_it() {
    assertThat(rds.client().describeDBSnapshots().dbSnapshots())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.snapshotType()).isEqualTo("automated");
              assertThat(each.dbSnapshotIdentifier()).startsWith("rds:orders-2026-01-05-");
            });

    rds.client()
        .deleteDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).finalDBSnapshotIdentifier("last"));
    assertThat(snapshot("last").status()).isEqualTo("creating");
    rds.pass(3600);

    assertThat(rds.client().describeDBInstances().dbInstances()).isEmpty();
    assertThat(rds.client().describeDBSnapshots().dbSnapshots())
        .extracting(DBSnapshot::dbSnapshotIdentifier, DBSnapshot::snapshotType, DBSnapshot::status)
        .containsExactly(tuple("last", "manual", "available"));
    restore("last");
    assertThat(instance(COPY).dbInstanceStatus()).isEqualTo("available");
  }

  @Test
  void what_does_not_go_together_is_refused_and_changes_nothing() {
    take("evening");
    rds.pass(600);
    String automated =
        rds.client()
            .describeDBSnapshots(r -> r.snapshotType("automated"))
            .dbSnapshots()
            .get(0)
            .dbSnapshotIdentifier();

    assertThat(code(() -> take("EVENING"))).isEqualTo("DBSnapshotAlreadyExists");
    assertThat(code(() -> take("two--hyphens"))).isEqualTo("InvalidParameterValue");
    assertThat(code(() -> snapshot("nothing"))).isEqualTo("DBSnapshotNotFound");
    assertThat(code(() -> rds.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier(automated))))
        .isEqualTo("InvalidDBSnapshotState");
    assertThat(
            code(
                () ->
                    rds.client()
                        .deleteDBInstance(
                            r ->
                                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                                    .finalDBSnapshotIdentifier("evening"))))
        .isEqualTo("DBSnapshotAlreadyExists");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(
            code(
                () ->
                    rds.client()
                        .restoreDBInstanceFromDBSnapshot(
                            r ->
                                r.dbInstanceIdentifier(COPY)
                                    .dbSnapshotIdentifier("evening")
                                    .dbSubnetGroupName("data")
                                    .allocatedStorage(5))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(
            code(
                () ->
                    rds.client()
                        .restoreDBInstanceFromDBSnapshot(
                            r ->
                                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                                    .dbSnapshotIdentifier("evening"))))
        .isEqualTo("DBInstanceAlreadyExists");
  }

  @Test
  void a_snapshot_has_tags_of_its_own_and_those_of_its_database_where_they_are_copied() {
    rds.client()
        .addTagsToResource(
            r ->
                r.resourceName(rds.described().dbInstanceArn())
                    .tags(Tag.builder().key("team").value("orders").build()));
    rds.client()
        .modifyDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).copyTagsToSnapshot(true));
    rds.client()
        .createDBSnapshot(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                    .dbSnapshotIdentifier("tagged")
                    .tags(Tag.builder().key("why").value("release").build()));

    assertThat(snapshot("tagged").tagList()).extracting(Tag::key).contains("team", "why");
    assertThat(
            rds.client()
                .listTagsForResource(r -> r.resourceName(snapshot("tagged").dbSnapshotArn()))
                .tagList())
        .isEqualTo(snapshot("tagged").tagList());
  }

  @Test
  void snapshots_are_chosen_by_instance_type_and_filter() {
    take("evening");
    rds.pass(600);

    assertThat(
            rds.client()
                .describeDBSnapshots(
                    r ->
                        r.dbInstanceIdentifier(RdsUnderTest.NAME)
                            .filters(
                                Filter.builder().name("snapshot-type").values("manual").build()))
                .dbSnapshots())
        .extracting(DBSnapshot::dbSnapshotIdentifier)
        .containsExactly("evening");
    assertThat(
            rds.client().describeDBSnapshots(r -> r.dbInstanceIdentifier("nobody")).dbSnapshots())
        .isEmpty();
    assertThat(rds.client().describeDBSnapshots(r -> r.snapshotType("shared")).dbSnapshots())
        .isEmpty();
    assertThat(code(() -> rds.client().describeDBSnapshots(r -> r.snapshotType("mine"))))
        .isEqualTo("InvalidParameterValue");
    rds.client().deleteDBSnapshot(r -> r.dbSnapshotIdentifier("evening"));
    assertThat(code(() -> snapshot("evening"))).isEqualTo("DBSnapshotNotFound");
  }
}
