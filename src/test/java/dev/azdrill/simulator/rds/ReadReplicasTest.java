package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Read replicas. Source: Amazon RDS User Guide, "Working with DB instance read replicas". */
class ReadReplicasTest {
  private static final String REPLICA = "orders-reads";

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

  private DBInstance instance(String name) {
    return rds.client().describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().get(0);
  }

  private DBInstance create(String name) {
    return rds.client()
        .createDBInstanceReadReplica(
            r -> r.dbInstanceIdentifier(name).sourceDBInstanceIdentifier(RdsUnderTest.NAME))
        .dbInstance();
  }

  private void replicated() {
    create(REPLICA);
    rds.pass(3600);
  }

  private String host(String name) {
    return instance(name).endpoint().address();
  }

  @Test
  void a_replica_is_made_like_its_source_in_one_zone_without_backups_and_each_names_the_other() {
    DBInstance made = create(REPLICA);

    assertThat(made.dbInstanceStatus()).isEqualTo("creating");
    assertThat(made.readReplicaSourceDBInstanceIdentifier()).isEqualTo(RdsUnderTest.NAME);
    assertThat(rds.described().readReplicaDBInstanceIdentifiers()).containsExactly(REPLICA);
    rds.pass(3600);
    DBInstance stands = instance(REPLICA);
    assertThat(stands.dbInstanceStatus()).isEqualTo("available");
    assertThat(stands.multiAZ()).isFalse();
    assertThat(stands.backupRetentionPeriod()).isZero();
    assertThat(stands.engineVersion()).isEqualTo(rds.described().engineVersion());
    assertThat(stands.statusInfos())
        .extracting(DBInstanceStatusInfo::status)
        .containsExactly("replicating");
    assertThat(stands.dbiResourceId()).isNotEqualTo(rds.described().dbiResourceId());
  }

  @Test
  void applications_are_not_pointed_to_it() {
    replicated();

    assertThat(rds.databases.endpointsIn(rds.described().dbSubnetGroup().vpcId()))
        .containsExactly(host(RdsUnderTest.NAME));
  }

  @Test
  void once_promoted_it_has_what_its_source_had_then_and_is_backed_up_and_follows_no_more() {
    replicated();
    String source = host(RdsUnderTest.NAME);
    rds.databases.write(source, "before");

    DBInstance promoted =
        rds.client()
            .promoteReadReplica(r -> r.dbInstanceIdentifier(REPLICA).backupRetentionPeriod(7))
            .dbInstance();
    rds.databases.write(source, "after");

    assertThat(promoted.dbInstanceStatus()).isEqualTo("modifying");
    rds.pass(900);
    DBInstance alone = instance(REPLICA);
    assertThat(alone.dbInstanceStatus()).isEqualTo("available");
    assertThat(alone.readReplicaSourceDBInstanceIdentifier()).isNull();
    assertThat(alone.statusInfos()).isEmpty();
    assertThat(alone.backupRetentionPeriod()).isEqualTo(7);
    assertThat(rds.described().readReplicaDBInstanceIdentifiers()).isEmpty();
    assertThat(rds.databases.read(host(REPLICA), List.of("before", "after")))
        .containsExactly("before");
    assertThat(code(() -> rds.client().promoteReadReplica(r -> r.dbInstanceIdentifier(REPLICA))))
        .isEqualTo("InvalidDBInstanceState");
  }

  @Test
  void a_source_that_is_deleted_leaves_its_replica_standing_alone_with_all_that_it_had() {
    replicated();
    rds.databases.write(host(RdsUnderTest.NAME), "last");
    rds.client()
        .deleteDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).skipFinalSnapshot(true));
    rds.pass(3600);

    assertThat(instance(REPLICA).readReplicaSourceDBInstanceIdentifier()).isNull();
    assertThat(rds.databases.read(host(REPLICA), List.of("last"))).containsExactly("last");
  }

  @Test
  void without_automated_backups_there_is_no_replica_and_with_one_there_are_backups() {
    replicated();
    assertThat(
            code(
                () ->
                    rds.client()
                        .modifyDBInstance(
                            r ->
                                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                                    .backupRetentionPeriod(0)
                                    .applyImmediately(true))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(
            code(
                () ->
                    rds.client()
                        .createDBInstanceReadReplica(
                            r ->
                                r.dbInstanceIdentifier("of-replica")
                                    .sourceDBInstanceIdentifier(REPLICA))))
        .isEqualTo("InvalidDBInstanceState");
  }

  @Test
  void neither_of_the_two_can_be_stopped_and_a_replica_leaves_no_last_snapshot() {
    replicated();
    for (String each : List.of(RdsUnderTest.NAME, REPLICA)) {
      assertThat(code(() -> rds.client().stopDBInstance(r -> r.dbInstanceIdentifier(each))))
          .isEqualTo("InvalidDBInstanceState");
    }
    assertThat(
            code(
                () ->
                    rds.client()
                        .deleteDBInstance(
                            r ->
                                r.dbInstanceIdentifier(REPLICA).finalDBSnapshotIdentifier("last"))))
        .isEqualTo("InvalidParameterCombination");

    rds.client().deleteDBInstance(r -> r.dbInstanceIdentifier(REPLICA).skipFinalSnapshot(true));
    rds.pass(3600);
    assertThat(rds.described().readReplicaDBInstanceIdentifiers()).isEmpty();
  }

  @Test
  void what_is_restored_from_a_snapshot_of_a_replica_is_none() {
    replicated();
    rds.client()
        .createDBSnapshot(r -> r.dbInstanceIdentifier(REPLICA).dbSnapshotIdentifier("evening"));
    rds.pass(3600);
    rds.client()
        .restoreDBInstanceFromDBSnapshot(
            r ->
                r.dbInstanceIdentifier("again")
                    .dbSnapshotIdentifier("evening")
                    .dbSubnetGroupName("data"));

    assertThat(instance("again").readReplicaSourceDBInstanceIdentifier()).isNull();
    assertThat(rds.described().readReplicaDBInstanceIdentifiers()).containsExactly(REPLICA);
  }

  @Test
  void there_are_fifteen_at_most() {
    for (int i = 0; i < 15; i++) {
      create("reads-" + i);
    }

    assertThat(code(() -> create("reads-15"))).isEqualTo("InstanceQuotaExceeded");
  }
}
