package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The VPC and its subnets.
 *
 * <p>Source of the limits: Amazon VPC User Guide, "VPC CIDR blocks" and "Subnet CIDR blocks" (/16
 * to /28); RFC 6890 for the ranges in which no host can have an address. How many addresses the
 * stack takes of each subnet is {@link AddressPlan}'s to say.
 *
 * @param cidr of the VPC, /16 to /28, outside of the ranges for loopback, link-local, multicast and
 *     "this network" addresses
 * @param subnets of each tier that there is, one per zone in the order of the zones; inside the
 *     VPC, /16 to /28, and none shares an address with another
 * @param nat where NAT gateways are
 * @param publicAddressesOnLaunch whether public subnets give every instance a public address
 * @param closedDefaultGroup whether the rules that AWS puts into the VPC's default security group
 *     are taken out
 */
public record Network(
    Cidr cidr,
    Map<Tier, List<Cidr>> subnets,
    Nat nat,
    boolean publicAddressesOnLaunch,
    boolean closedDefaultGroup) {
  private static final int PREFIX_MIN = 16;
  private static final int PREFIX_MAX = 28;
  private static final List<Cidr> UNUSABLE =
      List.of(
          Cidr.of("0.0.0.0/8"),
          Cidr.of("127.0.0.0/8"),
          Cidr.of("169.254.0.0/16"),
          Cidr.of("224.0.0.0/3"));

  /**
   * @throws BlueprintException when AWS would refuse it
   */
  public Network {
    requireSize("cidr", cidr);
    requireUsable(cidr);
    EnumMap<Tier, List<Cidr>> copy = new EnumMap<>(Tier.class);
    subnets.forEach((tier, cidrs) -> copy.put(tier, List.copyOf(cidrs)));
    subnets = Collections.unmodifiableMap(copy);
    if (!subnets.containsKey(Tier.PUBLIC)) {
      throw new BlueprintException(
          "subnets",
          "public subnets",
          "none",
          "give the load balancer one public subnet in each zone");
    }
    if (nat != Nat.NONE && !subnets.containsKey(Tier.PRIVATE)) {
      throw new BlueprintException(
          "nat",
          "none, because there are no private subnets",
          nat.word(),
          "write none, or add private subnets");
    }
    requirePlace(cidr, subnets);
  }

  private static void requirePlace(Cidr cidr, Map<Tier, List<Cidr>> subnets) {
    Map<String, Cidr> seen = new LinkedHashMap<>();
    subnets.forEach(
        (tier, cidrs) -> {
          for (int i = 0; i < cidrs.size(); i++) {
            String path = "subnets." + tier.word() + "[" + i + "]";
            Cidr subnet = cidrs.get(i);
            requireSize(path, subnet);
            if (!cidr.contains(subnet)) {
              throw new BlueprintException(
                  path,
                  "a network inside " + cidr,
                  subnet.toString(),
                  "choose one inside it, or widen network.cidr");
            }
            seen.forEach(
                (where, other) -> {
                  if (other.overlaps(subnet)) {
                    throw new BlueprintException(
                        path,
                        "a network that shares no address with " + where + " (" + other + ")",
                        subnet.toString(),
                        "move one of the two");
                  }
                });
            seen.put(path, subnet);
          }
        });
  }

  private static void requireUsable(Cidr cidr) {
    for (Cidr unusable : UNUSABLE) {
      if (unusable.overlaps(cidr)) {
        throw new BlueprintException(
            "cidr",
            "a range in which hosts can have addresses",
            cidr + ", a part of " + unusable,
            "choose a private range such as 10.0.0.0/16");
      }
    }
  }

  private static void requireSize(String path, Cidr cidr) {
    if (cidr.prefix() < PREFIX_MIN || cidr.prefix() > PREFIX_MAX) {
      throw new BlueprintException(
          path,
          "a network from /" + PREFIX_MIN + " to /" + PREFIX_MAX + ", as AWS allows",
          cidr.toString(),
          "change its prefix length");
    }
  }

  /** Whether there are subnets of this tier. */
  public boolean has(Tier tier) {
    return subnets.containsKey(tier);
  }

  /** The subnets of this tier, one per zone; empty when there are none. */
  public List<Cidr> of(Tier tier) {
    return subnets.getOrDefault(tier, List.of());
  }

  Network withNat(Nat other) {
    return new Network(cidr, subnets, other, publicAddressesOnLaunch, closedDefaultGroup);
  }

  /** With as many subnets in each tier: the first ones, and where there are too few, the next. */
  Network withSubnetsPerTier(int count) {
    EnumMap<Tier, List<Cidr>> changed = new EnumMap<>(Tier.class);
    subnets.forEach(
        (tier, cidrs) -> {
          List<Cidr> list = new ArrayList<>(cidrs.subList(0, Math.min(count, cidrs.size())));
          while (list.size() < count) {
            list.add(next(tier, list));
          }
          changed.put(tier, list);
        });
    return new Network(cidr, changed, nat, publicAddressesOnLaunch, closedDefaultGroup);
  }

  private static Cidr next(Tier tier, List<Cidr> list) {
    try {
      return BlueprintCidr.after(list.get(list.size() - 1));
    } catch (BlueprintException e) {
      throw e.under("subnets." + tier.word() + "[" + list.size() + "]");
    }
  }
}
