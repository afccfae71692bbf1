package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Reachability;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/**
 * Lets every node of a load balancer check every target by itself, each at its own phase of the
 * interval, and moves targets between unused, registering and checked as the configuration and
 * their instances change.
 */
final class TargetHealthChecks {
  private static final Duration LEARNT_AT_ONCE = Duration.ofSeconds(1);

  private final World world;
  private final Kernel kernel;
  private final Compute compute;
  private final Reachability reachability;
  private final ElbRegistry catalogue;

  TargetHealthChecks(
      World world, Compute compute, Reachability reachability, ElbRegistry catalogue) {
    this.world = world;
    this.kernel = world.kernel();
    this.compute = compute;
    this.reachability = reachability;
    this.catalogue = catalogue;
    compute.watch(this::changed);
    world.facts().watch(this::changed);
  }

  /** How a target is shown now. */
  TargetHealth shown(Target target) {
    return target.state().shown(this::isLive);
  }

  private boolean isLive(LoadBalancerNode node) {
    return world.facts().hasPower(node.zone());
  }

  /** Looks at all targets again: listeners, rules or zones have changed. */
  void look() {
    catalogue.groups().forEach(this::look);
  }

  /** Looks at the targets of one group again. */
  void look(TargetGroupRecord group) {
    group.targets().forEach(target -> look(group, target));
  }

  /** What EC2 does not tell of one target keeps nobody from the others; it is asked again. */
  void look(TargetGroupRecord group, Target target) {
    kernel.looked();
    try {
      look(group, target, catalogue.userOf(group.arn()));
    } catch (AwsError silent) {
      lookAgain(group, target);
    }
  }

  /**
   * Goes on with a target that stands elsewhere, where the nodes think so of it.
   *
   * @param opinion of every node
   */
  void goOn(TargetGroupRecord group, Target target, Health opinion) {
    Optional<Balancer> user = catalogue.userOf(group.arn());
    Place place = place(group, target);
    if (user.isEmpty() || unusable(place, user.get()).isPresent()) {
      look(group, target, user);
      return;
    }
    List<Check> checks = new ArrayList<>();
    for (LoadBalancerNode node : user.get().nodes()) {
      checks.add(begin(group, target, place, node, opinion));
    }
    target.move(target.state().checked(place.address(), place.zone(), checks));
  }

  /** Looks at a target soon: EC2 does not tell of it, or nobody knows why it is as it is. */
  void lookAgain(TargetGroupRecord group, Target target) {
    kernel.after(
        world.timings().of(Timing.TARGET_REGISTRATION),
        "look again at target " + target.key(),
        () -> {
          if (group.target(target.key()).filter(now -> now == target).isPresent()) {
            look(group, target);
          }
        });
  }

  /** The settings of a group's health checks have changed: its checks begin anew. */
  void restart(TargetGroupRecord group) {
    for (Target target : group.targets()) {
      if (target.state() instanceof TargetState.Checked checked) {
        checked.checks().forEach(check -> start(group, target, checked.address(), check));
      }
    }
  }

  /** An instance has changed its state. */
  private void changed(Instance instance) {
    for (TargetGroupRecord group : catalogue.groups()) {
      if (group.hasInstances()) {
        group.targets(instance.instanceId()).forEach(target -> look(group, target));
      }
    }
  }

