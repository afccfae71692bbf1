package dev.azdrill.simulator.ec2;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.World;

/**
 * The nouns that make a network, put together in the order in which they stand on one another.
 *
 * @param vpcs stand on nothing
 * @param subnets stand in VPCs
 * @param groups stand in VPCs
 * @param interfaces stand in subnets and groups
 * @param gateways are the doors of VPCs
 * @param addresses stand for interfaces
 * @param natGateways stand in subnets
 * @param routeTables are used by subnets
 * @param routes stand in route tables
 * @param acls stand around subnets
 */
record NetworkNouns(
    Vpcs vpcs,
    Subnets subnets,
    SecurityGroups groups,
    NetworkInterfaces interfaces,
    InternetGateways gateways,
    Addresses addresses,
    NatGateways natGateways,
    RouteTables routeTables,
    Routes routes,
    NetworkAcls acls) {

  static NetworkNouns create(World world, Tags tags, AvailabilityZones zones) {
    PublicAddresses mappings = new PublicAddresses();
    Vpcs vpcs = new Vpcs(world, tags);
    Subnets subnets = new Subnets(world, tags, zones, vpcs);
    SecurityGroups groups = new SecurityGroups(world, tags, vpcs);
    NetworkInterfaces interfaces =
        new NetworkInterfaces(world, tags, vpcs, subnets, groups, mappings);
    InternetGateways gateways = new InternetGateways(world, tags, vpcs, interfaces);
    Addresses addresses = new Addresses(world, tags, interfaces, gateways, mappings);
    NatGateways natGateways =
        new NatGateways(world, tags, subnets, interfaces, gateways, addresses);
    RouteTargets routeTargets = new RouteTargets(gateways, natGateways, interfaces);
    RouteTables routeTables = new RouteTables(world, tags, vpcs, subnets, routeTargets);
    Routes routes = new Routes(world, vpcs, routeTables, routeTargets);
    NetworkAcls acls = new NetworkAcls(world, tags, vpcs, subnets);
    return new NetworkNouns(
        vpcs,
        subnets,
        groups,
        interfaces,
        gateways,
        addresses,
        natGateways,
        routeTables,
        routes,
        acls);
  }

  void enter(Operations.Page page) {
    vpcs.enter(page);
    subnets.enter(page);
    groups.enter(page);
    new NetworkInterfaceOperations(interfaces, subnets, groups).enter(page);
    gateways.enter(page);
    addresses.enter(page);
    natGateways.enter(page);
    routeTables.enter(page);
    routes.enter(page);
    acls.enter(page);
  }
}
