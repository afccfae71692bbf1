package dev.azdrill.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
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
 * How a stack is configured: what faults change and their undo gives back. Instances come and go,
 * groups grow and shrink, and none of that is part of it. A value, written down before a fault, so
 * that another process can show that nothing of it is left.
 *
 * @param aspects what each consists of, by its name: {@code security groups}; one that could not be
 *     read is absent
 */
public record StackConfiguration(Map<String, Set<String>> aspects) {
  private static final Map<String, Aspect> ASPECTS = new LinkedHashMap<>();

  static {
    ASPECTS.put(
        "security groups", new Aspect("ec2", Kind.SECURITY_GROUP, StackConfiguration::groups));
    ASPECTS.put("routes", new Aspect("ec2", Kind.ROUTE_TABLE, StackConfiguration::routes));
    ASPECTS.put("network ACLs", new Aspect("ec2", Kind.NETWORK_ACL, StackConfiguration::acls));
    ASPECTS.put(
        "Auto Scaling groups",
        new Aspect("autoscaling", Kind.AUTO_SCALING_GROUP, StackConfiguration::settings));
    ASPECTS.put(
        "launch templates",
        new Aspect("autoscaling", Kind.LAUNCH_TEMPLATE_VERSION, StackConfiguration::templates));
    ASPECTS.put(
        "load balancers",
        new Aspect("elasticloadbalancing", Kind.LOAD_BALANCER, StackConfiguration::loadBalancers));
    ASPECTS.put(
        "listeners",
        new Aspect("elasticloadbalancing", Kind.LISTENER, StackConfiguration::listeners));
    ASPECTS.put(
        "target groups",
        new Aspect("elasticloadbalancing", Kind.TARGET_GROUP, StackConfiguration::targetGroups));
    ASPECTS.put(
        "NAT gateways", new Aspect("ec2", Kind.NAT_GATEWAY, StackConfiguration::natGateways));
    ASPECTS.put("web ACLs", new Aspect("wafv2", Kind.WEB_ACL, StackConfiguration::webAcls));
    ASPECTS.put("databases", new Aspect("rds", Kind.DB_INSTANCE, StackConfiguration::databases));
  }

  /**
   * One aspect.
   *
   * @param service who tells of it, directly or by naming it: {@code autoscaling}
   */
  private record Aspect(String service, Kind<?> kind, Function<Inventory, Set<String>> of) {}

  public StackConfiguration {
    Map<String, Set<String>> ordered = new LinkedHashMap<>();
    aspects.forEach(
        (name, all) -> ordered.put(name, Collections.unmodifiableSet(new TreeSet<>(all))));
    aspects = Collections.unmodifiableMap(ordered);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static StackConfiguration written(Map<String, Set<String>> aspects) {
    return new StackConfiguration(aspects);
  }

  @Override
  @JsonValue
  public Map<String, Set<String>> aspects() {
    return aspects;
  }

  /** How the stack is configured that this describes. */
  public static StackConfiguration of(Inventory described) {
    Map<String, Set<String>> aspects = new LinkedHashMap<>();
    ASPECTS.forEach(
        (name, aspect) -> {
          if (described.knows(aspect.kind())) {
            aspects.put(name, aspect.of().apply(described));
          }
        });
    return new StackConfiguration(aspects);
  }

  /** What these services tell of it: {@code ec2}, {@code rds}. */
  public StackConfiguration toldBy(Predicate<String> service) {
    Map<String, Set<String>> told = new LinkedHashMap<>(aspects);
    ASPECTS.forEach(
        (name, aspect) -> {
          if (!service.test(aspect.service())) {
            told.remove(name);
          }
        });
    return new StackConfiguration(told);
  }

  /**
   * How this differs from what was, an aspect each; none when it does not.
   *
   * @param before what was
   */
  public List<String> differencesFrom(StackConfiguration before) {
    List<String> all = new ArrayList<>();
    before.aspects.forEach(
        (name, was) -> {
          Set<String> now = aspects.get(name);
          if (now == null) {
            all.add("the " + name + " cannot be read, and may differ from what they were");
          } else if (!now.equals(was)) {
            all.add(
                "the "
                    + name
                    + " are not as they were:"
                    + only(" gone: ", was, now)
                    + only(" new: ", now, was));
          }
        });
    return all;
  }

  private static String only(String what, Set<String> these, Set<String> others) {
    Set<String> only = new TreeSet<>(these);
    only.removeAll(others);
    return only.isEmpty() ? "" : what + String.join("; ", only) + ".";
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
