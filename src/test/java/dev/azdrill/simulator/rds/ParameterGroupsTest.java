package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.catalogue.PostgresParameters;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Source: Amazon RDS User Guide, "DB parameter groups for Amazon RDS DB instances". */
class ParameterGroupsTest {
  private static final String GROUP = "orders-16";

  private final RdsUnderTest rds = new RdsUnderTest();

  @AfterEach
  void close() {
    rds.close();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(RdsException.class, call).awsErrorDetails().errorCode();
  }

  private static String sentence(ThrowingCallable call) {
    return catchThrowableOfType(RdsException.class, call).awsErrorDetails().errorMessage();
  }

  private DBParameterGroup create(String name, String family) {
    return rds.client()
        .createDBParameterGroup(
            r -> r.dbParameterGroupName(name).dbParameterGroupFamily(family).description("ours"))
        .dbParameterGroup();
  }

  private static Parameter parameter(String name, String value, ApplyMethod method) {
    return Parameter.builder()
        .parameterName(name)
        .parameterValue(value)
        .applyMethod(method)
        .build();
  }

  private void set(String name, String value, ApplyMethod method) {
    rds.client()
        .modifyDBParameterGroup(
            r -> r.dbParameterGroupName(GROUP).parameters(parameter(name, value, method)));
  }

  private List<Parameter> set() {
    return rds
        .client()
        .describeDBParametersPaginator(r -> r.dbParameterGroupName(GROUP).source("user"))
        .parameters()
        .stream()
        .toList();
  }

  private void standing(String group) {
    rds.subnetGroup("subnet-b", "subnet-a");
    rds.client()
        .createDBInstance(
            RdsUnderTest.wanted().engineVersion("16").dbParameterGroupName(group).build());
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
  }

  private DBParameterGroupStatus status() {
    return rds.described().dbParameterGroups().get(0);
  }

  private void assertStatus(String name, String applied) {
    assertThat(status().dbParameterGroupName()).isEqualTo(name);
    assertThat(status().parameterApplyStatus()).isEqualTo(applied);
  }

  @Test
  void a_group_is_created_described_tagged_copied_and_deleted() {
    DBParameterGroup made = create("Orders-16", "postgres16");
    assertThat(made.dbParameterGroupName()).isEqualTo(GROUP);
    assertThat(made.dbParameterGroupArn()).endsWith(":pg:" + GROUP);
    set("work_mem", "65536", ApplyMethod.IMMEDIATE);

    rds.client()
        .addTagsToResource(
            r ->
                r.resourceName(made.dbParameterGroupArn())
                    .tags(Tag.builder().key("team").value("shop").build()));
    assertThat(
            rds.client()
                .listTagsForResource(r -> r.resourceName(made.dbParameterGroupArn()))
                .tagList())
        .hasSize(1);
    rds.client()
        .copyDBParameterGroup(
            r ->
                r.sourceDBParameterGroupIdentifier(GROUP)
                    .targetDBParameterGroupIdentifier("copy")
                    .targetDBParameterGroupDescription("a copy"));
    assertThat(rds.client().describeDBParameterGroups().dbParameterGroups())
        .extracting(
            DBParameterGroup::dbParameterGroupName, DBParameterGroup::dbParameterGroupFamily)
        .containsExactly(tuple("copy", "postgres16"), tuple(GROUP, "postgres16"));
    assertThat(
            rds.client()
                .describeDBParameters(r -> r.dbParameterGroupName("copy").source("user"))
                .parameters())
        .extracting(Parameter::parameterName)
        .containsExactly("work_mem");

    rds.client().deleteDBParameterGroup(r -> r.dbParameterGroupName(GROUP));
    assertThat(
            code(() -> rds.client().describeDBParameterGroups(r -> r.dbParameterGroupName(GROUP))))
        .isEqualTo("DBParameterGroupNotFound");
    assertThat(
            code(
                () ->
                    rds.client()
                        .listTagsForResource(r -> r.resourceName(made.dbParameterGroupArn()))))
        .isEqualTo("DBParameterGroupNotFound");
  }

  @Test
  void its_parameters_are_described_with_whether_somebody_set_them() {
    create(GROUP, "postgres16");
    set("work_mem", "{DBInstanceClassMemory/16384}", ApplyMethod.IMMEDIATE);
    set("max_connections", "200", ApplyMethod.PENDING_REBOOT);

    assertThat(set())
        .extracting(
            Parameter::parameterName,
            Parameter::parameterValue,
            Parameter::applyType,
            Parameter::applyMethod)
        .containsExactly(
            tuple("max_connections", "200", "static", ApplyMethod.PENDING_REBOOT),
            tuple("work_mem", "{DBInstanceClassMemory/16384}", "dynamic", ApplyMethod.IMMEDIATE));
    assertThat(
            rds.client()
                .describeDBParametersPaginator(r -> r.dbParameterGroupName(GROUP))
                .parameters())
        .hasSize(PostgresParameters.all().size());

    rds.client()
        .resetDBParameterGroup(
            r ->
                r.dbParameterGroupName(GROUP)
                    .resetAllParameters(false)
                    .parameters(
                        Parameter.builder()
                            .parameterName("work_mem")
                            .applyMethod(ApplyMethod.IMMEDIATE)
                            .build()));
    assertThat(set()).extracting(Parameter::parameterName).containsExactly("max_connections");
    rds.client().resetDBParameterGroup(r -> r.dbParameterGroupName(GROUP).resetAllParameters(true));
    assertThat(set()).isEmpty();
  }

