package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.model.Protocol;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The same question, answered by somebody who knows no data structure: every packet is one packet,
 * every port is tried, every list is searched, addresses are compared bit by bit as text.
 */
final class BruteForce {
  /** Of the ports of a NAT gateway or an unknown client: all bounds of {@link RandomNetwork}. */
  private static final List<Integer> EPHEMERAL =
      List.of(1024, 1025, 1029, 1030, 1031, 1033, 1034, 1035, 1036, 1040, 1041, 1629, 1630, 65_535);

  private final Inventory all;

  BruteForce(Inventory all) {
    this.all = all;
  }

  /** {@code DELIVERED}, {@code PARTIAL} or {@code DROPPED}. */
  String connect(String eni, String to, int port, Protocol protocol) {
    NetworkInterface sender = named(eni);
    String me = sender.privateIpAddress();
    if (!group(sender, false, to, protocol, port)) {
      return "DROPPED";
    }
    if (sameSubnet(sender, to)) {
      Optional<NetworkInterface> neighbour = at(to);
      return neighbour.isPresent() && group(neighbour.get(), true, me, protocol, port)
          ? "DELIVERED"
          : "DROPPED";
    }
    String mine = sender.subnetId();
    Route route = route(mine, to);
    if (!acl(mine, true, to, protocol, port) || route == null || !active(route)) {
      return "DROPPED";
    }
    if ("local".equals(route.gatewayId())) {
      return inside(sender, to, port, protocol);
    }
    return route.natGatewayId() == null
        ? straight(sender, to, protocol)
        : behind(sender, nat(route.natGatewayId()), to, port, protocol);
  }

  private String inside(NetworkInterface sender, String to, int port, Protocol protocol) {
    String me = sender.privateIpAddress();
    Optional<NetworkInterface> there = at(to);
    if (there.isEmpty()
        || !acl(there.get().subnetId(), false, me, protocol, port)
        || !group(there.get(), true, me, protocol, port)) {
      return "DROPPED";
    }
    String its = there.get().subnetId();
    return tally(
        senders(),
        reply ->
            acl(its, true, me, protocol, reply)
                && acl(sender.subnetId(), false, to, protocol, reply));
  }

  private String straight(NetworkInterface sender, String to, Protocol protocol) {
    if (sender.association() == null || !attached()) {
      return "DROPPED";
    }
    return tally(senders(), reply -> acl(sender.subnetId(), false, to, protocol, reply));
  }

  private String behind(
      NetworkInterface sender, NatGateway nat, String to, int port, Protocol protocol) {
    String mine = sender.subnetId();
    String its = nat.subnetId();
    String me = sender.privateIpAddress();
    Route onward = route(its, to);
    if (!nat.stateAsString().equals("available")
        || (!mine.equals(its) && !acl(its, false, me, protocol, port))
        || !acl(its, true, to, protocol, port)
        || onward == null
        || !active(onward)
        || !"igw-1".equals(onward.gatewayId())
        || !attached()
        || nat.natGatewayAddresses().get(0).publicIp() == null) {
      return "DROPPED";
    }
    String outside = tally(EPHEMERAL, reply -> acl(its, false, to, protocol, reply));
    String within =
        tally(
            senders(),
            reply -> acl(its, true, me, protocol, reply) && acl(mine, false, to, protocol, reply));
    if (outside.equals("DROPPED") || within.equals("DROPPED")) {
      return "DROPPED";
    }
    return outside.equals("PARTIAL") ? "PARTIAL" : within;
  }

