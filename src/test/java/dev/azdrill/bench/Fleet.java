package dev.azdrill.bench;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Somebody;
import java.time.Duration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** A region with so many running instances. */
final class Fleet {
  private Fleet() {}

  static SimulatorPlatform of(int instances) {
    SimulatorPlatform platform = SimulatorPlatform.create("fleet of " + instances);
    Ec2Client ec2 = Somebody.beside(platform.session()).ec2();
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    platform.session().clock().pass(Duration.ofMinutes(1));
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/20").availabilityZone("eu-west-2a"))
            .subnet()
            .subnetId();
    Filter amazonLinux = Filter.builder().name("name").values("al2023-*-x86_64").build();
    String image =
        ec2.describeImages(r -> r.owners("amazon").filters(amazonLinux)).images().get(0).imageId();
    ec2.runInstances(
        r ->
            r.imageId(image)
                .instanceType("t3.micro")
                .subnetId(subnet)
                .minCount(instances)
                .maxCount(instances));
    platform.session().clock().pass(Duration.ofMinutes(1));
    return platform;
  }
}
