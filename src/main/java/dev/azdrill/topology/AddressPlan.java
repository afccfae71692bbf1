package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import java.util.List;

/**
 * Whether the subnets have the addresses that the stack takes.
 *
 * <p>Sources: Amazon VPC User Guide, "Subnet CIDR blocks" (the first four addresses and the last
 * one of each subnet are reserved) and "NAT gateway basics" (one address each); User Guide for
 * Application Load Balancers, "Subnets for your load balancer" (at least /27, and eight free
 * addresses); Amazon RDS User Guide, "Working with a DB instance in a VPC" (one address for each of
 * primary and standby).
 */
final class AddressPlan {
  private static final int RESERVED_BY_AWS = 5;
  private static final int LOAD_BALANCER_PREFIX_MAX = 27;
  private static final int LOAD_BALANCER_ADDRESSES = 8;

  private final Network network;
  private final boolean database;

  private AddressPlan(Network network, boolean database) {
    this.network = network;
    this.database = database;
  }

  /**
   * @throws BlueprintException when a subnet is too small for the load balancer, the group does not
   *     fit, spread evenly over the zones, or what is desired of it does not fit without a zone
   */
  static void require(Network network, Group group, boolean database) {
    List<Cidr> subnets = network.of(Tier.PUBLIC);
    for (int i = 0; i < subnets.size(); i++) {
      if (subnets.get(i).prefix() > LOAD_BALANCER_PREFIX_MAX) {
        throw new BlueprintException(
            "network.subnets." + Tier.PUBLIC.word() + "[" + i + "]",
            "a network of at least /" + LOAD_BALANCER_PREFIX_MAX + " for the load balancer",
            subnets.get(i).toString(),
            "widen it");
      }
    }
    new AddressPlan(network, database).requireRoom(group.tier(), group.size());
  }

  private void requireRoom(Tier tier, Group.Size size) {
    List<Cidr> subnets = network.of(tier);
    int smallest = 0;
    for (int i = 1; i < subnets.size(); i++) {
      if (free(tier, i) < free(tier, smallest)) {
        smallest = i;
      }
    }
    long each = Math.max(0, free(tier, smallest));
    long most = each * subnets.size();
    if (size.max() <= most) {
      requireRoomWithoutAZone(tier, size);
      return;
    }
    boolean already = size.desired() > most;
    throw new BlueprintException(
        already ? "group.size.desired" : "group.size.max",
        "at most "
            + most
            + ", because "
            + subnets.size()
            + " zones share the instances and the "
            + tier.word()
            + " subnet "
            + subnets.get(smallest)
            + " has "
            + each
            + " addresses for them",
        String.valueOf(already ? size.desired() : size.max()),
        "lower it, or widen the subnets");
  }

  /** What a zone's loss leaves must hold what there is at first. */
  private void requireRoomWithoutAZone(Tier tier, Group.Size size) {
    long all = 0;
    long largest = 0;
    for (int zone = 0; zone < network.of(tier).size(); zone++) {
      long here = Math.max(0, free(tier, zone));
      all += here;
      largest = Math.max(largest, here);
    }
    long left = all - largest;
    if (size.desired() > left) {
      throw new BlueprintException(
          "group.size.desired",
          "at most "
              + left
              + ", because after the loss of a zone the "
              + tier.word()
              + " subnets of the others have "
              + left
              + " addresses for instances",
          String.valueOf(size.desired()),
          "lower it, or widen the subnets");
    }
  }

  /** How many addresses of the tier's subnet in a zone are left for instances. */
  private long free(Tier tier, int zone) {
    long free = network.of(tier).get(zone).size() - RESERVED_BY_AWS;
    return switch (tier) {
      case PUBLIC -> free - LOAD_BALANCER_ADDRESSES - (hasNatGateway(zone) ? 1 : 0);
      case PRIVATE -> free;
      case DATABASE -> database ? free - 1 : free;
    };
  }

  private boolean hasNatGateway(int zone) {
    return switch (network.nat()) {
      case PER_ZONE -> true;
      case SINGLE -> zone == 0;
      case NONE -> false;
    };
  }
}
