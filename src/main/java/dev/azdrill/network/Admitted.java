package dev.azdrill.network;

import dev.azdrill.inventory.Kind;
import dev.azdrill.network.Hop.Direction;
import dev.azdrill.network.model.Cidr;
import dev.azdrill.network.space.Box;
import dev.azdrill.network.space.Space;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * Which packets the network ACL of its subnet and its security groups let come to a network
 * interface, or leave it: all of them at once, where {@link InterfaceFilters} asks about one.
 *
 * @param certain those that pass
 * @param possible those that pass or of which it is not known; {@code certain} among them
 */
public record Admitted(Space certain, Space possible) {
  private static final Space EVERYTHING = Space.of(Box.ALL, "not known");

  static Admitted unknown() {
    return new Admitted(Space.EMPTY, EVERYTHING);
  }

  /** Across the edge of its subnet. */
  static Admitted acrossTheEdge(NetworkIndex index, NetworkInterface at, Direction direction) {
    Admitted groups = byGroups(index, at, direction);
    Admitted acl = byAcl(index, at, direction);
    return new Admitted(acl.certain.and(groups.certain), acl.possible.and(groups.possible));
  }

  static Admitted byAcl(NetworkIndex index, NetworkInterface at, Direction direction) {
    Optional<NetworkAclRules> acl =
        index.unread(Kind.NETWORK_ACL).isPresent()
            ? Optional.empty()
            : index.vpcOf(at).flatMap(vpc -> index.acl(String.valueOf(at.subnetId()), vpc));
    return acl.map(known -> known.admitted(direction))
        .map(space -> new Admitted(space, space))
        .orElseGet(Admitted::unknown);
  }

  static Admitted byGroups(NetworkIndex index, NetworkInterface at, Direction direction) {
    if (index.unread(Kind.SECURITY_GROUP).isEmpty() && index.isUnguarded(at)) {
      return new Admitted(EVERYTHING, EVERYTHING);
    }
    if (index.unread(Kind.SECURITY_GROUP).isPresent() || index.groupsOf(at).isEmpty()) {
      return unknown();
    }
    String vpc = index.vpcOf(at).orElse("");
    Space certain = Space.EMPTY;
    Space possible = Space.EMPTY;
    for (String id : index.groupsOf(at)) {
      Optional<SecurityGroupRuleset> group = index.group(id);
      if (group.isEmpty()) {
        possible = EVERYTHING;
        continue;
      }
      certain =
          certain.or(
              group
                  .get()
                  .admitted(direction, named -> index.addressesBearing(vpc, named), List.of()));
      possible =
          possible.or(
              group
                  .get()
                  .admitted(
                      direction, named -> index.addressesBearing(vpc, named), List.of(Cidr.ALL)));
    }
    return new Admitted(certain, possible.or(certain));
  }
}
