package dev.azdrill.cli;

import dev.azdrill.evidence.Placement;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What stands where, as rows of tiers and columns of zones. */
final class ArchitectureTable {
  private static final int COLUMN = 34;
  private static final List<String> TIERS = List.of("door", "outbound", "application", "database");

  private ArchitectureTable() {}

  /** All that stands, tier by tier. */
  static List<Placement> placements(Inventory inventory) {
    Map<String, String> zones = new LinkedHashMap<>();
    inventory.all(Kind.SUBNET).forEach(s -> zones.put(s.subnetId(), s.availabilityZone()));
    List<Placement> all = new ArrayList<>();
    door(inventory, all);
    inventory
        .all(Kind.NAT_GATEWAY)
        .forEach(
            nat ->
                all.add(
                    new Placement(
                        "outbound",
                        zones.getOrDefault(nat.subnetId(), ""),
                        nat.natGatewayId(),
                        nat.state() == NatGatewayState.AVAILABLE
                            ? "NAT gateway"
                            : nat.stateAsString())));
    application(inventory, all);
    inventory.all(Kind.DB_INSTANCE).forEach(db -> database(db, all));
    return all;
  }

  private static void door(Inventory inventory, List<Placement> all) {
    inventory
        .all(Kind.LOAD_BALANCER)
        .forEach(
            door ->
                door.availabilityZones()
                    .forEach(
                        zone ->
                            all.add(
                                new Placement(
                                    "door",
                                    zone.zoneName(),
                                    nodeAddress(inventory, zone.subnetId()),
                                    "load balancer node"))));
  }

  private static String nodeAddress(Inventory inventory, String subnetId) {
    return inventory.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> subnetId.equals(each.subnetId()))
        .filter(each -> each.description() != null && each.description().startsWith("ELB "))
        .map(NetworkInterface::association)
        .filter(association -> association != null)
        .map(association -> association.publicIp())
        .findFirst()
        .orElse("no public address");
  }

  private static void application(Inventory inventory, List<Placement> all) {
    Map<String, String> health = new LinkedHashMap<>();
    for (TargetHealthDescription target : inventory.all(Kind.TARGET_HEALTH)) {
      health.put(target.target().id(), target.targetHealth().stateAsString());
    }
    for (AutoScalingGroup group : inventory.all(Kind.AUTO_SCALING_GROUP)) {
      for (Instance instance : group.instances()) {
        all.add(
            new Placement(
                "application",
                instance.availabilityZone(),
                instance.instanceId(),
                health.getOrDefault(instance.instanceId(), "not a target")));
      }
    }
  }

  private static void database(DBInstance db, List<Placement> all) {
    String name = db.dbInstanceIdentifier();
    all.add(new Placement("database", db.availabilityZone(), name, "primary"));
    if (db.secondaryAvailabilityZone() != null) {
      all.add(new Placement("database", db.secondaryAvailabilityZone(), name, "standby"));
    }
  }

  /**
   * The same as lines of text: a header of zones, then the subnets and what stands in each tier.
   */
  static List<String> lines(Inventory inventory) {
    List<Placement> all = placements(inventory);
    Set<String> zones = new TreeSet<>();
    inventory.all(Kind.SUBNET).stream().map(Subnet::availabilityZone).forEach(zones::add);
    List<String> lines = new ArrayList<>();
    lines.add(row("", List.copyOf(zones)));
    for (String tier : TIERS) {
      int height = zones.stream().mapToInt(zone -> in(all, tier, zone).size()).max().orElse(0);
      for (int i = 0; i < height; i++) {
        int line = i;
        lines.add(
            row(
                i == 0 ? tier : "",
                zones.stream()
                    .map(zone -> in(all, tier, zone))
                    .map(here -> line < here.size() ? here.get(line) : "")
                    .toList()));
      }
    }
    return lines;
  }

  private static List<String> in(List<Placement> all, String tier, String zone) {
    return all.stream()
        .filter(p -> p.tier().equals(tier) && p.zone().equals(zone))
        .map(p -> p.name() + "  " + p.detail())
        .toList();
  }

  private static String row(String head, List<String> cells) {
    StringBuilder row = new StringBuilder(pad(head, 14));
    cells.forEach(cell -> row.append(pad(cell, COLUMN + 6)));
    return row.toString().stripTrailing();
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }
}
