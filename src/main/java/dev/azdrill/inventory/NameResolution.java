package dev.azdrill.inventory;

import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;

/**
 * Whether a VPC resolves DNS names for what stands in it, those of databases and of services
 * outside.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">Understand Amazon
 * DNS</a>. Name servers of one's own, which DHCP options would name, are not simulated.
 */
public final class NameResolution {
  private NameResolution() {}

  /** The ids of the VPCs of which it is known that they resolve none. */
  public static Set<String> lackingIn(Inventory inventory) {
    return inventory.all(Kind.VPC_ATTRIBUTE).stream()
        .filter(NameResolution::isOff)
        .map(DescribeVpcAttributeResponse::vpcId)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isOff(DescribeVpcAttributeResponse vpc) {
    return vpc.enableDnsSupport() != null && Boolean.FALSE.equals(vpc.enableDnsSupport().value());
  }
}
