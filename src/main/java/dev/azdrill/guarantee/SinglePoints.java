package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.network.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;

/**
 * What must not fail alone: things whose loss, or whose zone's loss, leaves nothing in their tier.
 */
final class SinglePoints {
  private SinglePoints() {}

  static List<String> of(Inventory inventory) {
    Architecture architecture = new Architecture(inventory);
    List<String> all = new ArrayList<>();
    architecture
        .loadBalancers()
        .forEach(
            each -> {
              List<String> subnets =
                  each.availabilityZones().stream().map(AvailabilityZone::subnetId).toList();
              zone(architecture, "a load balancer", subnets, all);
            });
    architecture
        .groups()
        .forEach(
            each -> {
              zone(architecture, "a group", Architecture.subnetsOf(each), all);
              if (each.minSize() != null && each.minSize() < 2) {
                all.add("a group that may shrink to " + each.minSize());
              }
            });
    architecture
        .databases()
        .forEach(
            each -> {
              if (!Boolean.TRUE.equals(each.multiAZ())) {
                all.add("a database without a standby");
              }
            });
    sharedGateways(architecture, all);
    return all.isEmpty() ? List.of(none(architecture)) : all;
  }

  private static String none(Architecture architecture) {
    boolean isAnyThere =
        !(architecture.loadBalancers().isEmpty()
            && architecture.groups().isEmpty()
            && architecture.databases().isEmpty());
    return isAnyThere ? "none" : "no tier is described";
  }

  private static void zone(
      Architecture architecture, String what, List<String> subnets, List<String> all) {
    Architecture.SubnetZones where = architecture.zonesOf(subnets);
    if (!where.undescribed().isEmpty()) {
      all.add(what + " in subnets that are not described");
    } else if (where.zones().size() < 2) {
      all.add(what + " in one zone");
    }
  }

  /**
   * A NAT gateway through which other zones go out takes them down with its own; a regional one is
   * in each zone of its own.
   */
  private static void sharedGateways(Architecture architecture, List<String> all) {
    Map<String, Set<String>> users = new TreeMap<>();
    for (Outgoing each : Outgoing.all(architecture, new Potential(architecture))) {
      each.trip()
          .forward()
          .at(Hop.Component.NAT_GATEWAY)
          .forEach(
              gateway ->
                  users
                      .computeIfAbsent(
                          gateway.id() + gateway.zone().orElse(""), id -> new TreeSet<>())
                      .add(String.valueOf(each.sender().availabilityZone())));
    }
    users.values().stream()
        .filter(zones -> zones.size() > 1)
        .forEach(zones -> all.add("a NAT gateway for " + String.join(" and ", zones)));
  }
}
