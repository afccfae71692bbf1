package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Networking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The port {@code Network} with one VPC {@code vpc-1} in it: subnets {@code subnet-a}, {@code -b}
 * and {@code -c}, one in each zone, two security groups, and no room in {@code subnet-full}.
 */
final class NetworkDouble implements Networking {
  private final Map<String, OwnedInterface> wanted = new LinkedHashMap<>();
  private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
  private int made;
  boolean hasInternetGateway;
  boolean isSilent;

  /** The interfaces of another one stand here, too. */
  void standAs(NetworkDouble other) {
    wanted.putAll(other.wanted);
    interfaces.putAll(other.interfaces);
    made = other.made;
  }

  /** What a service asked for when it made this interface. */
  OwnedInterface wanted(String networkInterfaceId) {
    return Optional.ofNullable(wanted.get(networkInterfaceId)).orElseThrow();
  }

  List<NetworkInterface> interfaces() {
    return List.copyOf(interfaces.values());
  }

  @Override
  public Optional<Subnet> subnet(String subnetId) {
    String zone =
        switch (subnetId) {
          case "subnet-a" -> "eu-west-2a";
          case "subnet-b", "subnet-full" -> "eu-west-2b";
          case "subnet-c", "subnet-elsewhere" -> "eu-west-2c";
          default -> "";
        };
    String vpc = subnetId.equals("subnet-elsewhere") ? "vpc-2" : "vpc-1";
    return zone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Subnet.builder().subnetId(subnetId).vpcId(vpc).availabilityZone(zone).build());
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String groupId) {
    return switch (groupId) {
      case "sg-database", "sg-nobody", "sg-default" ->
          Optional.of(SecurityGroup.builder().groupId(groupId).vpcId("vpc-1").build());
      case "sg-elsewhere" ->
          Optional.of(SecurityGroup.builder().groupId(groupId).vpcId("vpc-2").build());
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<SecurityGroup> defaultSecurityGroup(String vpcId) {
    return securityGroup("sg-default");
  }

  @Override
  public boolean hasInternetGateway(String vpcId) {
    return hasInternetGateway;
  }

  @Override
  public NetworkInterface create(OwnedInterface asked) {
    if (isSilent) {
      throw new AwsError("ServiceUnavailable", 503, "nobody answers");
    }
    if (asked.subnetId().equals("subnet-full")) {
      throw AwsError.of("InsufficientFreeAddressesInSubnet", "no free addresses in subnet-full");
    }
    String id = "eni-" + ++made;
    NetworkInterface created =
        NetworkInterface.builder()
            .networkInterfaceId(id)
            .subnetId(asked.subnetId())
            .description(asked.description())
            .privateIpAddress("10.0.0." + (10 + made))
            .groups(groups(asked.securityGroupIds()))
            .build();
    wanted.put(id, asked);
    interfaces.put(id, created);
    return created;
  }

  @Override
  public void delete(String networkInterfaceId) {
    interfaces.remove(networkInterfaceId);
  }

  @Override
  public Optional<NetworkInterface> networkInterface(String networkInterfaceId) {
    return Optional.ofNullable(interfaces.get(networkInterfaceId));
  }

  @Override
  public void secure(String networkInterfaceId, List<String> securityGroupIds) {
    interfaces.computeIfPresent(
        networkInterfaceId, (id, old) -> old.copy(n -> n.groups(groups(securityGroupIds))));
  }

  private static List<GroupIdentifier> groups(List<String> ids) {
    return ids.stream().map(id -> GroupIdentifier.builder().groupId(id).build()).toList();
  }
}
