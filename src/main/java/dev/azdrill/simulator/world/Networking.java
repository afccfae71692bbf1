package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Port: the networks of EC2, for services that stand in them with network interfaces of their own.
 */
public interface Networking {
  Optional<Subnet> subnet(String subnetId);

  /** Those of the default VPC, one in each zone; none where there is no default VPC. */
  default List<Subnet> defaultSubnets() {
    return List.of();
  }

  Optional<SecurityGroup> securityGroup(String groupId);

  /** The default security group of a VPC. */
  Optional<SecurityGroup> defaultSecurityGroup(String vpcId);

  /** Whether the VPC has an internet gateway attached. */
  boolean hasInternetGateway(String vpcId);

  /**
   * Creates a network interface that a service owns (requester-managed).
   *
   * @throws AwsError {@code InsufficientFreeAddressesInSubnet} and whatever else
   *     CreateNetworkInterface refuses with
   */
  NetworkInterface create(OwnedInterface wanted);

  /** Deletes one that {@link #create} made; without effect when it is gone. */
  void delete(String networkInterfaceId);

  /** As EC2 describes it now. */
  Optional<NetworkInterface> networkInterface(String networkInterfaceId);

  /** Replaces the security groups of a network interface. */
  void secure(String networkInterfaceId, List<String> securityGroupIds);

  /** The Elastic IP address of the account that has this id. */
  default Optional<Address> address(String allocationId) {
    return Optional.empty();
  }

  /** An Elastic IP address of the account that stands for a network interface no longer does. */
  default void giveBack(String networkInterfaceId) {}

  /** What a network interface that a service wants is for. */
  enum Purpose {
    /** Anything; it has at least one security group: its VPC's default one where none is named. */
    USUAL,
    /** A node of a network load balancer, which may have no security group: then none filters. */
    NETWORK_LOAD_BALANCER
  }

  /**
   * A network interface wanted by a service.
   *
   * @param subnetId where
   * @param securityGroupIds who may talk to it
   * @param description such as {@code ELB app/web/0123456789abcdef}
   * @param owner the requester: {@code amazon-elb}, {@code amazon-rds}
   * @param publicAddress whether it gets a public IPv4 address
   * @param tags for services that stand on a foreign EC2; empty otherwise
   * @param purpose what it is for
   * @param allocationId of the account's Elastic IP address that is to be its public address; empty
   *     for one that AWS lends
   * @param privateAddress the one that it is to have; empty for any
   */
  record OwnedInterface(
      String subnetId,
      List<String> securityGroupIds,
      String description,
      String owner,
      boolean publicAddress,
      Map<String, String> tags,
      Purpose purpose,
      Optional<String> allocationId,
      Optional<String> privateAddress) {
    public OwnedInterface {
      securityGroupIds = List.copyOf(securityGroupIds);
      tags = Map.copyOf(tags);
    }

    /** A usual one, with whatever addresses AWS gives it. */
    public OwnedInterface(
        String subnetId,
        List<String> securityGroupIds,
        String description,
        String owner,
        boolean publicAddress,
        Map<String, String> tags) {
      this(
          subnetId,
          securityGroupIds,
          description,
          owner,
          publicAddress,
          tags,
          Purpose.USUAL,
          Optional.empty(),
          Optional.empty());
    }

    /** The same for a node of a network load balancer, with the addresses that were chosen. */
    public OwnedInterface ofNetworkLoadBalancer(
        Optional<String> chosenAllocation, Optional<String> chosenAddress) {
      return new OwnedInterface(
          subnetId,
          securityGroupIds,
          description,
          owner,
          publicAddress,
          tags,
          Purpose.NETWORK_LOAD_BALANCER,
          chosenAllocation,
          chosenAddress);
    }
  }
}
