package dev.azdrill.simulator.ec2;

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
  private final NetworkNouns nouns;
  private final Supplier<List<Instance>> instances;

  Ec2NetworkSource(NetworkNouns nouns, Supplier<List<Instance>> instances) {
    this.nouns = nouns;
    this.instances = instances;
  }

  @Override
  public List<Vpc> vpcs() {
    return nouns.vpcs().all();
  }

  @Override
  public List<Subnet> subnets() {
    return nouns.subnets().all();
  }

  @Override
  public List<RouteTable> routeTables() {
    return nouns.routeTables().all();
  }

  @Override
  public List<InternetGateway> internetGateways() {
    return nouns.gateways().all();
  }

  @Override
  public List<NatGateway> natGateways() {
    return nouns.natGateways().all();
  }

  @Override
  public List<Address> addresses() {
    return nouns.addresses().all();
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return nouns.groups().all();
  }

  @Override
  public List<NetworkAcl> networkAcls() {
    return nouns.acls().all();
  }

  @Override
  public List<NetworkInterface> networkInterfaces() {
    return nouns.interfaces().all();
  }

  @Override
  public List<Instance> instances() {
    return instances.get();
  }
}
