package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.guarantee.Comparison.Relation;
import dev.azdrill.guarantee.Comparison.Row;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

class ComparisonTest {
  private final Inventory sound = SoundProduction.inventory();

  private Row row(String name, Inventory other) {
    return Comparison.of(sound, other).rows().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void different(String name, Inventory other, String... lines) {
    Row row = row(name, other);
    assertThat(row.relation()).as(name).isEqualTo(Relation.DIFFERENT);
    assertThat(row.second()).contains(lines);
  }

  @Test
  void an_architecture_differs_from_itself_in_nothing() {
    Comparison same = Comparison.of(sound, sound);

    assertThat(same.rows()).hasSize(8 + Guarantees.all().size());
    assertThat(same.count(Relation.SAME)).isEqualTo(same.rows().size());
    assertThat(row("single points of failure", sound).first()).containsExactly("none");
    assertThat(row("between internet and database", sound).first()).startsWith("3 settings");
  }

  @Test
  void what_the_internet_reaches_is_counted_port_by_port() {
    long before = pairs(row("reached from the internet", sound).first());

    Inventory open =
        TopologyMutations.withPublicAddresses(
                TopologyMutations.admitting(
                    sound, new Architecture(sound).applicationGroups(), "198.51.100.128/25", 2222))
            .map(Kind.SECURITY_GROUP, ComparisonTest::upTo2231);

    different("reached from the internet", open, "20 of instances");
    assertThat(pairs(row("reached from the internet", open).second())).isEqualTo(before + 20);
    different("public addresses", open, "2 of instances");
  }

  private static SecurityGroup upTo2231(SecurityGroup group) {
    return group.toBuilder()
        .ipPermissions(
            group.ipPermissions().stream()
                .map(
                    each ->
                        Integer.valueOf(2222).equals(each.fromPort())
                            ? each.toBuilder().toPort(2231).build()
                            : each)
                .toList())
        .build();
  }

  private static long pairs(List<String> lines) {
    return Long.parseLong(lines.get(0).substring(0, lines.get(0).indexOf(' ')));
  }

  @Test
  void each_setting_that_keeps_the_internet_from_the_database_counts() {
    Inventory open =
        sound.map(Kind.DB_INSTANCE, each -> each.toBuilder().publiclyAccessible(true).build());
    different("between internet and database", open, "2 settings");

    Inventory wider =
        TopologyMutations.admitting(
            open, new Architecture(open).databaseGroups(), "0.0.0.0/0", 5432);
    different(
        "between internet and database", wider, "1 setting", "no route to an internet gateway");
    different(
        "between internet and database", sound.with(Kind.DB_INSTANCE, List.of()), "no database");
  }

  @Test
  void a_shared_nat_gateway_is_a_single_point_of_failure_and_no_way_of_ones_own() {
    NatGateway one = sound.all(Kind.NAT_GATEWAY).get(0);
    Set<String> tables = Set.copyOf(tables());
    Inventory shared =
        TopologyMutations.routing(
                sound,
                tables,
                TopologyMutations.defaultRoute().toBuilder()
                    .natGatewayId(one.natGatewayId())
                    .build())
            .with(Kind.NAT_GATEWAY, List.of(one));

    different("NAT gateways by zone", shared, "0 in eu-west-2b");
    different("way out by zone", shared, "eu-west-2b: NAT gateway in eu-west-2a");
    different("single points of failure", shared, "a NAT gateway for eu-west-2a and eu-west-2b");
    assertThat(row("each zone reaches the internet through its own NAT gateway", shared).relation())
        .isEqualTo(Relation.DIFFERENT);
  }

  private List<String> tables() {
    return sound.all(Kind.ROUTE_TABLE).stream()
        .filter(table -> table.routes().stream().anyMatch(each -> each.natGatewayId() != null))
        .map(table -> table.routeTableId())
        .toList();
  }

  @Test
  void what_must_not_fail_alone_is_named() {
    different(
        "single points of failure",
        sound
            .map(Kind.DB_INSTANCE, each -> each.toBuilder().multiAZ(false).build())
            .map(Kind.AUTO_SCALING_GROUP, each -> each.toBuilder().minSize(1).build()),
        "a database without a standby",
        "a group that may shrink to 1");
  }

  @Test
  void what_was_not_read_in_one_of_them_cannot_be_told() {
    Row row = row("health checks", sound.without(Kind.TARGET_GROUP, "denied"));

    assertThat(row.relation()).isEqualTo(Relation.UNKNOWN);
    assertThat(row.second()).containsExactly("unknown: not read were targetGroups");
  }

  @Test
  void what_lacks_something_that_aws_always_says_is_unknown_and_no_crash() {
    Inventory incomplete =
        sound.map(
            Kind.SECURITY_GROUP,
            each ->
                each.toBuilder().ipPermissions(IpPermission.builder().fromPort(1).build()).build());

    assertThat(row("reached from the internet", incomplete).relation()).isEqualTo(Relation.UNKNOWN);
    assertThat(Guarantees.prove(incomplete))
        .filteredOn(each -> each.guarantee().restsOn().contains(Kind.SECURITY_GROUP))
        .isNotEmpty()
        .noneMatch(Proof::proven);
  }

  @Test
  void guarantees_are_compared_by_their_verdict_and_not_by_the_names_in_their_reason() {
    String claim = "no instance has a public address";
    Inventory one =
        sound.map(Kind.SUBNET, each -> each.toBuilder().mapPublicIpOnLaunch(true).build());
    Inventory other = TopologyMutations.withPublicAddresses(sound);

    assertThat(row(claim, one).relation()).isEqualTo(Relation.DIFFERENT);
    assertThat(Comparison.of(one, other).rows())
        .filteredOn(each -> each.name().equals(claim))
        .allSatisfy(
            each -> {
              assertThat(each.relation()).isEqualTo(Relation.SAME);
              assertThat(each.first()).isNotEqualTo(each.second());
            });
  }
}
