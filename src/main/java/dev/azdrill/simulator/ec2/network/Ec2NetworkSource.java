package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.world.NetworkSource;
import java.util.List;
import java.util.function.Supplier;
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

/** What the data plane sees: every noun as EC2 describes it, nothing besides. */
final class Ec2NetworkSource implements NetworkSource {
  private final NetworkResources network;
  private final Supplier<List<Instance>> instances;

  Ec2NetworkSource(NetworkResources network, Supplier<List<Instance>> instances) {
    this.network = network;
    this.instances = instances;
  }

  @Override
  public List<Vpc> vpcs() {
    return network.vpcs().all();
  }

  @Override
  public List<Subnet> subnets() {
    return network.subnets().all();
  }

  @Override
  public List<RouteTable> routeTables() {
    return network.routeTables().all();
  }

  @Override
  public List<InternetGateway> internetGateways() {
    return network.internetGateways().all();
  }

  @Override
  public List<NatGateway> natGateways() {
    return network.natGateways().all();
  }

  @Override
  public List<Address> addresses() {
    return network.addresses().all();
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return network.groups().all();
  }

  @Override
  public List<NetworkAcl> networkAcls() {
    return network.acls().all();
  }

  @Override
  public List<NetworkInterface> networkInterfaces() {
    return network.interfaces().all();
  }

  @Override
  public List<Instance> instances() {
    return instances.get();
  }
}