  @Test
  void what_a_group_sets_is_in_force_at_once_or_after_a_reboot() {
    create(GROUP, "postgres16");
    standing(GROUP);
    assertStatus(GROUP, "in-sync");

    set("work_mem", "65536", ApplyMethod.IMMEDIATE);
    assertStatus(GROUP, "in-sync");
    set("max_connections", "200", ApplyMethod.PENDING_REBOOT);
    assertStatus(GROUP, "pending-reboot");

    rds.client().rebootDBInstance(r -> r.dbInstanceIdentifier("orders"));
    assertStatus(GROUP, "pending-reboot");
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
    assertStatus(GROUP, "in-sync");
  }

  @Test
  void another_group_is_in_force_after_the_next_reboot() {
    create(GROUP, "postgres16");
    standing("default.postgres16");
    assertThat(rds.client().describeDBParameterGroups().dbParameterGroups())
        .extracting(DBParameterGroup::dbParameterGroupName)
        .containsExactly("default.postgres16", GROUP);

    rds.client()
        .modifyDBInstance(r -> r.dbInstanceIdentifier("orders").dbParameterGroupName(GROUP));
    assertStatus(GROUP, "pending-reboot");
    assertThat(code(() -> rds.client().deleteDBParameterGroup(r -> r.dbParameterGroupName(GROUP))))
        .isEqualTo("InvalidDBParameterGroupState");

    rds.client().rebootDBInstance(r -> r.dbInstanceIdentifier("orders").forceFailover(true));
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
    assertStatus(GROUP, "in-sync");
  }

  @Test
  void a_new_major_version_needs_a_group_of_its_own_family() {
    create(GROUP, "postgres16");
    create("orders-17", "postgres17");
    standing(GROUP);

    assertThat(
            sentence(
                () ->
                    rds.client()
                        .modifyDBInstance(
                            r ->
                                r.dbInstanceIdentifier("orders")
                                    .dbParameterGroupName("orders-17"))))
        .isEqualTo(
            "The Parameter Group orders-17 with DBParameterGroupFamily postgres17 cannot be used"
                + " for this instance. Please use a Parameter Group with DBParameterGroupFamily"
                + " postgres16");
    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier("orders")
                    .engineVersion("17")
                    .allowMajorVersionUpgrade(true)
                    .applyImmediately(true)
                    .dbParameterGroupName("orders-17"));
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
    assertStatus("orders-17", "in-sync");
  }

  @Test
  void a_new_major_version_has_its_default_group_where_none_is_named() {
    create(GROUP, "postgres16");
    standing(GROUP);

    rds.client()
        .modifyDBInstance(
            r ->
                r.dbInstanceIdentifier("orders")
                    .engineVersion("17")
                    .allowMajorVersionUpgrade(true)
                    .applyImmediately(true));
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));

    assertStatus("default.postgres17", "in-sync");
    rds.client().deleteDBParameterGroup(r -> r.dbParameterGroupName(GROUP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_connections|200|immediate|InvalidParameterCombination",
        "max_connections|5|pending-reboot|InvalidParameterValue",
        "max_connections|many|pending-reboot|InvalidParameterValue",
        "autovacuum|on|immediate|InvalidParameterValue",
        "random_page_cost|-1.1|immediate|InvalidParameterValue",
        "log_statement|everything|immediate|InvalidParameterValue",
        "wrok_mem|64|immediate|InvalidParameterValue",
        "work_mem|65536|soon|InvalidParameterValue",
      })
  void what_cannot_be_set_is_refused_and_changes_nothing(
      String name, String value, String method, String code) {
    create(GROUP, "postgres16");

    assertThat(
            code(
                () ->
                    rds.client()
                        .modifyDBParameterGroup(
                            r ->
                                r.dbParameterGroupName(GROUP)
                                    .parameters(
                                        Parameter.builder()
                                            .parameterName("work_mem")
                                            .parameterValue("65536")
                                            .applyMethod(ApplyMethod.IMMEDIATE)
                                            .build(),
                                        Parameter.builder()
                                            .parameterName(name)
                                            .parameterValue(value)
                                            .applyMethod(method)
                                            .build()))))
        .isEqualTo(code);
    assertThat(set()).isEmpty();
  }

  @Test
  void other_refusals_have_the_codes_that_aws_has() {
    create(GROUP, "postgres16");

    assertThat(code(() -> create(GROUP, "postgres16"))).isEqualTo("DBParameterGroupAlreadyExists");
    assertThat(code(() -> create("other", "mysql8.0"))).isEqualTo("InvalidParameterValue");
    assertThat(code(() -> create("default.postgres16", "postgres16")))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            code(
                () ->
                    rds.client()
                        .deleteDBParameterGroup(r -> r.dbParameterGroupName("default.postgres16"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(
            code(
                () ->
                    rds.client()
                        .modifyDBParameterGroup(
                            r -> r.dbParameterGroupName(GROUP).parameters(List.of()))))
        .isEqualTo("InvalidParameterValue");
    rds.subnetGroup("subnet-b", "subnet-a");
    assertThat(
            code(
                () ->
                    rds.client()
                        .createDBInstance(
                            RdsUnderTest.wanted().dbParameterGroupName("nobodys").build())))
        .isEqualTo("DBParameterGroupNotFound");
  }
}
