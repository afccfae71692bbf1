package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.azdrill.simulator.RegionUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** RDS in the region, in the networks of its EC2. */
class RdsOnEc2Test {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private String vpc = "";
  private String groupId = "";
  private List<String> subnets = List.of();

  @BeforeEach
  void a_multi_zone_database_in_a_vpc() {
    vpc = ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    region.aws().ec2Waiter().waitUntilVpcAvailable(r -> r.vpcIds(vpc));
    subnets = List.of(subnet("10.0.21.0/24", "eu-west-2a"), subnet("10.0.22.0/24", "eu-west-2b"));
    groupId =
        ec2()
            .createSecurityGroup(r -> r.groupName("db").description("database").vpcId(vpc))
            .groupId();
    region
        .aws()
        .rds()
        .createDBSubnetGroup(
            r -> r.dbSubnetGroupName("data").dbSubnetGroupDescription("data").subnetIds(subnets));
    region.aws().rds().createDBInstance(RdsUnderTest.wanted().vpcSecurityGroupIds(groupId).build());
    region
        .aws()
        .rdsWaiter()
        .waitUntilDBInstanceAvailable(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));
  }

  @Test
  void its_interfaces_are_requester_managed_and_carry_its_security_group() {
    assertThat(interfaces())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.description()).isEqualTo("RDSNetworkInterface");
              assertThat(each.requesterId()).isEqualTo("amazon-rds");
              assertThat(each.requesterManaged()).isTrue();
              assertThat(each.statusAsString()).isEqualTo("in-use");
              assertThat(each.association()).isNull();
              assertThat(each.groups())
                  .extracting(GroupIdentifier::groupId)
                  .containsExactly(groupId);
            });
    assertThat(interfaces()).extracting(NetworkInterface::subnetId).hasSameElementsAs(subnets);
  }

  @Test
  void its_networks_cannot_be_deleted_until_it_is() {
    assertThat(codeOfDelete(subnets.get(0))).isEqualTo("DependencyViolation");

    region
        .aws()
        .rds()
        .deleteDBInstance(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME).skipFinalSnapshot(true));
    region
        .aws()
        .rdsWaiter()
        .waitUntilDBInstanceDeleted(r -> r.dbInstanceIdentifier(RdsUnderTest.NAME));
    ec2().deleteSecurityGroup(r -> r.groupId(groupId));
    subnets.forEach(id -> ec2().deleteSubnet(r -> r.subnetId(id)));
    ec2().deleteVpc(r -> r.vpcId(vpc));

    assertThat(interfaces()).isEmpty();
  }

  private String codeOfDelete(String subnet) {
    return catchThrowableOfType(
            Ec2Exception.class, () -> ec2().deleteSubnet(r -> r.subnetId(subnet)))
        .awsErrorDetails()
        .errorCode();
  }

  private String subnet(String block, String zone) {
    return ec2()
        .createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  private List<NetworkInterface> interfaces() {
    return ec2().describeNetworkInterfaces().networkInterfaces();
  }

  private Ec2Client ec2() {
    return region.aws().ec2();
  }
}
