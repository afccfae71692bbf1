package dev.azdrill.simulator.dataplane;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.NetworkSource;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** A network that is described by an inventory instead of an EC2. */
record Described(Inventory inventory) implements NetworkSource {
  @Override
  public List<Vpc> vpcs() {
    return inventory.all(Kind.VPC);
  }

  @Override
  public List<Subnet> subnets() {
    return inventory.all(Kind.SUBNET);
  }

  @Override
  public List<RouteTable> routeTables() {
    return inventory.all(Kind.ROUTE_TABLE);
  }

  @Override
  public List<InternetGateway> internetGateways() {
    return inventory.all(Kind.INTERNET_GATEWAY);
  }

  @Override
  public List<NatGateway> natGateways() {
    return inventory.all(Kind.NAT_GATEWAY);
  }

  @Override
  public List<Address> addresses() {
    return inventory.all(Kind.ADDRESS);
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return inventory.all(Kind.SECURITY_GROUP);
  }

  @Override
  public List<NetworkAcl> networkAcls() {
    return inventory.all(Kind.NETWORK_ACL);
  }

  @Override
  public List<NetworkInterface> networkInterfaces() {
    return inventory.all(Kind.NETWORK_INTERFACE);
  }

  @Override
  public List<Instance> instances() {
    return inventory.all(Kind.INSTANCE);
  }
}
