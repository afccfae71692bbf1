package dev.azdrill.simulator.ec2.network;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;

/** The blocks that a VPC has beside its primary one. */
class VpcCidrBlocksTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId = "";

  @BeforeEach
  void vpc() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    region.pass(Duration.ofMinutes(1));
  }

  private VpcCidrBlockAssociation associate(String cidr) {
    return ec2.associateVpcCidrBlock(r -> r.vpcId(vpcId).cidrBlock(cidr)).cidrBlockAssociation();
  }

  private VpcCidrBlockAssociation associated(String cidr) {
    VpcCidrBlockAssociation added = associate(cidr);
    region.pass(Duration.ofMinutes(1));
    return added;
  }

  private Vpc described() {
    return ec2.describeVpcs(r -> r.vpcIds(vpcId)).vpcs().get(0);
  }

  private List<String> locals() {
    return ec2
        .describeRouteTables(r -> r.filters(Filter.builder().name("vpc-id").values(vpcId).build()))
        .routeTables()
        .stream()
        .map(RouteTable::routes)
        .flatMap(List::stream)
        .filter(each -> "local".equals(each.gatewayId()))
        .map(Route::destinationCidrBlock)
        .toList();
  }

  @Test
  void a_block_is_associated_within_seconds_and_every_table_routes_it_to_where_it_is() {
    String other = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();

    VpcCidrBlockAssociation added = associate("10.1.0.18/16");

    assertThat(added.cidrBlock()).isEqualTo("10.1.0.0/16");
    assertThat(added.cidrBlockState().state()).isEqualTo(VpcCidrBlockStateCode.ASSOCIATING);
    assertThat(refused(() -> subnet("10.1.1.0/24"))).isEqualTo("InvalidSubnet.Range");
    assertThat(locals()).containsExactly("10.0.0.0/16", "10.0.0.0/16");

    region.pass(Duration.ofMinutes(1));

    assertThat(described().cidrBlockAssociationSet())
        .extracting(VpcCidrBlockAssociation::cidrBlock, each -> each.cidrBlockState().state())
        .containsExactly(
            tuple("10.0.0.0/16", VpcCidrBlockStateCode.ASSOCIATED),
            tuple("10.1.0.0/16", VpcCidrBlockStateCode.ASSOCIATED));
    assertThat(described().cidrBlock()).isEqualTo("10.0.0.0/16");
    assertThat(locals())
        .containsExactlyInAnyOrder("10.0.0.0/16", "10.1.0.0/16", "10.0.0.0/16", "10.1.0.0/16");
    assertThat(subnet("10.1.1.0/24")).startsWith("subnet-");
    assertThat(other).startsWith("rtb-");
  }

  private String subnet(String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr)).subnet().subnetId();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.4.0/24, InvalidVpc.Range",
    "10.0.0.0/15, InvalidVpc.Range",
    "10.1.0.0/29, InvalidVpc.Range",
    "172.20.0.0/16, InvalidVpc.Range",
    "192.168.0.0/24, InvalidVpc.Range",
    "198.19.4.0/24, InvalidVpc.Range",
    "10.9.0.0/16, InvalidVpc.Range",
    "ten, InvalidParameterValue"
  })
  void a_block_that_does_not_go_with_it_is_refused(String cidr, String code) {
    String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpcId));
    String table = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("10.9.4.0/24").gatewayId(gateway));

    assertThat(refused(() -> associate(cidr))).isEqualTo(code);
    assertThat(described().cidrBlockAssociationSet()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"100.64.0.0/16", "203.0.113.0/24", "10.1.0.0/16"})
  void one_of_the_same_kind_or_a_public_one_goes_with_it(String cidr) {
    associated(cidr);

    assertThat(described().cidrBlockAssociationSet()).hasSize(2);
  }

  @Test
  void there_are_five_at_most() {
    for (int i = 1; i < 5; i++) {
      associated("10." + i + ".0.0/16");
    }

    assertThat(refused(() -> associate("10.5.0.0/16"))).isEqualTo("CidrLimitExceeded");
  }

  @Test
  void it_goes_with_its_routes_but_not_while_a_subnet_is_in_it_nor_does_the_primary_one() {
    String id = associated("10.1.0.0/16").associationId();
    String subnet = subnet("10.1.1.0/24");
    String primary = described().cidrBlockAssociationSet().get(0).associationId();

    assertThat(refused(() -> ec2.disassociateVpcCidrBlock(r -> r.associationId(primary))))
        .isEqualTo("OperationNotPermitted");
    assertThat(refused(() -> ec2.disassociateVpcCidrBlock(r -> r.associationId(id))))
        .isEqualTo("InvalidCidrBlock.InUse");

    ec2.deleteSubnet(r -> r.subnetId(subnet));
    assertThat(
            ec2.disassociateVpcCidrBlock(r -> r.associationId(id))
                .cidrBlockAssociation()
                .cidrBlockState()
                .state())
        .isEqualTo(VpcCidrBlockStateCode.DISASSOCIATING);
    assertThat(locals()).containsExactly("10.0.0.0/16");
    region.pass(Duration.ofMinutes(1));

    assertThat(described().cidrBlockAssociationSet()).hasSize(1);
    assertThat(refused(() -> ec2.disassociateVpcCidrBlock(r -> r.associationId(id))))
        .isEqualTo("InvalidVpcCidrBlockAssociationID.NotFound");
  }

  @Test
  void one_that_goes_while_it_comes_never_is_associated() {
    String id = associate("10.1.0.0/16").associationId();
    ec2.disassociateVpcCidrBlock(r -> r.associationId(id));
    region.pass(Duration.ofMinutes(1));

    assertThat(described().cidrBlockAssociationSet()).hasSize(1);
    assertThat(locals()).containsExactly("10.0.0.0/16");
  }
}
