package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Databases that were taken over do what created ones do, in the same times. */
class DatabaseAdoptionTest {
  private static final String NAME = RdsUnderTest.NAME;

  private final RdsUnderTest original = new RdsUnderTest();
  private RdsUnderTest twin = original;

  @BeforeEach
  void a_multi_zone_database() {
    original.subnetGroup("subnet-a", "subnet-b", "subnet-c");
    create(RdsUnderTest.wanted().tags(Tag.builder().key("team").value("shop").build()));
    original.pass(3_600);
  }

  private void create(CreateDbInstanceRequest.Builder wanted) {
    String name = wanted.build().dbInstanceIdentifier();
    original.client().createDBInstance(wanted.build());
    original.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier(name));
  }

  @AfterEach
  void close() {
    original.close();
    twin.close();
  }

  private void adopt() {
    adopt(original.description());
  }

  private void adopt(Inventory described) {
    twin = original.twin();
    assertThat(twin.adopt(described)).as("left out").isEmpty();
  }

  private String status() {
    return twin.described().dbInstanceStatus();
  }

  @Test
  void the_twin_is_described_as_the_original_and_stays_so() {
    adopt();
    assertThat(twin.description()).isEqualTo(original.description());
    assertThat(twin.primary()).isEqualTo(original.primary());
    twin.pass(86_400);

    assertThat(twin.description()).isEqualTo(original.description());
    assertThat(twin.messages(1_500)).isEmpty();
  }

  @Test
  void what_the_catalogue_does_not_know_is_kept() {
    Inventory strange =
        original
            .description()
            .map(
                Kind.DB_INSTANCE,
                database ->
                    database.copy(
                        c ->
                            c.engineVersion("99.1")
                                .dbInstanceClass("db.new1.mega")
                                .endpoint(
                                    e ->
                                        e.address("orders.example.rds.amazonaws.com")
                                            .port(6000)
                                            .hostedZoneId("ZELSEWHERE"))));
    adopt(strange);
    assertThat(twin.description()).isEqualTo(strange);

    assertThat(twin.databases.resolve("orders.example.rds.amazonaws.com")).isPresent();
    twin.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(NAME).allocatedStorage(50).applyImmediately(true));
    twin.pass(3_600);
    assertThat(twin.described())
        .extracting(DBInstance::engineVersion, DBInstance::dbInstanceClass)
        .containsExactly("99.1", "db.new1.mega");
    assertThat(twin.described().allocatedStorage()).isEqualTo(50);
  }

  @Test
  void what_is_written_is_read() {
    adopt();
    twin.write("one");

    assertThat(twin.read("one", "two")).containsExactly("one");
  }

  @Test
  void a_reboot_with_failover_serves_after_36_seconds_and_shows_the_zones_minutes_later() {
    adopt();
    twin.write("one");
    twin.client().rebootDBInstance(r -> r.dbInstanceIdentifier(NAME).forceFailover(true));
    assertThat(status()).isEqualTo("rebooting");
    twin.pass(35);
    assertThat(twin.isServing()).isFalse();
    twin.pass(1);
    assertThat(twin.isServing()).isTrue();
    assertThat(twin.primary().zone()).isEqualTo("eu-west-2b");
    assertThat(twin.read("one")).containsExactly("one");
    twin.pass(39);
    assertThat(status()).isEqualTo("available");
    assertThat(twin.described().availabilityZone()).isEqualTo("eu-west-2a");
    twin.pass(105);

    assertThat(twin.described().availabilityZone()).isEqualTo("eu-west-2b");
    assertThat(twin.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2a");
    assertThat(twin.messages(5))
        .containsExactly(
            "Multi-AZ instance failover started.",
            "DB instance restarted",
            "Multi-AZ instance failover completed",
            "The user requested a failover of the DB instance.");
  }

  @Test
  void who_loses_the_primarys_zone_is_served_again_41_seconds_later() {
    adopt();
    String host = twin.described().endpoint().address();
    twin.cutPower("eu-west-2a");
    assertThat(twin.isServing()).isFalse();
    twin.pass(40);
    assertThat(twin.isServing()).isFalse();
    twin.pass(1);
    assertThat(twin.isServing()).isTrue();
    twin.pass(600);

    assertThat(twin.described().availabilityZone()).isEqualTo("eu-west-2b");
    assertThat(twin.described().endpoint().address()).isEqualTo(host);
    assertThat(twin.messages(20)).contains("Multi-AZ instance failover completed");
  }

  @Test
  void a_database_in_one_zone_is_down_while_its_zone_is() {
    create(
        RdsUnderTest.wanted()
            .dbInstanceIdentifier("single")
            .multiAZ(false)
            .availabilityZone("eu-west-2c"));
    adopt();
    String host =
        twin.client()
            .describeDBInstances(r -> r.dbInstanceIdentifier("single"))
            .dbInstances()
            .get(0)
            .endpoint()
            .address();
    twin.cutPower("eu-west-2c");
    twin.pass(600);
    assertThat(twin.databases.resolve(host))
        .hasValueSatisfying(p -> assertThat(p.serving()).isFalse());
    twin.restorePower("eu-west-2c");
    twin.pass(300);

    assertThat(twin.databases.resolve(host))
        .hasValueSatisfying(p -> assertThat(p.serving()).isTrue());
  }

  @Test
  void each_database_stands_on_network_interfaces_of_its_own() {
    create(RdsUnderTest.wanted().dbInstanceIdentifier("other"));
    create(RdsUnderTest.wanted().dbInstanceIdentifier("archive").vpcSecurityGroupIds("sg-nobody"));
    adopt();
    assertThat(twin.primary()).as("the first, by its name").isEqualTo(original.primary());
    twin.client().deleteDBInstance(r -> r.dbInstanceIdentifier("archive").skipFinalSnapshot(true));
    twin.client().deleteDBInstance(r -> r.dbInstanceIdentifier("other").skipFinalSnapshot(true));
    twin.pass(3_600);

    assertThat(twin.network.interfaces())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.groups())
                    .extracting(GroupIdentifier::groupId)
                    .containsExactly("sg-database"));
    assertThat(twin.isServing()).isTrue();
    assertThat(twin.network.networkInterface(twin.primary().networkInterfaceId())).isPresent();
  }

  @Test
  void it_is_modified_in_the_rooms_time() {
    adopt();
    twin.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(NAME)
                    .dbInstanceClass("db.m5.large")
                    .deletionProtection(true)
                    .vpcSecurityGroupIds("sg-nobody")
                    .applyImmediately(true));
    assertThat(status()).isEqualTo("modifying");
    assertThat(twin.network.interfaces())
        .allSatisfy(
            each ->
                assertThat(each.groups())
                    .extracting(GroupIdentifier::groupId)
                    .containsExactly("sg-nobody"));
    twin.pass(3_600);

    assertThat(status()).isEqualTo("available");
    assertThat(twin.described().dbInstanceClass()).isEqualTo("db.m5.large");
    assertThatThrownBy(
            () ->
                twin.client()
                    .deleteDBInstance(r -> r.dbInstanceIdentifier(NAME).skipFinalSnapshot(true)))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("Cannot delete protected DB Instance");
  }

  @Test
  void it_is_deleted_with_its_network_interfaces_and_then_its_group_can_be() {
    adopt();
    assertThatThrownBy(() -> twin.client().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("data")))
        .hasMessageContaining("is still using it");
    twin.client()
        .deleteDBInstance(
            r -> r.dbInstanceIdentifier(NAME).finalDBSnapshotIdentifier("orders-last"));
    assertThat(status()).isEqualTo("deleting");
    twin.pass(3_600);

    assertThat(twin.client().describeDBInstances().dbInstances()).isEmpty();
    assertThat(twin.network.interfaces()).isEmpty();
    assertThat(twin.client().describeDBSnapshots().dbSnapshots())
        .extracting(DBSnapshot::dbSnapshotIdentifier)
        .containsExactly("orders-last");
    twin.client().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("data"));
    assertThat(twin.client().describeDBSubnetGroups().dbSubnetGroups()).isEmpty();
  }

  @Test
  void a_snapshot_of_it_is_restored() {
    adopt();
    twin.client().createDBSnapshot(r -> r.dbInstanceIdentifier(NAME).dbSnapshotIdentifier("now"));
    twin.pass(3_600);
    twin.client()
        .restoreDBInstanceFromDBSnapshot(
            r ->
                r.dbInstanceIdentifier("again")
                    .dbSnapshotIdentifier("now")
                    .dbSubnetGroupName("data"));
    DBInstance begun =
        twin.client()
            .describeDBInstances(r -> r.dbInstanceIdentifier("again"))
            .dbInstances()
            .get(0);
    assertThat(begun.endpoint()).as("before it is available").isNull();
    assertThat(begun.tagList()).isEmpty();
  }

  @Test
  void a_pending_change_is_applied_when_it_is_asked_for() {
    original
        .client()
        .modifyDBInstance(r -> r.dbInstanceIdentifier(NAME).dbInstanceClass("db.m5.large"));
    adopt();
    assertThat(twin.described().pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m5.large");
    twin.pass(3_600);
    assertThat(twin.described().dbInstanceClass()).isEqualTo("db.t3.medium");
  }

  @Test
  void what_is_being_created_becomes_available_and_is_backed_up() {
    original.client().createDBInstance(RdsUnderTest.wanted().dbInstanceIdentifier("new").build());
    adopt();
    assertThat(twin.description()).isEqualTo(original.description());

    twin.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("new"));
    DBInstance created =
        twin.client().describeDBInstances(r -> r.dbInstanceIdentifier("new")).dbInstances().get(0);
    assertThat(created.endpoint().port()).isEqualTo(5432);
    assertThat(twin.databases.resolve(created.endpoint().address()).orElseThrow().serving())
        .isTrue();
    assertThat(twin.client().describeDBSnapshots().dbSnapshots()).hasSize(1);
  }

  @Test
  void what_is_being_rebooted_restarts() {
    original.client().rebootDBInstance(r -> r.dbInstanceIdentifier(NAME));
    adopt();
    assertThat(status()).isEqualTo("rebooting");
    assertThat(twin.isServing()).isFalse();
    twin.pass(20);

    assertThat(status()).isEqualTo("available");
    assertThat(twin.isServing()).isTrue();
  }

  @Test
  void what_is_being_modified_is_in_the_end() {
    original
        .client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(NAME).dbInstanceClass("db.m5.large").applyImmediately(true));
    adopt();
    assertThat(twin.description()).isEqualTo(original.description());
    twin.pass(3_600);

    assertThat(status()).isEqualTo("available");
    assertThat(twin.described().dbInstanceClass()).isEqualTo("db.m5.large");
    assertThat(twin.described().pendingModifiedValues().dbInstanceClass()).isNull();
  }

  @Test
  void what_stops_can_be_started() {
    original.client().stopDBInstance(r -> r.dbInstanceIdentifier(NAME));
    adopt();
    assertThat(status()).isEqualTo("stopping");
    assertThat(twin.isServing()).isFalse();
    twin.pass(3_600);
    assertThat(status()).isEqualTo("stopped");
    RdsUnderTest stopped = twin;
    twin = stopped.twin();
    assertThat(twin.adopt(stopped.description())).isEmpty();
    assertThat(status()).isEqualTo("stopped");
    stopped.close();

    twin.client().startDBInstance(r -> r.dbInstanceIdentifier(NAME));
    RdsUnderTest starting = twin;
    twin = starting.twin();
    assertThat(twin.adopt(starting.description())).isEmpty();
    assertThat(status()).isEqualTo("starting");
    starting.close();
    twin.pass(3_600);
    assertThat(status()).isEqualTo("available");
    assertThat(twin.isServing()).isTrue();
  }

  @Test
  void what_is_being_deleted_goes() {
    original.client().deleteDBInstance(r -> r.dbInstanceIdentifier(NAME).skipFinalSnapshot(true));
    adopt();
    assertThat(status()).isEqualTo("deleting");
    twin.pass(3_600);

    assertThat(twin.client().describeDBInstances().dbInstances()).isEmpty();
    assertThat(twin.network.interfaces()).isEmpty();
  }

  @Test
  void what_is_being_backed_up_serves_and_becomes_available() {
    original
        .client()
        .createDBSnapshot(r -> r.dbInstanceIdentifier(NAME).dbSnapshotIdentifier("now"));
    adopt();
    assertThat(status()).isEqualTo("backing-up");
    assertThat(twin.isServing()).isTrue();
    twin.pass(3_600);

    assertThat(status()).isEqualTo("available");
  }

  @Test
  void its_group_is_changed_as_long_as_nobody_stands_there() {
    adopt();
    twin.client()
        .modifyDBSubnetGroup(
            r -> r.dbSubnetGroupName("data").subnetIds(List.of("subnet-a", "subnet-b")));
    assertThatThrownBy(
            () ->
                twin.client()
                    .modifyDBSubnetGroup(
                        r -> r.dbSubnetGroupName("data").subnetIds("subnet-a", "subnet-c")))
        .isInstanceOf(RdsException.class);
  }
}
