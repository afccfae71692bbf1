package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/**
 * Where a group's members can get requests: as targets of a load balancer. A member in service that
 * is no target serves nobody.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states">Target
 * health status</a>.
 */
record Registered(Inventory inventory) {
  private static final String UNHEALTHY = "unhealthy";

  private static final String NOT_REGISTERED = "not registered";

  private static final String LOAD_BALANCERS_TROUBLE =
      TargetHealthReasonEnum.ELB_INTERNAL_ERROR.toString();

  /** Those whose targets get no request, and will get none. */
  private static final Set<String> LEAVING = Set.of("draining", "unhealthy.draining", "unused");

  /** Those whose targets get requests. */
  private static final Set<String> SERVED = Set.of("healthy", "unavailable");

  /**
   * Of each target group that the group is attached to, or that has members as targets. Nothing
   * where its members in service are in one zone anyway: {@link Standing} says that.
   */
  List<Finding> of(AutoScalingGroup group) {
    return zones(inService(group)).size() < 2
        ? List.of()
        : targetGroups(group).stream().map(arn -> of(group, arn)).toList();
  }

  private static List<Instance> inService(AutoScalingGroup group) {
    return group.instances().stream().filter(Standing::isServing).toList();
  }

  private Set<String> targetGroups(AutoScalingGroup group) {
    if (!group.targetGroupARNs().isEmpty()) {
      return new LinkedHashSet<>(group.targetGroupARNs());
    }
    Set<String> members =
        group.instances().stream().map(Instance::instanceId).collect(Collectors.toSet());
    return inventory.owned(Kind.TARGET_HEALTH).stream()
        .filter(each -> members.contains(each.value().target().id()))
        .flatMap(each -> each.owner().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Finding of(AutoScalingGroup group, String targetGroup) {
    Map<String, String> states = states(targetGroup);
    List<Instance> serving = new ArrayList<>();
    List<Instance> soon = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Instance member : inService(group)) {
      String state = states.getOrDefault(member.instanceId(), NOT_REGISTERED);
      boolean isServed = SERVED.contains(state);
      if (isServed) {
        serving.add(member);
      } else {
        others.add(member.instanceId() + " in " + member.availabilityZone() + " is " + state);
      }
      if (isServed || mayBeSoon(state)) {
        soon.add(member);
      }
    }
    String name = group.autoScalingGroupName();
    Set<String> zones = zones(serving);
    String where =
        "gets requests through the target group "
            + nameOf(targetGroup)
            + " in "
            + (zones.isEmpty() ? "no zone" : String.join(", ", zones));
    String because = " only" + (others.isEmpty() ? "" : ": " + String.join(", ", others));
    if (zones.size() >= 2) {
      return Finding.proven(name, where);
    }
    return zones(soon).size() >= 2
        ? Finding.unknown(name, where + because)
        : Finding.violated(name, where + because);
  }

  /** Of each target; of one that is registered with several ports, one that gets requests. */
  private Map<String, String> states(String targetGroup) {
    Map<String, String> states = new TreeMap<>();
    for (TargetHealthDescription each : inventory.of(Kind.TARGET_HEALTH, targetGroup)) {
      states.merge(
          each.target().id(),
          state(each.targetHealth()),
          (one, other) -> rank(one) >= rank(other) ? one : other);
    }
    return states;
  }

  private static int rank(String state) {
    return SERVED.contains(state) ? 2 : mayBeSoon(state) ? 1 : 0;
  }

  /**
   * Whether a target may get requests within minutes by itself: one that is checked for the first
   * time, or cannot be told. One that the load balancer has checked and found unhealthy serves
   * nobody; that it is about to start is described nowhere, so it does not stand.
   */
  private static boolean mayBeSoon(String state) {
    return !LEAVING.contains(state) && !state.equals(NOT_REGISTERED) && !isUnhealthy(state);
  }

  private static boolean isUnhealthy(String state) {
    return state.startsWith(UNHEALTHY) && !state.contains(LOAD_BALANCERS_TROUBLE);
  }

  /** The state, and why it is unhealthy where that is said. */
  private static String state(TargetHealth health) {
    String state = String.valueOf(health.stateAsString());
    return UNHEALTHY.equals(state) && health.reason() != null
        ? state + " (" + health.reasonAsString() + ")"
        : state;
  }

  private String nameOf(String arn) {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .filter(each -> arn.equals(each.targetGroupArn()))
        .findFirst()
        .map(TargetGroup::targetGroupName)
        .orElse(arn);
  }

  private static Set<String> zones(List<Instance> members) {
    return members.stream()
        .map(Instance::availabilityZone)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "an instance is being deregistered from the load balancer",
            first(each -> each.toBuilder().targetHealth(h -> h.state("draining")).build())),
        new Mutant(
            "an instance in service is no target of the load balancer",
            first(each -> each.toBuilder().target(t -> t.id("i-another").port(8080)).build())),
        new Mutant(
            "the load balancer sends nothing to an instance's zone",
            first(each -> each.toBuilder().targetHealth(h -> h.state("unused")).build())),
        new Mutant(
            "an instance fails the health checks of the load balancer",
            first(each -> each.toBuilder().targetHealth(h -> h.state(UNHEALTHY)).build())));
  }

  private static UnaryOperator<Inventory> first(UnaryOperator<TargetHealthDescription> change) {
    return sound -> {
      Optional<TargetHealthDescription> first = sound.all(Kind.TARGET_HEALTH).stream().findFirst();
      return sound.map(
          Kind.TARGET_HEALTH,
          each -> first.filter(each::equals).isPresent() ? change.apply(each) : each);
    };
  }
}
