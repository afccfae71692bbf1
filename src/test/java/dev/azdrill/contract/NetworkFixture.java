package dev.azdrill.contract;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** A VPC, and what a sentence puts into it. */
final class NetworkFixture {
  static final String BLOCK = "10.77.0.0/16";
  static final String EVERYWHERE = "0.0.0.0/0";

  private final Subject subject;
  private final Ec2Client ec2;
  private final String vpc;

  NetworkFixture(Subject subject) {
    this.subject = subject;
    this.ec2 = subject.ec2();
    this.vpc = ec2.createVpc(r -> r.cidrBlock(BLOCK)).vpc().vpcId();
    subject.later("delete " + vpc, () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    subject
        .eventually("the VPC to be available")
        .until(
            () -> ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().get(0).state(),
            state -> state == VpcState.AVAILABLE);
  }

  String vpc() {
    return vpc;
  }

  /** A subnet in the first zone. */
  String subnet() {
    return subnet(1, 0);
  }

  /** {@code 10.77.<number>.0/24} in a zone. */
  String subnet(int number, int zone) {
    String name = subject.zone(zone);
    String id =
        ec2.createSubnet(
                r -> r.vpcId(vpc).cidrBlock("10.77." + number + ".0/24").availabilityZone(name))
            .subnet()
            .subnetId();
    subject.later(
        "delete " + id,
        () -> {
          sweep(id);
          ec2.deleteSubnet(r -> r.subnetId(id));
        });
    return id;
  }

  /** One in the first and one in the second zone. */
  List<String> subnets() {
    return List.of(subnet(1, 0), subnet(2, 1));
  }

  /**
   * What nobody took along, on subjects that let a subnet go with something in it. What is in use
   * is not ours to take: its owner takes it along, or the subnet cannot go.
   */
  private void sweep(String subnet) {
    ec2.describeNetworkInterfaces(r -> r.filters(Subject.by("subnet-id", subnet)))
        .networkInterfaces()
        .forEach(each -> Refusal.attempt(() -> delete(each)));
  }

  private void delete(NetworkInterface each) {
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(each.networkInterfaceId()));
  }

  /** An internet gateway, attached. */
  String door() {
    String id = ec2.createInternetGateway().internetGateway().internetGatewayId();
    subject.later("delete " + id, () -> ec2.deleteInternetGateway(r -> r.internetGatewayId(id)));
    ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc));
    subject.later(
        "detach " + id,
        () -> {
          boolean isAttached =
              ec2
                  .describeInternetGateways(r -> r.internetGatewayIds(id))
                  .internetGateways()
                  .stream()
                  .anyMatch(each -> !each.attachments().isEmpty());
          if (isAttached) {
            ec2.detachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc));
          }
        });
    return id;
  }

  /** A route table of its own. */
  String table() {
    String id = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    subject.later("delete " + id, () -> ec2.deleteRouteTable(r -> r.routeTableId(id)));
    return id;
  }

  /** Lets a subnet use a route table. */
  String associate(String table, String subnet) {
    String id =
        ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet)).associationId();
    subject.later(
        "disassociate " + table, () -> ec2.disassociateRouteTable(r -> r.associationId(id)));
    return id;
  }

  /** Routes these subnets to a door. */
  void open(String door, List<String> subnets) {
    String table = table();
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(EVERYWHERE).gatewayId(door));
    subnets.forEach(subnet -> associate(table, subnet));
  }

  /** A security group. */
  String group(String noun) {
    String name = subject.name(noun);
    String id =
        ec2.createSecurityGroup(r -> r.groupName(name).description(noun).vpcId(vpc)).groupId();
    subject.later("delete " + id, () -> ec2.deleteSecurityGroup(r -> r.groupId(id)));
    return id;
  }

  /** The group that came with the VPC. */
  String defaultGroup() {
    return ec2.describeSecurityGroups(
            r -> r.filters(Subject.by("vpc-id", vpc), Subject.by("group-name", "default")))
        .securityGroups()
        .get(0)
        .groupId();
  }

  /** An Elastic IP address. */
  String allocation() {
    String id = ec2.allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
    subject.later("release " + id, () -> release(id));
    return id;
  }

  private void release(String allocation) {
    ec2.describeAddresses(r -> r.allocationIds(allocation))
        .addresses()
        .forEach(
            each -> {
              if (each.associationId() != null && !each.associationId().isEmpty()) {
                ec2.disassociateAddress(r -> r.associationId(each.associationId()));
              }
            });
    ec2.releaseAddress(r -> r.allocationId(allocation));
  }

  /** A network interface of nobody. */
  String networkInterface(String subnet, String... groups) {
    String id =
        ec2.createNetworkInterface(r -> r.subnetId(subnet).groups(groups))
            .networkInterface()
            .networkInterfaceId();
    subject.later("delete " + id, () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    return id;
  }

  NetworkInterface describe(String networkInterface) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(networkInterface))
        .networkInterfaces()
        .get(0);
  }

  /** A NAT gateway as it is when it is asked for. */
  String natGateway(String subnet, String allocation) {
    String id =
        ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocation))
            .natGateway()
            .natGatewayId();
    subject.later("delete " + id, () -> ec2.deleteNatGateway(r -> r.natGatewayId(id)));
    return id;
  }

  /** Waits until a NAT gateway is in this state. */
  NatGateway await(String natGateway, NatGatewayState state) {
    return subject
        .eventually("the NAT gateway to be " + state)
        .until(
            () -> ec2.describeNatGateways(r -> r.natGatewayIds(natGateway)).natGateways().get(0),
            each -> each.state() == state)
        .value();
  }

  /** An instance in a subnet, as it is when it is asked for. */
  Instance launch(String subnet) {
    return launch(
        RunInstancesRequest.builder()
            .imageId(subject.image())
            .instanceType(InstanceType.T3_MICRO)
            .minCount(1)
            .maxCount(1)
            .subnetId(subnet)
            .build());
  }

  Instance launch(RunInstancesRequest request) {
    Instance launched = ec2.runInstances(request).instances().get(0);
    subject.later(
        "terminate " + launched.instanceId(),
        () -> ec2.terminateInstances(r -> r.instanceIds(launched.instanceId())));
    return launched;
  }

  /** An instance in a subnet, running. */
  Instance running(String subnet) {
    return await(launch(subnet).instanceId(), InstanceStateName.RUNNING);
  }

  /** Waits until an instance is in this state. */
  Instance await(String instance, InstanceStateName state) {
    return subject
        .eventually("the instance to be " + state)
        .until(() -> instance(instance), each -> each.state().name() == state)
        .value();
  }

  Instance instance(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }
}
