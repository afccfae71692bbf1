package dev.azdrill.simulator.ec2.network;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.ec2.compute.InstancesTest;
import java.time.Duration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A network with one of everything: a public subnet with a NAT gateway and an instance, a private
 * one with a network ACL of its own, and groups whose rules name groups and prefix lists.
 */
record OriginalNetwork(
    Inventory described,
    String vpcId,
    String publicSubnet,
    String privateSubnet,
    String privateTable,
    String igw,
    String nat,
    String allocation,
    String webGroup,
    String dataGroup,
    String ownList,
    String ownInterface,
    String instance) {
  static final String ANYWHERE = "0.0.0.0/0";

  static OriginalNetwork create() {
    try (SimulatorPlatform platform = SimulatorPlatform.create("original")) {
      return new Building(Somebody.beside(platform.session())).build();
    }
  }

  private static final class Building {
    private final AwsSession aws;
    private final Ec2Client ec2;
    private final String vpcId;

    Building(AwsSession aws) {
      this.aws = aws;
      this.ec2 = aws.ec2();
      this.vpcId =
          ec2.createVpc(
                  r ->
                      r.cidrBlock("10.0.0.0/16")
                          .tagSpecifications(
                              TagSpecification.builder()
                                  .resourceType(ResourceType.VPC)
                                  .tags(Tag.builder().key("Name").value("shop").build())
                                  .build()))
              .vpc()
              .vpcId();
    }

    OriginalNetwork build() {
      ec2.modifyVpcAttribute(r -> r.vpcId(vpcId).enableDnsHostnames(v -> v.value(true)));
      String igw = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
      ec2.attachInternetGateway(r -> r.vpcId(vpcId).internetGatewayId(igw));
      String open = subnet("10.0.1.0/28", "eu-west-2a");
      String closed = subnet("10.0.2.0/24", "eu-west-2b");
      ec2.modifySubnetAttribute(r -> r.subnetId(open).mapPublicIpOnLaunch(v -> v.value(true)));
      String openTable = table(open);
      ec2.createRoute(r -> r.routeTableId(openTable).destinationCidrBlock(ANYWHERE).gatewayId(igw));
      String allocation = ec2.allocateAddress(r -> {}).allocationId();
      String nat =
          ec2.createNatGateway(r -> r.subnetId(open).allocationId(allocation))
              .natGateway()
              .natGatewayId();
      aws.clock().pass(Duration.ofMinutes(10));
      String closedTable = table(closed);
      ec2.createRoute(
          r -> r.routeTableId(closedTable).destinationCidrBlock(ANYWHERE).natGatewayId(nat));
      ec2.createVpcEndpoint(
          r -> r.vpcId(vpcId).serviceName("com.amazonaws.eu-west-2.s3").routeTableIds(closedTable));
      acl(closed);
      String list =
          ec2.createManagedPrefixList(
                  r ->
                      r.prefixListName("offices")
                          .addressFamily("IPv4")
                          .maxEntries(5)
                          .entries(
                              AddPrefixListEntry.builder()
                                  .cidr("192.0.2.0/24")
                                  .description("head office")
                                  .build()))
              .prefixList()
              .prefixListId();
      String web = group("web");
      String data = group("data");
      rules(web, data, list);
      String eni =
          ec2.createNetworkInterface(r -> r.subnetId(closed).groups(data))
              .networkInterface()
              .networkInterfaceId();
      String instance =
          ec2.runInstances(
                  r ->
                      r.imageId(InstancesTest.AL2023)
                          .instanceType("t3.micro")
                          .minCount(1)
                          .maxCount(1)
                          .subnetId(open)
                          .securityGroupIds(web))
              .instances()
              .get(0)
              .instanceId();
      aws.clock().pass(Duration.ofMinutes(10));
      Inventory described = new Discovery(aws).byVpc(vpcId);
      return new OriginalNetwork(
          described,
          vpcId,
          open,
          closed,
          closedTable,
          igw,
          nat,
          allocation,
          web,
          data,
          list,
          eni,
          instance);
    }

    private String subnet(String cidr, String zone) {
      return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone))
          .subnet()
          .subnetId();
    }

    private String table(String subnetId) {
      String id = ec2.createRouteTable(r -> r.vpcId(vpcId)).routeTable().routeTableId();
      ec2.associateRouteTable(r -> r.routeTableId(id).subnetId(subnetId));
      return id;
    }

    private void acl(String subnetId) {
      String own = ec2.createNetworkAcl(r -> r.vpcId(vpcId)).networkAcl().networkAclId();
      for (boolean egress : new boolean[] {true, false}) {
        ec2.createNetworkAclEntry(
            r ->
                r.networkAclId(own)
                    .egress(egress)
                    .ruleNumber(100)
                    .protocol("6")
                    .portRange(p -> p.from(0).to(65_535))
                    .ruleAction("allow")
                    .cidrBlock("10.0.0.0/16"));
      }
      String association =
          ec2
              .describeNetworkAcls(
                  r ->
                      r.filters(
                          Filter.builder().name("association.subnet-id").values(subnetId).build()))
              .networkAcls()
              .get(0)
              .associations()
              .stream()
              .filter(each -> each.subnetId().equals(subnetId))
              .findFirst()
              .orElseThrow()
              .networkAclAssociationId();
      ec2.replaceNetworkAclAssociation(r -> r.networkAclId(own).associationId(association));
    }

    private String group(String name) {
      return ec2.createSecurityGroup(r -> r.vpcId(vpcId).groupName(name).description(name))
          .groupId();
    }

    private void rules(String web, String data, String list) {
      ec2.authorizeSecurityGroupIngress(
          r ->
              r.groupId(web)
                  .ipPermissions(
                      tcp(443)
                          .ipRanges(
                              IpRange.builder().cidrIp(ANYWHERE).description("clients").build())
                          .prefixListIds(PrefixListId.builder().prefixListId(list).build())
                          .build()));
      ec2.authorizeSecurityGroupIngress(
          r ->
              r.groupId(data)
                  .ipPermissions(
                      tcp(5432)
                          .userIdGroupPairs(
                              UserIdGroupPair.builder().groupId(web).description("the web").build(),
                              UserIdGroupPair.builder().groupId(data).build())
                          .build()));
    }

    private static IpPermission.Builder tcp(int port) {
      return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    }
  }
}
