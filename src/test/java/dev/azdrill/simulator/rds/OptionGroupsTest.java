package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.OptionConfiguration;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Source: Amazon RDS User Guide, "Working with option groups". */
class OptionGroupsTest {
  private static final String GROUP = "orders-16";

  private final RdsUnderTest rds = new RdsUnderTest();
  private final RdsClient client = rds.client();

  @AfterEach
  void close() {
    rds.close();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(RdsException.class, call).awsErrorDetails().errorCode();
  }

  private OptionGroup create(String name, String major) {
    return client
        .createOptionGroup(
            r ->
                r.optionGroupName(name)
                    .engineName("postgres")
                    .majorEngineVersion(major)
                    .optionGroupDescription("ours")
                    .tags(Tag.builder().key("team").value("shop").build()))
        .optionGroup();
  }

  private void standing(String version, @Nullable String group) {
    rds.subnetGroup("subnet-b", "subnet-a");
    client.createDBInstance(
        RdsUnderTest.wanted().engineVersion(version).optionGroupName(group).build());
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));
  }

  private List<String> memberships() {
    return rds.described().optionGroupMemberships().stream()
        .map(OptionGroupMembership::optionGroupName)
        .toList();
  }

  private List<OptionGroup> described() {
    return client.describeOptionGroups().optionGroupsList();
  }

  @Test
  void a_group_is_created_described_tagged_copied_and_deleted() {
    OptionGroup made = create("Orders-16", "16");
    assertThat(made.optionGroupName()).isEqualTo(GROUP);
    assertThat(made.options()).isEmpty();
    assertThat(client.listTagsForResource(r -> r.resourceName(made.optionGroupArn())).tagList())
        .extracting(Tag::key)
        .containsExactly("team");

    client.copyOptionGroup(
        r ->
            r.sourceOptionGroupIdentifier(made.optionGroupArn())
                .targetOptionGroupIdentifier("copy")
                .targetOptionGroupDescription("a copy"));
    assertThat(described())
        .extracting(OptionGroup::optionGroupName, OptionGroup::optionGroupDescription)
        .containsExactly(tuple("copy", "a copy"), tuple(GROUP, "ours"));
    assertThat(
            client
                .describeOptionGroups(r -> r.engineName("postgres").majorEngineVersion("15"))
                .optionGroupsList())
        .isEmpty();

    client.deleteOptionGroup(r -> r.optionGroupName("copy"));
    assertThat(described()).containsExactly(made);
  }

  @Test
  void a_db_instance_has_the_one_that_it_asks_for_and_else_the_default_one_of_its_version() {
    create(GROUP, "16");
    standing("16", GROUP);
    assertThat(memberships()).containsExactly(GROUP);
    assertThat(code(() -> client.deleteOptionGroup(r -> r.optionGroupName(GROUP))))
        .isEqualTo("InvalidOptionGroupStateFault");

    client.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier("orders")
                .optionGroupName("default:postgres-16")
                .applyImmediately(true));
    assertThat(memberships()).containsExactly("default:postgres-16");
    assertThat(described())
        .extracting(OptionGroup::optionGroupName)
        .containsExactly("default:postgres-16", GROUP);
    assertThatCode(() -> client.deleteOptionGroup(r -> r.optionGroupName(GROUP)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_new_major_version_has_its_own() {
    standing("15", null);
    assertThat(memberships()).containsExactly("default:postgres-15");

    client.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier("orders")
                .engineVersion("16")
                .allowMajorVersionUpgrade(true)
                .applyImmediately(true));
    rds.session.rdsWaiter().waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier("orders"));

    assertThat(memberships()).containsExactly("default:postgres-16");
  }

  @Test
  void what_is_not_there_or_for_something_else_is_refused() {
    create(GROUP, "16");
    rds.subnetGroup("subnet-b", "subnet-a");

    assertThat(code(() -> create(GROUP, "16"))).isEqualTo("OptionGroupAlreadyExistsFault");
    assertThat(code(() -> create("other", "99"))).isEqualTo("InvalidParameterCombination");
    assertThat(
            code(
                () ->
                    client.createOptionGroup(
                        r ->
                            r.optionGroupName("mine")
                                .engineName("mysql")
                                .majorEngineVersion("8.0")
                                .optionGroupDescription("ours"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(() -> client.describeOptionGroups(r -> r.optionGroupName("nowhere"))))
        .isEqualTo("OptionGroupNotFoundFault");
    assertThat(
            code(
                () ->
                    client.describeOptionGroups(
                        r -> r.optionGroupName(GROUP).engineName("postgres"))))
        .isEqualTo("InvalidParameterCombination");
    assertThat(
            code(
                () ->
                    client.createDBInstance(
                        RdsUnderTest.wanted().engineVersion("15").optionGroupName(GROUP).build())))
        .isEqualTo("InvalidParameterCombination");
    assertThat(code(() -> client.deleteOptionGroup(r -> r.optionGroupName("default:postgres-16"))))
        .isEqualTo("InvalidParameterValue");
    assertThat(described()).extracting(OptionGroup::optionGroupName).containsExactly(GROUP);
  }

  @Test
  void postgres_has_no_options() {
    create(GROUP, "16");

    assertThat(
            client
                .describeOptionGroupOptions(r -> r.engineName("postgres").majorEngineVersion("16"))
                .optionGroupOptions())
        .isEmpty();
    assertThat(
            code(
                () ->
                    client.modifyOptionGroup(
                        r ->
                            r.optionGroupName(GROUP)
                                .optionsToInclude(
                                    OptionConfiguration.builder().optionName("TIMEZONE").build()))))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(() -> client.modifyOptionGroup(r -> r.optionGroupName(GROUP))))
        .isEqualTo("InvalidParameterCombination");
  }
}
