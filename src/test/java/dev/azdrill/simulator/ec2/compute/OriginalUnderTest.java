package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.compute.InstancesTest.AL2023;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A network in which instances are launched, to be described and taken over. */
final class OriginalUnderTest {
  private final AwsSession aws;
  private final String vpcId;
  private final String subnetId;

  /** Two subnets, of which the first gives public addresses. */
  OriginalUnderTest(AwsSession aws) {
    this.aws = aws;
    vpcId = ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetId = subnet("10.0.1.0/24", "eu-west-2a");
    subnet("10.0.2.0/24", "eu-west-2b");
    publicAddresses(true);
  }

  private String subnet(String cidr, String zone) {
    return ec2()
        .createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  /** Whether the first subnet gives public addresses. */
  void publicAddresses(boolean give) {
    ec2().modifySubnetAttribute(r -> r.subnetId(subnetId).mapPublicIpOnLaunch(v -> v.value(give)));
  }

  Ec2Client ec2() {
    return aws.ec2();
  }

  String vpcId() {
    return vpcId;
  }

  /** The first subnet. */
  String subnetId() {
    return subnetId;
  }

  Inventory described() {
    return new Discovery(aws).byVpc(vpcId);
  }

  Inventory described(UnaryOperator<Instance> change) {
    return described().map(Kind.INSTANCE, change);
  }

  String run() {
    return run(r -> {});
  }

  String run(Consumer<RunInstancesRequest.Builder> more) {
    return ec2()
        .runInstances(
            r ->
                more.accept(
                    r.imageId(AL2023)
                        .instanceType("t3.micro")
                        .subnetId(subnetId)
                        .tagSpecifications(
                            TagSpecification.builder()
                                .resourceType(ResourceType.INSTANCE)
                                .tags(Tag.builder().key("Name").value("web").build())
                                .build())
                        .minCount(1)
                        .maxCount(1)))
        .instances()
        .get(0)
        .instanceId();
  }

  Instance one(String id) {
    return ec2().describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }
}
