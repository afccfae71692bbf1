package dev.azdrill.drill;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * What a stack that several scenarios share must be like before each: configured as it was
 * provisioned. Instances come and go and are no part of it.
 */
public final class Baseline {
  private final Inventory provisioned;

  /**
   * @param provisioned the stack right after it was provisioned
   */
  public Baseline(Inventory provisioned) {
    this.provisioned = provisioned;
  }

  /** How a stack differs from it, in a sentence; empty when it does not. */
  public Optional<String> differenceOf(Inventory now) {
    return differs("security groups", now, inventory -> groups(inventory))
        .or(() -> differs("routes", now, Baseline::routes))
        .or(() -> differs("network ACLs", now, Baseline::acls))
        .or(() -> differs("Auto Scaling groups", now, Baseline::settings))
        .or(() -> differs("launch templates", now, Baseline::templates))
        .or(() -> differs("load balancers", now, Baseline::loadBalancers))
        .or(() -> differs("listeners", now, Baseline::listeners))
        .or(() -> differs("target groups", now, Baseline::targetGroups))
        .or(() -> differs("NAT gateways", now, Baseline::natGateways))
        .or(() -> differs("web ACLs", now, Baseline::webAcls))
        .or(() -> differs("databases", now, Baseline::databases));
  }

  private Optional<String> differs(
      String what, Inventory now, Function<Inventory, Set<String>> aspect) {
    Set<String> before = aspect.apply(provisioned);
    Set<String> after = aspect.apply(now);
    return before.equals(after)
        ? Optional.empty()
        : Optional.of("the " + what + " were " + before + ", now they are " + after);
  }

  private static Set<String> groups(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (SecurityGroup each : inventory.all(Kind.SECURITY_GROUP)) {
      each.ipPermissions().forEach(rule -> all.add(each.groupId() + " in " + rule));
      each.ipPermissionsEgress().forEach(rule -> all.add(each.groupId() + " out " + rule));
    }
    return all;
  }

  private static Set<String> routes(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (RouteTable each : inventory.all(Kind.ROUTE_TABLE)) {
      for (Route route : each.routes()) {
        all.add(each.routeTableId() + " " + route);
      }
    }
    return all;
  }

  private static Set<String> acls(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (NetworkAcl each : inventory.all(Kind.NETWORK_ACL)) {
      each.associations().forEach(a -> all.add(each.networkAclId() + " " + a.subnetId()));
      each.entries().forEach(entry -> all.add(each.networkAclId() + " " + entry));
    }
    return all;
  }

  private static Set<String> settings(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (AutoScalingGroup each : inventory.all(Kind.AUTO_SCALING_GROUP)) {
      all.add(
          String.join(
              " ",
              List.of(
                  each.autoScalingGroupName(),
                  "min " + each.minSize(),
                  "max " + each.maxSize(),
                  "desired " + each.desiredCapacity(),
                  "health " + each.healthCheckType(),
                  "in " + new TreeSet<>(List.of(subnets(each).split(",", -1))),
                  "launching " + each.launchTemplate(),
                  "serving " + new TreeSet<>(each.targetGroupARNs()),
                  "suspended "
                      + each.suspendedProcesses().stream()
                          .map(SuspendedProcess::processName)
                          .sorted()
                          .toList())));
    }
    return all;
  }

  private static String subnets(AutoScalingGroup group) {
    return Objects.requireNonNullElse(group.vpcZoneIdentifier(), "");
  }

  private static Set<String> templates(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.LAUNCH_TEMPLATE_VERSION)
        .forEach(each -> all.add(each.launchTemplateId() + " version " + each.versionNumber()));
    return all;
  }

  private static Set<String> loadBalancers(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (LoadBalancer each : inventory.all(Kind.LOAD_BALANCER)) {
      List<String> subnets =
          each.availabilityZones().stream().map(AvailabilityZone::subnetId).sorted().toList();
      all.add(
          each.loadBalancerName() + " in " + subnets + " " + new TreeSet<>(each.securityGroups()));
    }
    return all;
  }

  private static Set<String> listeners(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.LISTENER)
        .forEach(
            each ->
                all.add(
                    each.listenerArn()
                        + " "
                        + each.protocolAsString()
                        + " "
                        + each.port()
                        + " "
                        + each.defaultActions()));
    return all;
  }

  private static Set<String> targetGroups(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    for (TargetGroup each : inventory.all(Kind.TARGET_GROUP)) {
      all.add(
          String.join(
              " ",
              List.of(
                  each.targetGroupName(),
                  "port " + each.port(),
                  "checks " + each.healthCheckProtocolAsString(),
                  each.healthCheckPort() + " " + each.healthCheckPath(),
                  "every " + each.healthCheckIntervalSeconds(),
                  "timeout " + each.healthCheckTimeoutSeconds(),
                  "healthy " + each.healthyThresholdCount(),
                  "unhealthy " + each.unhealthyThresholdCount(),
                  "matcher " + each.matcher())));
    }
    return all;
  }

  private static Set<String> natGateways(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.NAT_GATEWAY)
        .forEach(each -> all.add(each.natGatewayId() + " " + each.stateAsString()));
    return all;
  }

  private static Set<String> webAcls(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.WEB_ACL)
        .forEach(each -> all.add(each.name() + " with " + each.rules().size() + " rules"));
    return all;
  }

  private static Set<String> databases(Inventory inventory) {
    Set<String> all = new TreeSet<>();
    inventory
        .all(Kind.DB_INSTANCE)
        .forEach(
            db ->
                all.add(
                    db.dbInstanceIdentifier()
                        + " multi-AZ "
                        + Objects.requireNonNullElse(db.multiAZ(), false)));
    return all;
  }
}
