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

  /** Writes it into a route. */
  default Route.Builder into(Route.Builder route) {
    return this instanceof Block block
        ? route.destinationCidrBlock(block.toString())
        : route.destinationPrefixListId(toString());
  }
}