  String connectFromInternet(String client, String to, int port, Protocol protocol) {
    Optional<NetworkInterface> there =
        all.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> each.association() != null && to.equals(each.association().publicIp()))
            .findFirst();
    if (there.isEmpty() || !attached()) {
      return "DROPPED";
    }
    String its = there.get().subnetId();
    Route back = route(its, client);
    if (!acl(its, false, client, protocol, port)
        || !group(there.get(), true, client, protocol, port)
        || back == null
        || !active(back)
        || !"igw-1".equals(back.gatewayId())) {
      return "DROPPED";
    }
    return tally(EPHEMERAL, reply -> acl(its, true, client, protocol, reply));
  }

  private static List<Integer> senders() {
    return java.util.stream.IntStream.rangeClosed(
            RandomNetwork.SENDERS.from(), RandomNetwork.SENDERS.to())
        .boxed()
        .toList();
  }

  private static String tally(List<Integer> ports, java.util.function.Predicate<Integer> passes) {
    long passed = ports.stream().filter(passes).count();
    return passed == ports.size() ? "DELIVERED" : passed == 0 ? "DROPPED" : "PARTIAL";
  }

  private boolean group(NetworkInterface at, boolean in, String peer, Protocol protocol, int port) {
    for (SecurityGroup group : all.all(Kind.SECURITY_GROUP)) {
      if (at.groups().stream().noneMatch(g -> g.groupId().equals(group.groupId()))) {
        continue;
      }
      for (IpPermission rule : in ? group.ipPermissions() : group.ipPermissionsEgress()) {
        boolean about =
            rule.ipProtocol().equals("-1")
                || (rule.ipProtocol().equals("" + protocol.number())
                    && rule.fromPort() <= port
                    && port <= rule.toPort());
        boolean named =
            rule.ipRanges().stream().anyMatch(range -> in(range.cidrIp(), peer))
                || rule.userIdGroupPairs().stream()
                    .anyMatch(
                        pair ->
                            at(peer).stream()
                                .flatMap(p -> p.groups().stream())
                                .anyMatch(g -> g.groupId().equals(pair.groupId())));
        if (about && named) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean acl(String subnet, boolean out, String peer, Protocol protocol, int port) {
    int first = Integer.MAX_VALUE;
    boolean allowed = false;
    for (var acl : all.all(Kind.NETWORK_ACL)) {
      if (acl.associations().stream().noneMatch(a -> a.subnetId().equals(subnet))) {
        continue;
      }
      for (NetworkAclEntry entry : acl.entries()) {
        boolean about =
            entry.protocol().equals("-1")
                || (entry.protocol().equals("" + protocol.number())
                    && entry.portRange().from() <= port
                    && port <= entry.portRange().to());
        if (entry.egress() == out
            && about
            && in(entry.cidrBlock(), peer)
            && entry.ruleNumber() < first) {
          first = entry.ruleNumber();
          allowed = entry.ruleActionAsString().equals("allow");
        }
      }
    }
    return allowed;
  }

  private @Nullable Route route(String subnet, String to) {
    RouteTable table = null;
    for (RouteTable each : all.all(Kind.ROUTE_TABLE)) {
      boolean own = subnet.equals(each.associations().get(0).subnetId());
      boolean main = each.associations().get(0).main();
      if (own || (main && table == null)) {
        table = each;
      }
    }
    Route best = null;
    for (Route each : table == null ? List.<Route>of() : table.routes()) {
      if (in(each.destinationCidrBlock(), to) && (best == null || bits(each) > bits(best))) {
        best = each;
      }
    }
    return best;
  }

  private static int bits(Route route) {
    return Integer.parseInt(route.destinationCidrBlock().split("/", -1)[1]);
  }

  private static boolean active(Route route) {
    return route.stateAsString().equals("active");
  }

  private boolean attached() {
    return all.all(Kind.INTERNET_GATEWAY)
        .get(0)
        .attachments()
        .get(0)
        .stateAsString()
        .equals("available");
  }

  private boolean sameSubnet(NetworkInterface sender, String to) {
    return all.all(Kind.SUBNET).stream()
        .anyMatch(s -> s.subnetId().equals(sender.subnetId()) && in(s.cidrBlock(), to));
  }

  private NetworkInterface named(String eni) {
    return all.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> each.networkInterfaceId().equals(eni))
        .findFirst()
        .orElseThrow();
  }

  private NatGateway nat(String id) {
    return all.all(Kind.NAT_GATEWAY).stream()
        .filter(each -> each.natGatewayId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Optional<NetworkInterface> at(String address) {
    return all.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> each.privateIpAddress().equals(address))
        .findFirst();
  }

  /** {@code 10.0.1.5} as 32 characters. */
  private static String binary(String address) {
    StringBuilder text = new StringBuilder();
    for (String part : address.split("\\.", -1)) {
      text.append(Integer.toBinaryString(256 + Integer.parseInt(part)).substring(1));
    }
    return text.toString();
  }

  private static boolean in(String block, String address) {
    String[] parts = block.split("/", -1);
    return binary(address).startsWith(binary(parts[0]).substring(0, Integer.parseInt(parts[1])));
  }
}
