package dev.azdrill.cli;

import dev.azdrill.platform.simulator.SimulatorServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A served region in which runs that are over, or elsewhere, have left a part of their stacks. */
final class ServedStacks implements AutoCloseable {
  /** The lock of a run on another machine, which lasts. */
  static final String ELSEWHERE = "run=abc123 until=2999-01-01T00:00:00Z host=elsewhere/1 pid=4711";

  /** The lock of a run that is over. */
  static final String OVER = "run=abc123 until=2020-01-01T00:00:00Z host=gone pid=4711";

  private final SimulatorServer server;
  private final Ec2Client ec2;

  ServedStacks() {
    try {
      server =
          SimulatorServer.start(
              "stacks", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 3600);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ec2 =
        Ec2Client.builder()
            .endpointOverride(URI.create(url()))
            .region(Region.EU_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(ApacheHttpClient.create())
            .build();
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static TagSpecification tags(ResourceType type, Tag... tags) {
    return TagSpecification.builder().resourceType(type).tags(tags).build();
  }

  /** The VPC of stack shop. */
  String vpc(String lock) {
    return ec2.createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(
                        tags(
                            ResourceType.VPC,
                            tag("azdrill:stack", "shop"),
                            tag("azdrill:lock", lock))))
        .vpc()
        .vpcId();
  }

  /** A VPC whose owner lets it be drilled as shop. */
  String attached() {
    return ec2.createVpc(
            r ->
                r.cidrBlock("10.0.0.0/16")
                    .tagSpecifications(tags(ResourceType.VPC, tag("azdrill:drilled", "shop"))))
        .vpc()
        .vpcId();
  }

  /** A security group of the stack, from which a rule was revoked by a run that was killed. */
  String broken(String vpc, Instant until) {
    String group = group(vpc, "app", tag("azdrill:stack", "shop"));
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(RevokedRule.WEB));
    RevokedRule.cut(url(), "shop", group, until);
    return group;
  }

  /** A tag that says to undo something, in words that nobody knows. */
  void unreadable(String vpc) {
    ec2.createTags(r -> r.resources(vpc).tags(tag("azdrill:undo:0123456789ab:100", "{}")));
  }

  /** What does not belong to the stack stands in its VPC. */
  void stranger(String vpc) {
    group(vpc, "stranger", tag("Name", "stranger"));
  }

  private String group(String vpc, String name, Tag tag) {
    return ec2.createSecurityGroup(
            r ->
                r.groupName(name)
                    .description(name)
                    .vpcId(vpc)
                    .tagSpecifications(tags(ResourceType.SECURITY_GROUP, tag)))
        .groupId();
  }

  /** Another run takes the stack. */
  void takeOver(String vpc) {
    ec2.createTags(r -> r.resources(vpc).tags(tag("azdrill:lock", ELSEWHERE)));
  }

  /** Every tag there is, and with it what bears one. */
  List<String> tags() {
    List<String> all = new ArrayList<>();
    for (TagDescription each : ec2.describeTags().tags()) {
      all.add(each.resourceId() + " " + each.key() + "=" + each.value());
    }
    return all.stream().sorted().toList();
  }

  /** How many undos tags of resources tell of. */
  long waiting() {
    return tags().stream().filter(each -> each.contains(" azdrill:undo")).count();
  }

  long vpcs() {
    return ec2.describeVpcs().vpcs().size();
  }

  @Override
  public void close() {
    ec2.close();
    server.close();
  }
}
