package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Port: the networks of EC2, for services that stand in them with network interfaces of their own.
 */
public interface Network {
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

  /**
   * A network interface wanted by a service.
   *
   * @param subnetId where
   * @param securityGroupIds who may talk to it
   * @param description such as {@code ELB app/web/0123456789abcdef}
   * @param owner the requester: {@code amazon-elb}, {@code amazon-rds}
   * @param publicAddress whether it gets a public IPv4 address
   * @param tags for services that stand on a foreign EC2; empty otherwise
   */
  record OwnedInterface(
      String subnetId,
      List<String> securityGroupIds,
      String description,
      String owner,
      boolean publicAddress,
      Map<String, String> tags) {
    public OwnedInterface {
      securityGroupIds = List.copyOf(securityGroupIds);
      tags = Map.copyOf(tags);
    }
  }
}
