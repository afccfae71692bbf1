package dev.azdrill.drill;

import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.Placement.Tier;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.RegionalNat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What of a stack stands where, tier by tier. */
final class Placements {
  /** What the name of a load balancer stands behind in its ARN, as in descriptions of its nodes. */
  private static final String ARN_NAME = ":loadbalancer/";

  private Placements() {}

  static List<Placement> of(Inventory inventory) {
    List<Placement> all = new ArrayList<>();
    loadBalancers(inventory, all);
    outbound(inventory, all);
    application(inventory, all);
    inventory.all(Kind.DB_INSTANCE).forEach(db -> database(db, all));
    return all;
  }

  private static void loadBalancers(Inventory inventory, List<Placement> all) {
    inventory
        .all(Kind.LOAD_BALANCER)
        .forEach(
            balancer ->
                balancer
                    .availabilityZones()
                    .forEach(
                        zone ->
                            all.add(
                                new Placement(
                                    Tier.LOAD_BALANCER,
                                    Optional.ofNullable(zone.zoneName()),
                                    nodeAddress(inventory, balancer, zone.subnetId()),
                                    "load balancer node"))));
  }

  /** Of several load balancers in a subnet each has an address of its own. */
  private static String nodeAddress(
      Inventory inventory, LoadBalancer balancer, @Nullable String subnetId) {
    String arn = String.valueOf(balancer.loadBalancerArn());
    String name = arn.substring(arn.indexOf(ARN_NAME) + ARN_NAME.length());
    return inventory.all(Kind.NETWORK_INTERFACE).stream()
        .filter(each -> Objects.equals(subnetId, each.subnetId()))
        .filter(each -> ("ELB " + name).equals(each.description()))
        .map(NetworkInterface::association)
        .filter(association -> association != null)
        .flatMap(association -> Optional.ofNullable(association.publicIp()).stream())
        .findFirst()
        .orElse("no public address");
  }

  private static void outbound(Inventory inventory, List<Placement> all) {
    Map<String, String> zones = new LinkedHashMap<>();
    inventory.all(Kind.SUBNET).forEach(s -> zones.put(s.subnetId(), s.availabilityZone()));
    inventory
        .all(Kind.NAT_GATEWAY)
        .forEach(
            nat ->
                RegionalNat.of(nat)
                    .map(regional -> regional.zones().stream().map(Optional::of).toList())
                    .filter(served -> !served.isEmpty())
                    .orElseGet(() -> List.of(Optional.ofNullable(zones.get(nat.subnetId()))))
                    .forEach(zone -> all.add(outbound(nat, zone))));
  }

  private static Placement outbound(NatGateway nat, Optional<String> zone) {
    String what = RegionalNat.of(nat).isPresent() ? "regional NAT gateway" : "NAT gateway";
    return new Placement(
        Tier.OUTBOUND,
        zone,
        nat.natGatewayId(),
        nat.state() == NatGatewayState.AVAILABLE ? what : what + ", " + nat.stateAsString());
  }

  private static void application(Inventory inventory, List<Placement> all) {
    Map<String, String> health = new LinkedHashMap<>();
    for (TargetHealthDescription target : inventory.all(Kind.TARGET_HEALTH)) {
      if (target.target() != null && target.targetHealth() != null) {
        health.put(target.target().id(), target.targetHealth().stateAsString());
      }
    }
    String otherwise = inventory.knows(Kind.TARGET_HEALTH) ? "not a target" : "health not read";
    for (AutoScalingGroup group : inventory.all(Kind.AUTO_SCALING_GROUP)) {
      for (Instance instance : group.instances()) {
        all.add(
            new Placement(
                Tier.APPLICATION,
                Optional.ofNullable(instance.availabilityZone()),
                String.valueOf(instance.instanceId()),
                health.getOrDefault(instance.instanceId(), otherwise)));
      }
    }
  }

  private static void database(DBInstance db, List<Placement> all) {
    String name = db.dbInstanceIdentifier();
    all.add(
        new Placement(Tier.DATABASE, Optional.ofNullable(db.availabilityZone()), name, "primary"));
    if (db.secondaryAvailabilityZone() != null) {
      all.add(
          new Placement(
              Tier.DATABASE, Optional.of(db.secondaryAvailabilityZone()), name, "standby"));
    }
  }
}
