package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/**
 * Source: Amazon VPC User Guide, "managed prefix lists"; AWS PrivateLink Guide, "Gateway
 * endpoints".
 */
class PrefixListsTest {
  private static final String CLOUDFRONT = "com.amazonaws.global.cloudfront.origin-facing";
  private static final String S3 = "com.amazonaws.eu-west-2.s3";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;

  @BeforeEach
  void vpc() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  private static AddPrefixListEntry entry(String cidr) {
    return AddPrefixListEntry.builder().cidr(cidr).description("an office").build();
  }

  private String offices(String... cidrs) {
    return ec2.createManagedPrefixList(
            r ->
                r.prefixListName("offices")
                    .addressFamily("IPv4")
                    .maxEntries(4)
                    .entries(List.of(cidrs).stream().map(PrefixListsTest::entry).toList()))
        .prefixList()
        .prefixListId();
  }

  private String idOf(String name) {
    return ec2.describeManagedPrefixLists(
            r -> r.filters(Filter.builder().name("prefix-list-name").values(name).build()))
        .prefixLists()
        .get(0)
        .prefixListId();
  }

  private List<String> entries(String id) {
    return ec2.getManagedPrefixListEntries(r -> r.prefixListId(id)).entries().stream()
        .map(PrefixListEntry::cidr)
        .toList();
  }