  /** A node whose power returns starts anew: it knows nothing. */
  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower outage && !holds) {
      for (TargetGroupRecord group : catalogue.groups()) {
        for (Target target : group.targets()) {
          if (target.state() instanceof TargetState.Checked checked) {
            checked.checks().stream()
                .filter(check -> check.node().zone().equals(outage.zone()))
                .forEach(Check::forget);
          }
        }
      }
    }
  }

  private void look(TargetGroupRecord group, Target target, Optional<Balancer> user) {
    if (user.isEmpty()) {
      target.move(target.state().unused(TargetState.NOT_IN_USE));
      return;
    }
    Balancer balancer = user.get();
    Place place = place(group, target);
    Optional<TargetHealth> unusable = unusable(place, balancer);
    if (unusable.isPresent()) {
      target.move(target.state().unused(unusable.get()));
    } else if (target.state() instanceof TargetState.Checked) {
      check(group, target, place, balancer);
    } else if (!isBeingRegistered(target)) {
      register(group, target, balancer);
    }
  }

  private static boolean isBeingRegistered(Target target) {
    return target.isDraining()
        || (target.state() instanceof TargetState.Registering registering
            && registering.known() != null);
  }

  /** As long as the load balancer is being provisioned, there is nobody to be told. */
  private void register(TargetGroupRecord group, Target target, Balancer balancer) {
    if (!balancer.isActive()) {
      target.move(target.state().registering(null));
      return;
    }
    target.move(
        target
            .state()
            .registering(
                kernel.after(
                    world.timings().of(Timing.TARGET_REGISTRATION),
                    "target " + target.key() + " is known to the nodes",
                    () -> known(group, target))));
  }

  private void known(TargetGroupRecord group, Target target) {
    Optional<Balancer> user = catalogue.userOf(group.arn());
    if (user.isPresent()) {
      try {
        check(group, target, place(group, target), user.get());
      } catch (AwsError silent) {
        register(group, target, user.get());
      }
    }
  }

  /** Lets every node of the load balancer check the target; nodes that did so go on. */
  private void check(TargetGroupRecord group, Target target, Place place, Balancer balancer) {
    List<Check> checks = new ArrayList<>();
    for (LoadBalancerNode node : balancer.nodes()) {
      checks.add(
          going(target, node)
              .orElseGet(() -> begin(group, target, place, node, new Health.Initial(0))));
    }
    if (target.state() instanceof TargetState.Checked before) {
      before.checks().stream().filter(check -> !checks.contains(check)).forEach(Check::stop);
    }
    target.move(target.state().checked(place.address(), place.zone(), checks));
  }

  private static Optional<Check> going(Target target, LoadBalancerNode node) {
    return target.state() instanceof TargetState.Checked checked
        ? checked.by(node)
        : Optional.empty();
  }

  private Check begin(
      TargetGroupRecord group, Target target, Place place, LoadBalancerNode node, Health opinion) {
    Check check = new Check(node, opinion);
    start(group, target, place.address(), check);
    return check;
  }

  private void start(TargetGroupRecord group, Target target, String address, Check check) {
    Duration interval = group.healthCheck().interval();
    long phase =
        world
            .seed()
            .derive("health check of " + target.key() + " by " + check.node())
            .random()
            .nextLong(interval.toMillis());
    int port = target.key().port();
    check.goOn(
        kernel.every(
            Duration.ofMillis(phase),
            interval,
            "health check of " + target.key() + " by " + check.node(),
            () -> ask(group.healthCheck(), check, address, port)));
  }

  /**
   * One check. What it comes to is known when the answer is there, at the latest after the timeout.
   */
  private boolean ask(HealthCheckSettings settings, Check check, String address, int port) {
    if (!isLive(check.node())) {
      return false;
    }
    Reachability.Answer answer =
        settings.ask(reachability, check.node().networkInterfaceId(), address, port);
    Optional<TargetHealth> failure = settings.failure(answer);
    Duration known = settings.known(answer);
    if (known.compareTo(LEARNT_AT_ONCE) < 0) {
      return check.learn(settings, failure);
    }
    int round = check.round();
    kernel.quietly(
        known,
        "health check of " + address + " by " + check.node() + " ends late",
        () -> check.round() == round && check.learn(settings, failure));
    return false;
  }

  /**
   * Where a target is and whether it can take requests.
   *
   * @param zone empty where nobody knows
   * @param instanceState empty for a target that is not an instance
   */
  private record Place(String address, Optional<String> zone, Optional<String> instanceState) {}

  private Place place(TargetGroupRecord group, Target target) {
    if (!group.hasInstances()) {
      Optional<String> zone = target.namedZone().filter(named -> !named.equals("all"));
      return new Place(target.key().id(), zone, Optional.empty());
    }
    return compute
        .describe(target.key().id())
        .map(
            instance ->
                new Place(
                    String.valueOf(instance.privateIpAddress()),
                    Optional.of(instance.placement().availabilityZone()),
                    Optional.of(instance.state().nameAsString())))
        .orElse(
            new Place(
                target.key().id(),
                Optional.empty(),
                Optional.of(InstanceStateName.TERMINATED.toString())));
  }

  private static Optional<TargetHealth> unusable(Place place, Balancer balancer) {
    Optional<String> unusable =
        place
            .instanceState()
            .filter(state -> !state.equals(InstanceStateName.RUNNING.toString()))
            .filter(state -> !state.equals(InstanceStateName.PENDING.toString()));
    if (unusable.isPresent()) {
      return unusable.map(TargetState::notRunning);
    }
    return place.zone().map(balancer::serves).orElse(true)
        ? Optional.empty()
        : Optional.of(TargetState.ZONE_NOT_ENABLED);
  }
}
