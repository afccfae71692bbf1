package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.azdrill.Matrix;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.Lacking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Tag;

/** What of databases is not taken over, and why. */
class DatabasesLeftOutTest {
  private final RdsUnderTest original = new RdsUnderTest();
  private Inventory described = Inventory.empty();

  @BeforeEach
  void a_multi_zone_database() {
    original.available();
    described =
        original
            .description()
            .map(
                Kind.DB_INSTANCE,
                d -> d.copy(c -> c.tagList(Tag.builder().key("team").value("shop").build())));
  }

  @AfterEach
  void close() {
    original.close();
  }

  private void database(List<DynamicTest> tests, String reason, UnaryOperator<DBInstance> change) {
    tests.add(
        DynamicTest.dynamicTest(
            reason, () -> assertLeftOut(reason, described.map(Kind.DB_INSTANCE, change))));
  }

  private void assertLeftOut(String reason, Inventory changed) {
    try (RdsUnderTest twin = original.twin()) {
      assertThat(twin.adopt(changed)).containsExactly("dbInstances orders: " + reason);
      assertThat(twin.client().describeDBInstances().dbInstances()).isEmpty();
      twin.client().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("data"));
    }
  }

  @TestFactory
  List<DynamicTest> a_database_of_what_is_not_simulated_is_left_out() {
    List<DynamicTest> tests = new ArrayList<>();
    database(
        tests, "the engine oracle-ee is not simulated", d -> d.copy(c -> c.engine("oracle-ee")));
    database(
        tests,
        "the engine sqlserver-se is not simulated",
        d -> d.copy(c -> c.engine("sqlserver-se")));
    database(
        tests,
        "DB clusters are not simulated",
        d -> d.copy(c -> c.engine("aurora-postgresql").dbClusterIdentifier("aurora")));
    database(
        tests,
        "read replicas are not simulated",
        d -> d.copy(c -> c.readReplicaSourceDBInstanceIdentifier("source")));
    database(
        tests, "the network type DUAL is not simulated", d -> d.copy(c -> c.networkType("DUAL")));
    database(
        tests,
        "its status failing-over has no counterpart here",
        d -> d.copy(c -> c.dbInstanceStatus("failing-over")));
    database(
        tests,
        "its status storage-full has no counterpart here",
        d -> d.copy(c -> c.dbInstanceStatus("storage-full")));
    database(
        tests,
        "it is being modified in what is not simulated: PendingModifiedValues(Port=6000)",
        d -> d.copy(c -> c.dbInstanceStatus("modifying").pendingModifiedValues(p -> p.port(6000))));
    database(
        tests,
        "its DB subnet group other does not stand here",
        d -> d.copy(c -> c.dbSubnetGroup(g -> g.dbSubnetGroupName("other"))));
    database(
        tests,
        "its description lacks SecondaryAvailabilityZone",
        d -> d.copy(c -> c.secondaryAvailabilityZone(null)));
    database(
        tests,
        "none of the network interfaces that stand here is its own in eu-west-2c",
        d -> d.copy(c -> c.secondaryAvailabilityZone("eu-west-2c")));
    return tests;
  }

  @Test
  void a_database_whose_network_does_not_stand_here_is_left_out() {
    String lost = "none of the network interfaces that stand here is its own in eu-west-2a";
    assertLeftOut(lost, described.with(Kind.NETWORK_INTERFACE, List.of()));
    assertLeftOut(
        lost,
        described.map(
            Kind.NETWORK_INTERFACE, each -> each.copy(c -> c.networkInterfaceId("eni-unknown"))));
    assertLeftOut(
        "its security group sg-other does not stand here",
        described.map(
            Kind.DB_INSTANCE,
            d ->
                d.copy(
                    c ->
                        c.vpcSecurityGroups(
                            d.vpcSecurityGroups()
                                .get(0)
                                .copy(g -> g.vpcSecurityGroupId("sg-other"))))));
  }

  @Test
  void a_group_whose_subnet_does_not_stand_here_is_left_out_and_who_stands_in_it() {
    try (RdsUnderTest twin = original.twin()) {
      assertThat(
              twin.adopt(
                  described.map(
                      Kind.DB_SUBNET_GROUP,
                      g ->
                          g.copy(
                              c ->
                                  c.subnets(
                                      g.subnets()
                                          .get(0)
                                          .copy(s -> s.subnetIdentifier("subnet-z")))))))
          .containsExactly(
              "dbSubnetGroups data: its subnet subnet-z does not stand here",
              "dbInstances orders: its DB subnet group data does not stand here");
    }
  }

  @Test
  void of_two_of_the_same_name_one_is_left_out() {
    DBInstance database = described.all(Kind.DB_INSTANCE).get(0);
    DBSubnetGroup group = described.all(Kind.DB_SUBNET_GROUP).get(0);
    try (RdsUnderTest twin = original.twin()) {
      assertThat(
              twin.adopt(
                  described
                      .with(Kind.DB_SUBNET_GROUP, List.of(group, group))
                      .with(Kind.DB_INSTANCE, List.of(database, database))))
          .containsExactly(
              "dbSubnetGroups data: another DB subnet group has the same name",
              "dbInstances orders: another DB instance has the same name");
    }
  }

  @Test
  void a_description_that_lacks_something_breaks_nothing() {
    DBInstance database = described.all(Kind.DB_INSTANCE).get(0);
    Matrix.sample(Lacking.each(database), 4)
        .forEach(
            (path, lacking) -> lives(path, described.with(Kind.DB_INSTANCE, List.of(lacking))));
    Matrix.sample(Lacking.each(database.copy(c -> c.dbInstanceStatus("modifying"))), 4)
        .forEach(
            (path, lacking) -> lives(path, described.with(Kind.DB_INSTANCE, List.of(lacking))));
    Lacking.each(described.all(Kind.DB_SUBNET_GROUP).get(0))
        .forEach(
            (path, lacking) -> lives(path, described.with(Kind.DB_SUBNET_GROUP, List.of(lacking))));
    for (NetworkInterface each : described.all(Kind.NETWORK_INTERFACE)) {
      Matrix.sample(Lacking.each(each), 4)
          .forEach(
              (path, lacking) ->
                  lives(
                      path,
                      described.map(
                          Kind.NETWORK_INTERFACE, one -> one.equals(each) ? lacking : one)));
    }
  }

  /** Whatever is taken over can be described and goes on. */
  private void lives(String path, Inventory damaged) {
    try (RdsUnderTest twin = original.twin()) {
      assertThatCode(
              () -> {
                boolean stands =
                    twin.adopt(damaged).stream().noneMatch(l -> l.startsWith("dbInstances"));
                twin.description();
                if (stands) {
                  goOn(twin);
                }
                twin.description();
              })
          .as("without %s", path)
          .doesNotThrowAnyException();
    }
  }

  private static void goOn(RdsUnderTest twin) {
    twin.pass(3_600);
    twin.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                    .dbInstanceClass("db.m5.large")
                    .vpcSecurityGroupIds("sg-nobody")
                    .backupRetentionPeriod(3)
                    .applyImmediately(true));
    twin.pass(3_600);
    twin.client()
        .createDBSnapshot(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).dbSnapshotIdentifier("now"));
    twin.pass(3_600);
    twin.client()
        .restoreDBInstanceFromDBSnapshot(
            r ->
                r.dbInstanceIdentifier("again")
                    .dbSnapshotIdentifier("now")
                    .dbSubnetGroupName("data"));
    twin.cutPower("eu-west-2a");
    twin.pass(3_600);
    twin.client()
        .deleteDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).skipFinalSnapshot(true));
    twin.pass(3_600);
  }
}