  private static IpPermission https(String list) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(443)
        .toPort(443)
        .prefixListIds(PrefixListId.builder().prefixListId(list).description("who").build())
        .build();
  }

  private String group() {
    return ec2.createSecurityGroup(r -> r.groupName("web").description("web").vpcId(vpcId))
        .groupId();
  }

  @Test
  void aws_manages_lists_that_nobody_changes() {
    assertThat(ec2.describeManagedPrefixLists(r -> {}).prefixLists())
        .extracting(ManagedPrefixList::prefixListName, ManagedPrefixList::ownerId)
        .contains(tuple(CLOUDFRONT, "AWS"), tuple(S3, "AWS"));
    assertThat(entries(idOf(CLOUDFRONT))).hasSizeGreaterThan(40).contains("130.176.0.0/18");
    assertThat(refused(() -> ec2.deleteManagedPrefixList(r -> r.prefixListId(idOf(S3)))))
        .isEqualTo("InvalidPrefixListModification");
  }

  @Test
  void a_list_of_ones_own_has_versions() {
    String id = offices("198.51.100.0/24");
    ec2.modifyManagedPrefixList(
        r ->
            r.prefixListId(id)
                .currentVersion(1L)
                .addEntries(entry("203.0.113.0/24"))
                .removeEntries(RemovePrefixListEntry.builder().cidr("198.51.100.0/24").build()));

    assertThat(entries(id)).containsExactly("203.0.113.0/24");
    assertThat(ec2.getManagedPrefixListEntries(r -> r.prefixListId(id).targetVersion(1L)).entries())
        .extracting(PrefixListEntry::cidr)
        .containsExactly("198.51.100.0/24");
    assertThat(
            refused(
                () ->
                    ec2.modifyManagedPrefixList(
                        r ->
                            r.prefixListId(id)
                                .currentVersion(1L)
                                .addEntries(entry("192.0.2.0/24")))))
        .isEqualTo("PrefixListVersionMismatch");
    assertThat(
            refused(
                () ->
                    ec2.modifyManagedPrefixList(
                        r ->
                            r.prefixListId(id)
                                .addEntries(
                                    entry("10.1.0.0/16"),
                                    entry("10.2.0.0/16"),
                                    entry("10.3.0.0/16"),
                                    entry("10.4.0.0/16")))))
        .isEqualTo("PrefixListMaxEntriesExceeded");
    assertThat(entries(id)).containsExactly("203.0.113.0/24");
  }

  @Test
  void a_list_that_a_rule_or_a_route_names_cannot_be_deleted() {
    String id = offices("198.51.100.0/24");
    String group = group();
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(https(id)));

    assertThat(
            ec2.describeSecurityGroups(r -> r.groupIds(group))
                .securityGroups()
                .get(0)
                .ipPermissions())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.prefixListIds()).isEqualTo(https(id).prefixListIds());
              assertThat(each.ipRanges()).isEmpty();
            });
    assertThat(refused(() -> ec2.deleteManagedPrefixList(r -> r.prefixListId(id))))
        .isEqualTo("DependencyViolation");
    ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(https(id)));
    ec2.deleteManagedPrefixList(r -> r.prefixListId(id));
    assertThat(
            refused(
                () ->
                    ec2.authorizeSecurityGroupIngress(
                        r -> r.groupId(group).ipPermissions(https(id)))))
        .isEqualTo("InvalidPrefixListID.NotFound");
  }

  /** CloudFront's counts as 55 rules, and a group has at most 60. */
  @Test
  void a_list_counts_as_many_rules() {
    String group = group();
    String cloudFront = idOf(CLOUDFRONT);
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(https(cloudFront)));

    assertThat(
            refused(
                () ->
                    ec2.authorizeSecurityGroupIngress(
                        r ->
                            r.groupId(group)
                                .ipPermissions(
                                    https(cloudFront).toBuilder().fromPort(80).build()))))
        .isEqualTo("RulesPerSecurityGroupLimitExceeded");
  }

  @Test
  void a_gateway_endpoint_routes_its_service_in_the_tables_that_it_is_associated_with() {
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    String other = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    VpcEndpoint endpoint =
        ec2.createVpcEndpoint(r -> r.vpcId(vpcId).serviceName(S3).routeTableIds(table))
            .vpcEndpoint();
    String id = endpoint.vpcEndpointId();

    assertThat(endpoint.vpcEndpointTypeAsString()).isEqualTo("Gateway");
    assertThat(routesToLists(table)).containsExactly(tuple(idOf(S3), id));
    assertThat(
            refused(
                () ->
                    ec2.deleteRoute(r -> r.routeTableId(table).destinationPrefixListId(idOf(S3)))))
        .isEqualTo("InvalidParameterValue");
    assertThat(refused(() -> ec2.deleteVpc(r -> r.vpcId(vpcId)))).isEqualTo("DependencyViolation");

    ec2.modifyVpcEndpoint(
        r -> r.vpcEndpointId(id).addRouteTableIds(other).removeRouteTableIds(table));
    assertThat(routesToLists(table)).isEmpty();
    assertThat(routesToLists(other)).containsExactly(tuple(idOf(S3), id));

    assertThat(
            ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id, "vpce-0123456789abcdef0"))
                .unsuccessful())
        .singleElement()
        .satisfies(
            each -> assertThat(each.error().code()).isEqualTo("InvalidVpcEndpointId.NotFound"));
    assertThat(routesToLists(other)).isEmpty();
    assertThat(ec2.describeVpcEndpoints(r -> {}).vpcEndpoints()).isEmpty();
  }

  @Test
  void an_endpoint_of_a_service_that_has_none_is_refused() {
    assertThat(
            refused(
                () ->
                    ec2.createVpcEndpoint(
                        r -> r.vpcId(vpcId).serviceName("com.amazonaws.eu-west-2.nothing"))))
        .isEqualTo("InvalidServiceName");
    assertThat(refused(() -> ec2.createVpcEndpoint(r -> r.vpcId(vpcId).serviceName(CLOUDFRONT))))
        .isEqualTo("InvalidServiceName");
    assertThat(
            refused(
                () ->
                    ec2.createVpcEndpoint(
                        r ->
                            r.vpcId(vpcId)
                                .serviceName("com.amazonaws.eu-west-2.ssm")
                                .vpcEndpointType("Interface"))))
        .isEqualTo("UnsupportedOperation");
  }

  private List<Tuple> routesToLists(String table) {
    return ec2
        .describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .get(0)
        .routes()
        .stream()
        .filter(each -> each.destinationPrefixListId() != null)
        .map((Route each) -> tuple(each.destinationPrefixListId(), each.gatewayId()))
        .toList();
  }
}
