package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * The resources that make a network, put together in the order in which they depend on one another.
 */
public final class NetworkResources {
  private final AvailabilityZones zones;
  private final Vpcs vpcs;
  private final Subnets subnets;
  private final SecurityGroups groups;
  private final NetworkInterfaces interfaces;
  private final InternetGateways internetGateways;
  private final Addresses addresses;
  private final NatGateways natGateways;
  private final RouteTables routeTables;
  private final Routes routes;
  private final NetworkAcls acls;

  public NetworkResources(World world, ResourceTags tags) {
    PublicAddresses publicAddresses = new PublicAddresses();
    zones = new AvailabilityZones(world.place());
    vpcs = new Vpcs(world, tags);
    subnets = new Subnets(world, tags, zones, vpcs);
    groups = new SecurityGroups(world, tags, vpcs);
    interfaces = new NetworkInterfaces(world, tags, vpcs, subnets, groups, publicAddresses);
    internetGateways = new InternetGateways(world, tags, vpcs, interfaces);
    addresses = new Addresses(world, tags, interfaces, internetGateways, publicAddresses);
    natGateways = new NatGateways(world, tags, subnets, interfaces, internetGateways, addresses);
    RouteTargets targets = new RouteTargets(internetGateways, natGateways, interfaces);
    routeTables = new RouteTables(world, tags, vpcs, subnets, targets);
    routes = new Routes(world, vpcs, routeTables, targets);
    acls = new NetworkAcls(world, tags, vpcs, subnets);
  }

  /** Enters the operations of all of them. */
  public void enter(Operations.Page page) {
    zones.enter(page);
    vpcs.enter(page);
    subnets.enter(page);
    groups.enter(page);
    new NetworkInterfaceOperations(interfaces, subnets, groups).enter(page);
    internetGateways.enter(page);
    addresses.enter(page);
    natGateways.enter(page);
    routeTables.enter(page);
    routes.enter(page);
    acls.enter(page);
  }

  public Subnets subnets() {
    return subnets;
  }

  public SecurityGroups groups() {
    return groups;
  }

  public NetworkInterfaces interfaces() {
    return interfaces;
  }

  public Addresses addresses() {
    return addresses;
  }

  Vpcs vpcs() {
    return vpcs;
  }

  InternetGateways internetGateways() {
    return internetGateways;
  }

  NatGateways natGateways() {
    return natGateways;
  }

  RouteTables routeTables() {
    return routeTables;
  }

  NetworkAcls acls() {
    return acls;
  }

  /** The network as other services see it. */
  public Network port() {
    return new Ec2Network(this);
  }

  /**
   * The network as the data plane sees it.
   *
   * @param instances as EC2 describes them now
   */
  public NetworkSource source(Supplier<List<Instance>> instances) {
    return new Ec2NetworkSource(this, instances);
  }
}
