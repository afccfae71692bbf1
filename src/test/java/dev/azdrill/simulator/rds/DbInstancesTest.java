package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.azdrill.simulator.world.Networking;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

public class DbInstancesTest {
  private final RdsUnderTest rds = new RdsUnderTest();

  @AfterEach
  void close() {
    rds.close();
  }

  @Test
  void a_new_instance_is_created_backed_up_and_available_with_an_endpoint() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client().createDBInstance(RdsUnderTest.wanted().build());
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      DBInstance seen = rds.described();
      statuses.add(seen.dbInstanceStatus());
      assertThat(seen.endpoint() != null).isEqualTo(seen.dbInstanceStatus().equals("available"));
      rds.session.clock().awaitChange(java.time.Duration.ofMinutes(5));
    }

    assertThat(statuses).containsSubsequence("creating", "backing-up", "available");
    assertThat(rds.described().endpoint().address())
        .matches("orders\\.[a-z0-9]+\\.eu-west-2\\.rds\\.amazonaws\\.com");
    assertThat(rds.described().endpoint().port()).isEqualTo(5432);
    assertThat(rds.messages(60))
        .containsExactly(
            "DB instance created", "Backing up DB instance", "Finished DB Instance backup");
  }

  @Test
  void primary_and_standby_own_an_interface_each_in_the_first_two_zones() {
    rds.available();

    assertThat(rds.described().availabilityZone()).isEqualTo("eu-west-2a");
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.network.interfaces()).hasSize(2);
    Networking.OwnedInterface primary = rds.network.wanted(rds.primary().networkInterfaceId());
    assertThat(primary.subnetId()).isEqualTo("subnet-a");
    assertThat(primary.owner()).isEqualTo("amazon-rds");
    assertThat(primary.description()).isEqualTo("RDSNetworkInterface");
    assertThat(primary.publicAddress()).isFalse();
  }

  @Test
  void an_engine_version_that_is_empty_is_the_newest_as_if_none_were_named() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client().createDBInstance(RdsUnderTest.wanted().engineVersion("").build());

    assertThat(rds.described().engineVersion()).matches("[0-9]+\\.[0-9]+");
  }

  @Test
  void a_managed_password_shows_an_arn_and_no_secret_anywhere() {
    rds.available();

    assertThat(rds.described().masterUserSecret().secretArn())
        .startsWith("arn:aws:secretsmanager:eu-west-2:123456789012:secret:rds!db-");
    assertThat(rds.described().masterUserSecret().secretStatus()).isEqualTo("active");
  }

  @Test
  void a_password_that_a_caller_sends_is_forgotten() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client()
        .createDBInstance(
            RdsUnderTest.wanted()
                .manageMasterUserPassword(null)
                .masterUserPassword("correct-horse")
                .build());

    assertThat(rds.described().toString()).doesNotContain("correct-horse");
  }

  @Test
  void two_subnets_in_one_zone_are_no_subnet_group() {
    RdsException refused = refused(() -> rds.subnetGroup("subnet-b", "subnet-full"));

    assertThat(refused.awsErrorDetails().errorCode())
        .isEqualTo("DBSubnetGroupDoesNotCoverEnoughAZs");
    assertThat(refused.awsErrorDetails().errorMessage())
        .isEqualTo(
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current"
                + " AZ coverage: eu-west-2b. Add subnets to cover at least 2 AZs.");
  }

  @Test
  void a_subnet_group_in_use_is_neither_deleted_nor_robbed_of_its_subnets() {
    rds.available();

    assertThat(code(() -> rds.client().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("data"))))
        .isEqualTo("InvalidDBSubnetGroupStateFault");
    assertThat(
            code(
                () ->
                    rds.client()
                        .modifyDBSubnetGroup(
                            r -> r.dbSubnetGroupName("data").subnetIds("subnet-b", "subnet-c"))))
        .isEqualTo("SubnetAlreadyInUse");
  }

  @Test
  void create_refuses_as_aws_does() {
    rds.subnetGroup("subnet-a", "subnet-b");

    assertThat(codeOfCreate(r -> r.availabilityZone("eu-west-2a")))
        .isEqualTo("InvalidParameterCombination");
    assertThat(codeOfCreate(r -> r.dbSubnetGroupName("nowhere")))
        .isEqualTo("DBSubnetGroupNotFoundFault");
    assertThat(codeOfCreate(r -> r.vpcSecurityGroupIds("sg-missing")))
        .isEqualTo("InvalidParameterValue");
    assertThat(codeOfCreate(r -> r.vpcSecurityGroupIds("sg-elsewhere")))
        .isEqualTo("InvalidParameterCombination");
    assertThat(codeOfCreate(r -> r.dbInstanceIdentifier("9lives")))
        .isEqualTo("InvalidParameterValue");
    assertThat(codeOfCreate(r -> r.engineVersion("7"))).isEqualTo("InvalidParameterCombination");
    assertThat(codeOfCreate(r -> r.publiclyAccessible(true)))
        .isEqualTo("InvalidVPCNetworkStateFault");
    assertThat(codeOfCreate(r -> r.masterUserPassword("secret")))
        .isEqualTo("InvalidParameterCombination");
    for (String password : List.of("short", "has space inside", "slash/inside", "ünprintable1")) {
      assertThat(codeOfCreate(r -> r.manageMasterUserPassword(false).masterUserPassword(password)))
          .as(password)
          .isEqualTo("InvalidParameterValue");
    }
    assertThat(rds.network.interfaces()).as("a refused create leaves nothing behind").isEmpty();
  }

  @Test
  void what_nobody_asked_for_is_described_as_aws_fills_it_in() {
    rds.available();

    DBInstance described = rds.described();
    assertThat(described.pendingModifiedValues())
        .isEqualTo(PendingModifiedValues.builder().build());
    assertThat(described.optionGroupMemberships())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.optionGroupName()).startsWith("default:postgres-");
              assertThat(group.status()).isEqualTo("in-sync");
            });
    assertThat(described.hasReadReplicaDBInstanceIdentifiers()).isTrue();
    assertThat(described.customerOwnedIpEnabled()).isFalse();
  }

  @Test
  void a_create_that_finds_no_address_for_the_standby_gives_the_primarys_back() {
    rds.subnetGroup("subnet-a", "subnet-full");

    assertThat(codeOfCreate(r -> r.multiAZ(true))).isEqualTo("InsufficientFreeAddressesInSubnet");
    assertThat(rds.network.interfaces()).isEmpty();
  }

  @Test
  void the_same_name_twice_is_refused_in_any_case_of_letters() {
    rds.available();

    assertThat(codeOfCreate(r -> r.dbInstanceIdentifier("ORDERS")))
        .isEqualTo("DBInstanceAlreadyExists");
  }

  @Test
  void deletion_protection_holds_until_it_is_lifted() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client().createDBInstance(RdsUnderTest.wanted().deletionProtection(true).build());
    rds.pass(700);
    assertThat(code(this::delete)).isEqualTo("InvalidParameterCombination");

    rds.client()
        .modifyDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).deletionProtection(false));
    delete();
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("deleting");
    rds.session
        .rdsWaiter()
        .waitUntilDBInstanceDeleted(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));

    assertThat(rds.network.interfaces()).isEmpty();
    assertThat(rds.databases.endpointsIn("vpc-1")).isEmpty();
    assertThat(rds.messages(60)).endsWith("DB instance deleted");
    rds.client().deleteDBSubnetGroup(r -> r.dbSubnetGroupName("data"));
  }

  @Test
  void an_unknown_name_is_not_found() {
    DbInstanceNotFoundException missing =
        catchThrowableOfType(
            DbInstanceNotFoundException.class,
            () -> rds.client().describeDBInstances(r -> r.dbInstanceIdentifier("nobody")));

    assertThat(missing.statusCode()).isEqualTo(404);
  }

  @Test
  void filters_and_tags_find_an_instance() {
    rds.available();
    String arn = rds.described().dbInstanceArn();
    rds.client().addTagsToResource(r -> r.resourceName(arn).tags(tag("stack", "web")));
    rds.client().addTagsToResource(r -> r.resourceName(arn).tags(tag("run", "1")));
    rds.client().removeTagsFromResource(r -> r.resourceName(arn).tagKeys("run"));

    assertThat(rds.client().listTagsForResource(r -> r.resourceName(arn)).tagList())
        .isEqualTo(rds.described().tagList())
        .containsExactly(tag("stack", "web"));
    Filter engine = Filter.builder().name("engine").values("mysql").build();
    assertThat(rds.client().describeDBInstances(r -> r.filters(engine)).dbInstances()).isEmpty();
  }

  @Test
  void pages_are_of_twenty_at_least() {
    rds.subnetGroup("subnet-a", "subnet-b");
    for (int i = 0; i < 25; i++) {
      String name = "db" + i;
      rds.client().createDBInstance(RdsUnderTest.wanted().dbInstanceIdentifier(name).build());
    }

    assertThat(rds.client().describeDBInstancesPaginator(r -> r.maxRecords(20)).dbInstances())
        .hasSize(25);
    assertThat(code(() -> rds.client().describeDBInstances(r -> r.maxRecords(5))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void another_security_group_is_on_both_interfaces_at_once() {
    rds.available();
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).vpcSecurityGroupIds("sg-nobody"));

    assertThat(rds.network.interfaces())
        .allSatisfy(
            each ->
                assertThat(each.groups())
                    .extracting(GroupIdentifier::groupId)
                    .containsExactly("sg-nobody"));
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
  }

  @Test
  void without_apply_immediately_a_change_waits_for_a_maintenance_window() {
    rds.available();
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).dbInstanceClass("db.m6g.large"));

    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.described().dbInstanceClass()).isEqualTo("db.t3.medium");
    assertThat(rds.described().pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m6g.large");
  }

  @Test
  void a_single_zone_instance_becomes_multi_zone() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client().createDBInstance(RdsUnderTest.wanted().multiAZ(false).build());
    rds.pass(700);
    assertThat(rds.network.interfaces()).hasSize(1);

    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(true).applyImmediately(true));
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("modifying");
    rds.pass(700);

    assertThat(rds.described().multiAZ()).isTrue();
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.network.interfaces()).hasSize(2);
  }

  @Test
  void a_standby_is_built_however_long_ec2_did_not_answer() {
    rds.subnetGroup("subnet-a", "subnet-b");
    rds.client().createDBInstance(RdsUnderTest.wanted().multiAZ(false).build());
    rds.pass(700);
    rds.network.isSilent = true;
    rds.client()
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).multiAZ(true).applyImmediately(true));

    rds.pass(86_400);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("modifying");
    assertThat(rds.described().multiAZ()).isFalse();

    rds.network.isSilent = false;
    rds.pass(700);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.described().secondaryAvailabilityZone()).isEqualTo("eu-west-2b");
    assertThat(rds.network.interfaces()).hasSize(2);
  }

  @Test
  void a_stopped_instance_serves_nobody_and_starts_again() {
    rds.available();
    rds.client().stopDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));
    rds.pass(600);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("stopped");
    assertThat(rds.isServing()).isFalse();

    rds.client().startDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));
    rds.pass(600);
    assertThat(rds.described().dbInstanceStatus()).isEqualTo("available");
    assertThat(rds.isServing()).isTrue();
  }

  @Test
  void the_catalogue_knows_postgres() {
    assertThat(
            rds.client()
                .describeDBEngineVersions(r -> r.engine("postgres").engineVersion("16"))
                .dbEngineVersions())
        .isNotEmpty()
        .allSatisfy(v -> assertThat(v.dbParameterGroupFamily()).isEqualTo("postgres16"));
    assertThat(
            rds.client()
                .describeOrderableDBInstanceOptions(
                    r -> r.engine("postgres").dbInstanceClass("db.t3.medium"))
                .orderableDBInstanceOptions())
        .isNotEmpty()
        .allSatisfy(option -> assertThat(option.availabilityZones()).hasSize(3));
  }

  private void delete() {
    rds.client()
        .deleteDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).skipFinalSnapshot(true));
  }

  private String codeOfCreate(
      java.util.function.Consumer<
              software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest.Builder>
          change) {
    return code(
        () -> rds.client().createDBInstance(RdsUnderTest.wanted().applyMutation(change).build()));
  }

  private static String code(ThrowingCallable call) {
    return refused(call).awsErrorDetails().errorCode();
  }

  private static RdsException refused(ThrowingCallable call) {
    RdsException refused = catchThrowableOfType(RdsException.class, call);
    assertThat(refused).as("a refusal").isNotNull();
    return refused;
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void a_change_of_nothing_is_refused() {
    rds.available();

    assertThatThrownBy(
            () ->
                rds.client()
                    .modifyDBInstance(
                        r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).applyImmediately(true)))
        .isInstanceOf(RdsException.class)
        .hasMessageContaining("No modifications were requested")
        .satisfies(
            refusal ->
                assertThat(((RdsException) refusal).awsErrorDetails().errorCode())
                    .isEqualTo("InvalidParameterCombination"));
  }

  @Test
  void another_class_is_announced_and_finished() {
    rds.available();

    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                    .dbInstanceClass("db.t3.small")
                    .applyImmediately(true));
    rds.pass(3_600);

    assertThat(rds.messages(60))
        .containsSubsequence(
            "Applying modification to database instance class.",
            "Finished applying modification to DB instance class.",
            "Multi-AZ instance failover completed");
  }

  /** Source: RDS API Reference, "ModifyDBInstance". */
  @Test
  void what_is_modified_of_storage_certificate_and_monitoring_is_described_afterwards() {
    rds.available();

    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier(RdsUnderTest.NAME)
                    .applyImmediately(true)
                    .storageType("io2")
                    .iops(4_000)
                    .maxAllocatedStorage(500)
                    .caCertificateIdentifier("rds-ca-ecc384-g1")
                    .enablePerformanceInsights(true)
                    .monitoringInterval(30)
                    .monitoringRoleArn("arn:aws:iam::123456789012:role/monitoring"));
    rds.pass(3600);

    DBInstance now = rds.described();
    assertThat(now.storageType()).isEqualTo("io2");
    assertThat(now.iops()).isEqualTo(4_000);
    assertThat(now.maxAllocatedStorage()).isEqualTo(500);
    assertThat(now.caCertificateIdentifier()).isEqualTo("rds-ca-ecc384-g1");
    assertThat(now.performanceInsightsEnabled()).isTrue();
    assertThat(now.performanceInsightsRetentionPeriod()).isEqualTo(7);
    assertThat(now.monitoringInterval()).isEqualTo(30);
    assertThat(
            code(
                () ->
                    rds.client()
                        .modifyDBInstance(
                            r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).maxAllocatedStorage(5))))
        .isEqualTo("InvalidParameterCombination");
  }

  @Test
  void a_parameter_group_that_does_not_exist_is_not_taken() {
    rds.subnetGroup("subnet-a", "subnet-b");

    assertThat(codeOfCreate(r -> r.dbParameterGroupName("tuned")))
        .isEqualTo("DBParameterGroupNotFound");
    rds.client()
        .createDBInstance(
            RdsUnderTest.wanted()
                .engineVersion("16.4")
                .dbParameterGroupName("default.postgres16")
                .build());
  }
}
