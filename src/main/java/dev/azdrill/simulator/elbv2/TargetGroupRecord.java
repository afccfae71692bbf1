package dev.azdrill.simulator.elbv2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** One target group: its settings, its attributes, its targets. */
final class TargetGroupRecord {
  private final Attributes attributes;
  private final Map<Target.Key, Target> targets = new LinkedHashMap<>();
  private final Map<String, List<Target>> byId = new HashMap<>();

  /** All of them, as far as somebody has asked since one came or went. */
  private Optional<List<Target>> inOrder = Optional.empty();

  private TargetGroup settings;
  private HealthCheckSettings healthCheck;

  /**
   * A target group without targets.
   *
   * @param settings without load balancers
   */
  TargetGroupRecord(TargetGroup settings) {
    this.settings = settings;
    this.attributes = new Attributes(AttributeKind.of(settings));
    this.healthCheck = HealthCheckSettings.of(settings);
  }

  String arn() {
    return settings.targetGroupArn();
  }

  String name() {
    return settings.targetGroupName();
  }

  String vpcId() {
    return settings.vpcId();
  }

  int port() {
    return settings.port();
  }

  boolean hasInstances() {
    return settings.targetType() == TargetTypeEnum.INSTANCE;
  }

  /** The settings, without load balancers. */
  TargetGroup settings() {
    return settings;
  }

  void change(TargetGroup to) {
    settings = to;
    healthCheck = HealthCheckSettings.of(to);
  }

  HealthCheckSettings healthCheck() {
    return healthCheck;
  }

  Attributes attributes() {
    return attributes;
  }

  /** Whether every node of a load balancer uses the targets of all zones. */
  boolean isCrossZone(Balancer user) {
    return switch (attributes.get(AttributeKind.CROSS_ZONE)) {
      case "true" -> true;
      case "false" -> false;
      default -> user.isCrossZone();
    };
  }

  /** Whether a target sees the address of the client, and not that of the node. */
  boolean preservesClientAddress() {
    return healthCheck.by() == BalancerKind.NETWORK
        && attributes.isTrue(AttributeKind.PRESERVE_CLIENT_IP);
  }

  /** Whether all that a client sends goes to the same target, by its address. */
  boolean isStickyByAddress() {
    return healthCheck.by() == BalancerKind.NETWORK && attributes.isTrue(AttributeKind.STICKINESS);
  }

  ProtocolEnum protocol() {
    return settings.protocol();
  }

  /** Whether so few targets are healthy that something happens. */
  boolean isBelow(HealthyTargets threshold, int healthy, int total) {
    String count = attributes.get(threshold.count());
    String percentage = attributes.get(threshold.percentage());
    return (!count.equals("off") && healthy < Integer.parseInt(count))
        || (!percentage.equals("off") && healthy * 100 < Integer.parseInt(percentage) * total);
  }

  Collection<Target> targets() {
    List<Target> all = inOrder.orElseGet(() -> List.copyOf(targets.values()));
    inOrder = Optional.of(all);
    return all;
  }

  Optional<Target> target(Target.Key key) {
    return Optional.ofNullable(targets.get(key));
  }

  /** The targets that are this instance, or address, on whatever port. */
  List<Target> targets(String id) {
    return byId.getOrDefault(id, List.of());
  }

  void add(Target target) {
    Target before = targets.put(target.key(), target);
    if (before != null) {
      forget(before);
    }
    inOrder = Optional.empty();
    byId.merge(target.key().id(), List.of(target), TargetGroupRecord::together);
  }

  private static List<Target> together(List<Target> some, List<Target> others) {
    List<Target> all = new ArrayList<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** Removes this very target: another may have been registered under its key since. */
  void remove(Target target) {
    if (targets.remove(target.key(), target)) {
      inOrder = Optional.empty();
      forget(target);
    }
  }

  private void forget(Target target) {
    byId.computeIfPresent(
        target.key().id(),
        (id, its) -> {
          List<Target> left = its.stream().filter(each -> each != target).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /** As DescribeTargetGroups shows it. */
  TargetGroup describe(Optional<Balancer> user) {
    return settings.toBuilder()
        .loadBalancerArns(user.map(Balancer::arn).map(List::of).orElse(List.of()))
        .build();
  }
}
