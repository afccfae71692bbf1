package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.network.PacketWalker;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * What settings say of IPv6. No packet of it is followed, so a claim about packets is unknown where
 * there are such addresses; what the settings alone decide is judged.
 *
 * <p>See <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html">IP
 * addressing for your VPCs and subnets</a>: IPv6 addresses are public, unless they are unique local
 * ones.
 */
final class Ipv6 {
  /** {@code fc00::/7}, RFC 4193. */
  private static final Pattern UNIQUE_LOCAL = Pattern.compile("f[cd][0-9a-f]{2}:.*");

  /** Synthesised from IPv4 addresses: a NAT gateway translates what is sent there. */
  private static final String NAT64 = "64:ff9b::/96";

  private Ipv6() {}

  /** Those of a network interface that are public. */
  static List<String> publicAddresses(NetworkInterface of) {
    return of.ipv6Addresses().stream()
        .map(NetworkInterfaceIpv6Address::ipv6Address)
        .filter(address -> address != null && isPublic(address))
        .toList();
  }

  private static boolean isPublic(String block) {
    return !UNIQUE_LOCAL.matcher(block.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a template gives what it launches such addresses; empty: the subnet decides. */
  static Optional<Boolean> given(LaunchTemplateVersion launch) {
    return launch.launchTemplateData().networkInterfaces().stream()
        .flatMap(each -> given(each).stream())
        .reduce(Boolean::logicalOr);
  }

  private static Optional<Boolean> given(LaunchTemplateInstanceNetworkInterfaceSpecification each) {
    if (!each.ipv6Addresses().isEmpty() || !each.ipv6Prefixes().isEmpty()) {
      return Optional.of(true);
    }
    return Stream.of(
            Optional.ofNullable(each.ipv6AddressCount()),
            Optional.ofNullable(each.ipv6PrefixCount()))
        .flatMap(Optional::stream)
        .map(count -> count > 0)
        .reduce(Boolean::logicalOr);
  }

  /** Whether a subnet gives them to what starts in it. */
  static boolean given(Subnet subnet) {
    return Boolean.TRUE.equals(subnet.assignIpv6AddressOnCreation());
  }

  /** Whether they would be public ones. */
  static boolean isPublic(Subnet subnet) {
    return subnet.ipv6CidrBlockAssociationSet().stream()
            .map(each -> String.valueOf(each.ipv6CidrBlock()))
            .anyMatch(Ipv6::isPublic)
        || subnet.ipv6CidrBlockAssociationSet().isEmpty();
  }

  /**
   * What a sender with such addresses reaches by them, past every NAT gateway.
   *
   * @param sender a network interface that is there, or may be
   * @param walker of this inventory
   */
  static Optional<Finding> pastNatGateways(
      NetworkInterface sender, PacketWalker walker, Inventory inventory) {
    if (sender.ipv6Addresses().isEmpty()) {
      return Optional.empty();
    }
    String id = sender.networkInterfaceId();
    Optional<List<RouteOut>> routes =
        RouteOut.of(String.valueOf(sender.subnetId()), walker, inventory);
    if (routes.isEmpty()) {
      return Optional.of(
          Finding.unknown(id, "has IPv6 addresses, and no route table that is described"));
    }
    List<RouteOut> out = routes.get().stream().filter(Ipv6::isTaken).toList();
    return out.stream()
        .filter(RouteOut::leadsToInternet)
        .findFirst()
        .map(each -> Finding.violated(id, "goes out over IPv6 without a NAT gateway: " + each))
        .or(
            () ->
                out.stream()
                    .findFirst()
                    .map(
                        each ->
                            Finding.unknown(
                                id,
                                "has a way out over IPv6, and where that ends is not known: "
                                    + each)));
  }

  private static boolean isTaken(RouteOut out) {
    String block = out.route().destinationIpv6CidrBlock();
    return block != null && !(block.equals(NAT64) && out.to().startsWith("nat-"));
  }
}
