package dev.azdrill.inventory;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
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

  /**
   * The ids of the VPCs of which it is known that they resolve none; it may be asked for null, too.
   */
  public static Set<String> lackingIn(Inventory inventory) {
    Set<String> lacking = new HashSet<>();
    inventory.all(Kind.VPC_ATTRIBUTE).stream()
        .filter(NameResolution::isOff)
        .flatMap(each -> Stream.ofNullable(each.vpcId()))
        .forEach(lacking::add);
    return Collections.unmodifiableSet(lacking);
  }

  private static boolean isOff(DescribeVpcAttributeResponse vpc) {
    return vpc.enableDnsSupport() != null && Boolean.FALSE.equals(vpc.enableDnsSupport().value());
  }
}
