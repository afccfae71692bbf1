package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import software.amazon.awssdk.services.ec2.model.Route;

/** What a route is about; a table has one route for each. */
sealed interface RouteDestination {
  /** The addresses of a block. */
  record Block(Cidr cidr) implements RouteDestination {
    @Override
    public String toString() {
      return cidr.toString();
    }
  }

  /** The addresses of a prefix list, whatever they are at the time. */
  record PrefixList(String id) implements RouteDestination {
    @Override
    public String toString() {
      return id;
    }
  }

  /** The addresses of an IPv6 block: of a route that was taken over, for none is made here. */
  record Ipv6Block(String cidr) implements RouteDestination {
    @Override
    public String toString() {
      return cidr;
    }
  }

  /** What a route is about that stands elsewhere. */
  static RouteDestination of(Route described) {
    if (described.destinationPrefixListId() != null) {
      return new PrefixList(described.destinationPrefixListId());
    }
    return described.destinationIpv6CidrBlock() != null
        ? new Ipv6Block(described.destinationIpv6CidrBlock())
        : new Block(
            DescribedValues.block(described.destinationCidrBlock(), "DestinationCidrBlock"));
  }

  /** Writes it into a route. */
  default Route.Builder into(Route.Builder route) {
    if (this instanceof PrefixList list) {
      return route.destinationPrefixListId(list.id());
    }
    return this instanceof Ipv6Block
        ? route.destinationIpv6CidrBlock(toString())
        : route.destinationCidrBlock(toString());
  }
}
