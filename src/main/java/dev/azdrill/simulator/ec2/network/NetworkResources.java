package dev.azdrill.simulator.ec2.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;
import java.util.List;

/**
 * The resources that make a network, put together in the order in which they depend on one another.
 */
public final class NetworkResources {
  private final AvailabilityZones zones;
  private final Vpcs vpcs;
  private final VpcCidrBlocks vpcCidrBlocks;
  private final Subnets subnets;
  private final SecurityGroups groups;
  private final NetworkInterfaces interfaces;
  private final DhcpOptionSets dhcpOptions;
  private final InternetGateways internetGateways;
  private final Addresses addresses;
  private final NatGateways natGateways;
  private final RouteTables routeTables;
  private final RegionalNatGateways regionalNatGateways;
  private final Routes routes;
  private final PrefixLists prefixLists;
  private final VpcEndpoints endpoints;
  private final NetworkAcls acls;
  private final DefaultVpc defaultVpc;

  public NetworkResources(World world, ResourceTags tags) {
    PublicAddresses publicAddresses = new PublicAddresses();
    zones = new AvailabilityZones(world.place());
    dhcpOptions = new DhcpOptionSets(world, tags);
    vpcs = new Vpcs(world, tags, dhcpOptions.initial());
    subnets = new Subnets(world, tags, zones, vpcs);
    prefixLists = new PrefixLists(world, tags);
    groups = new SecurityGroups(world, tags, vpcs, prefixLists);
    interfaces = new NetworkInterfaces(world, tags, vpcs, subnets, groups, publicAddresses);
    internetGateways = new InternetGateways(world, tags, vpcs, interfaces);
    addresses = new Addresses(world, tags, interfaces, internetGateways, publicAddresses);
    natGateways = new NatGateways(world, tags, subnets, interfaces, internetGateways, addresses);
    RouteTargets targets = new RouteTargets(internetGateways, natGateways, interfaces);
    routeTables = new RouteTables(world, tags, vpcs, subnets, targets);
    regionalNatGateways =
        new RegionalNatGateways(
            world,
            tags,
            zones,
            vpcs,
            interfaces,
            internetGateways,
            addresses,
            routeTables,
            natGateways);
    vpcCidrBlocks = new VpcCidrBlocks(world, vpcs, subnets, routeTables);
    routes = new Routes(world, vpcs, routeTables, targets, prefixLists);
    endpoints = new VpcEndpoints(world, tags, vpcs, routeTables, prefixLists);
    prefixLists.usedBy(routeTables::isPrefixListUsed);
    acls = new NetworkAcls(world, tags, vpcs, subnets);
    defaultVpc = new DefaultVpc(world, vpcs, subnets, routeTables);
  }

  /** Enters the operations of all of them. */
  public void enter(Operations.Page page) {
    zones.enter(page);
    new AccountView(vpcs).enter(page);
    vpcs.enter(page);
    dhcpOptions.enter(page, vpcs);
    vpcCidrBlocks.enter(page);
    subnets.enter(page);
    groups.enter(page);
    new NetworkInterfaceOperations(interfaces, subnets, groups).enter(page);
    internetGateways.enter(page);
    addresses.enter(page);
    natGateways.enter(page, regionalNatGateways);
    routeTables.enter(page);
    routes.enter(page);
    prefixLists.enter(page);
    endpoints.enter(page);
    acls.enter(page);
    defaultVpc.enter(page);
  }

  /** Takes over the networks that stand elsewhere. */
  public void adopt(Adoption adoption) {
    new NetworkAdoption(this, adoption).run();
  }

  /** Where that stands which names no network. */
  public DefaultVpc defaultVpc() {
    return defaultVpc;
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

  AvailabilityZones zones() {
    return zones;
  }

  NetworkAcls acls() {
    return acls;
  }

  RouteTables routeTables() {
    return routeTables;
  }

  NatGateways natGateways() {
    return natGateways;
  }

  RegionalNatGateways regionalNatGateways() {
    return regionalNatGateways;
  }

  VpcEndpoints endpoints() {
    return endpoints;
  }

  PrefixLists prefixLists() {
    return prefixLists;
  }

  Vpcs vpcs() {
    return vpcs;
  }

  InternetGateways internetGateways() {
    return internetGateways;
  }

  /** The network as other services see it. */
  public Networking port() {
    return new Ec2Network(this);
  }

  /** Adds everything as EC2 describes it now. */
  public void describe(Inventory.Builder inventory) {
    inventory
        .add(Kind.VPC, vpcs.all())
        .add(Kind.VPC_ATTRIBUTE, vpcs.attributes())
        .add(Kind.SUBNET, subnets.all())
        .add(Kind.ROUTE_TABLE, routeTables.all())
        .add(Kind.INTERNET_GATEWAY, internetGateways.all())
        .add(Kind.NAT_GATEWAY, natGateways.all())
        .add(Kind.ADDRESS, addresses.all())
        .add(Kind.SECURITY_GROUP, groups.all())
        .add(Kind.NETWORK_ACL, acls.all())
        .add(Kind.NETWORK_INTERFACE, interfaces.all())
        .add(Kind.PREFIX_LIST_ENTRY, List.of());
    prefixLists
        .named()
        .forEach(list -> inventory.add(Kind.PREFIX_LIST_ENTRY, list.id(), list.entries()));
  }
}
