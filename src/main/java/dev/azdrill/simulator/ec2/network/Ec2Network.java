package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.world.Networking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The networks of this region's EC2, as other services see them. */
final class Ec2Network implements Networking {
  private final NetworkResources network;

  Ec2Network(NetworkResources network) {
    this.network = network;
  }

  @Override
  public Optional<Subnet> subnet(String subnetId) {
    return network.subnets().exists(subnetId)
        ? Optional.of(network.subnets().one(subnetId))
        : Optional.empty();
  }

  @Override
  public List<Subnet> defaultSubnets() {
    return network.defaultVpc().subnets();
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String groupId) {
    return network.groups().exists(groupId)
        ? Optional.of(network.groups().one(groupId))
        : Optional.empty();
  }

  @Override
  public Optional<SecurityGroup> defaultSecurityGroup(String vpcId) {
    return network.vpcs().exists(vpcId)
        ? Optional.of(network.groups().defaultOf(vpcId))
        : Optional.empty();
  }

  @Override
  public boolean hasInternetGateway(String vpcId) {
    return network.internetGateways().anyAttachedTo(vpcId);
  }

  @Override
  public NetworkInterface create(OwnedInterface wanted) {
    NetworkInterface eni =
        network
            .interfaces()
            .create(
                InterfaceSpec.of(wanted.subnetId(), groups(wanted), wanted.description())
                    .ownedBy(wanted.owner(), type(wanted.purpose()))
                    .withAddress(wanted.privateAddress().orElse(null))
                    .withTags(tags(wanted.tags())));
    String id = eni.networkInterfaceId();
    if (wanted.publicAddress()) {
      wanted
          .allocationId()
          .ifPresentOrElse(
              chosen -> network.addresses().associate(chosen, id),
              () -> network.addresses().autoAssign(id, wanted.owner()));
    }
    return network.interfaces().one(id);
  }

  private static NetworkInterfaceType type(Purpose purpose) {
    return switch (purpose) {
      case USUAL -> NetworkInterfaceType.INTERFACE;
      case NETWORK_LOAD_BALANCER -> NetworkInterfaceType.NETWORK_LOAD_BALANCER;
    };
  }

  @Override
  public Optional<Address> address(String allocationId) {
    return network.addresses().find(allocationId);
  }

  @Override
  public void giveBack(String networkInterfaceId) {
    network.addresses().giveBack(networkInterfaceId);
  }

  private List<String> groups(OwnedInterface wanted) {
    if (!wanted.securityGroupIds().isEmpty() || wanted.purpose() != Purpose.USUAL) {
      return wanted.securityGroupIds();
    }
    String vpcId = network.subnets().one(wanted.subnetId()).vpcId();
    return List.of(network.groups().defaultOf(vpcId).groupId());
  }

  private static List<TagSpecification> tags(Map<String, String> tags) {
    return List.of(
        TagSpecification.builder()
            .resourceType(ResourceType.NETWORK_INTERFACE)
            .tags(
                tags.entrySet().stream()
                    .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                    .toList())
            .build());
  }

  @Override
  public void delete(String networkInterfaceId) {
    network.interfaces().delete(networkInterfaceId);
  }

  @Override
  public Optional<NetworkInterface> networkInterface(String networkInterfaceId) {
    return network.interfaces().exists(networkInterfaceId)
        ? Optional.of(network.interfaces().one(networkInterfaceId))
        : Optional.empty();
  }

  @Override
  public void secure(String networkInterfaceId, List<String> securityGroupIds) {
    network.interfaces().secure(networkInterfaceId, securityGroupIds);
  }
}
