package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.network.PacketWalker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What the internet reaches, and what keeps it from the rest. */
final class Exposure {
  private Exposure() {}

  /** Whose a network interface is, in words that two architectures share. */
  static String owner(Inventory inventory, NetworkInterface each) {
    String description = String.valueOf(each.description());
    if (description.startsWith("ELB ")) {
      return "load balancers";
    }
    boolean isNat =
        inventory.all(Kind.NAT_GATEWAY).stream()
            .flatMap(nat -> nat.natGatewayAddresses().stream())
            .anyMatch(address -> each.networkInterfaceId().equals(address.networkInterfaceId()));
    if (isNat) {
      return "NAT gateways";
    }
    if (description.startsWith("RDS")) {
      return "databases";
    }
    return each.attachment() != null && each.attachment().instanceId() != null
        ? "instances"
        : "others";
  }

  /**
   * How many pairs of a public address and a TCP or UDP port of each owner some client of the
   * internet reaches.
   */
  static List<String> reached(Inventory inventory) {
    Outside internet = new Outside(inventory, new PacketWalker(inventory));
    Map<String, Long> open = new TreeMap<>();
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      long ports = internet.openPorts(each);
      if (ports > 0) {
        open.merge(owner(inventory, each), ports, Long::sum);
      }
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                open.values().stream().mapToLong(Long::longValue).sum()
                    + " pairs of address and port"));
    open.forEach((owner, ports) -> lines.add(ports + " of " + owner));
    return lines;
  }

  /**
   * How many settings each keep the internet out by themselves, of the database that has fewest.
   */
  static List<String> settingsBeforeTheDatabase(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    return architecture.databases().stream()
        .map(each -> settings(architecture, each))
        .min(Comparator.comparingInt(List::size))
        .map(
            holding -> {
              List<String> lines = new ArrayList<>();
              lines.add(holding.size() + (holding.size() == 1 ? " setting" : " settings"));
              lines.addAll(holding);
              return List.copyOf(lines);
            })
        .orElse(List.of("no database"));
  }

  private static List<String> settings(Architecture architecture, DBInstance database) {
    Map<String, Boolean> settings = new LinkedHashMap<>();
    settings.put("it has no public address", Boolean.FALSE.equals(database.publiclyAccessible()));
    settings.put("no route to an internet gateway", isWithoutRoute(architecture, database));
    settings.put(
        "security groups admit no block of addresses", admitsGroupsOnly(architecture, database));
    return settings.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  private static boolean isWithoutRoute(Architecture architecture, DBInstance database) {
    PacketWalker walker = new PacketWalker(architecture.inventory());
    List<String> subnets = architecture.subnetsOf(database);
    return !subnets.isEmpty()
        && subnets.stream()
            .map(walker::routeTable)
            .allMatch(
                id ->
                    id.isPresent()
                        && routes(architecture, id).stream()
                            .noneMatch(
                                route -> String.valueOf(route.gatewayId()).startsWith("igw-")));
  }

  private static List<Route> routes(Architecture architecture, Optional<String> table) {
    return architecture.inventory().all(Kind.ROUTE_TABLE).stream()
        .filter(each -> table.filter(id -> id.equals(each.routeTableId())).isPresent())
        .flatMap(each -> each.routes().stream())
        .toList();
  }

  private static boolean admitsGroupsOnly(Architecture architecture, DBInstance database) {
    List<String> ids = Architecture.securityGroupsOf(database);
    List<IpPermission> rules =
        architecture.inventory().all(Kind.SECURITY_GROUP).stream()
            .filter(each -> ids.contains(each.groupId()))
            .flatMap(each -> each.ipPermissions().stream())
            .toList();
    long described =
        architecture.inventory().all(Kind.SECURITY_GROUP).stream()
            .filter(each -> ids.contains(each.groupId()))
            .count();
    return !ids.isEmpty()
        && described == ids.size()
        && rules.stream()
            .allMatch(
                each ->
                    each.ipRanges().isEmpty()
                        && each.ipv6Ranges().isEmpty()
                        && each.prefixListIds().isEmpty());
  }
}
