package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.TargetGroups;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AdministrativeOverride;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetAdministrativeOverrideStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Targets come, drain and go; their health is shown. */
final class RegisteredTargets implements TargetGroups {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private final World world;
  private final Kernel kernel;
  private final Compute compute;
  private final ElbRegistry catalogue;
  private final TargetHealthChecks healthChecks;

  RegisteredTargets(
      World world, Compute compute, ElbRegistry catalogue, TargetHealthChecks healthChecks) {
    this.world = world;
    this.kernel = world.kernel();
    this.compute = compute;
    this.catalogue = catalogue;
    this.healthChecks = healthChecks;
    compute.watch(this::changed);
  }

  void enter(Operations.Page page) {
    page.write("RegisterTargets", RegisterTargetsRequest::builder, this::register);
    page.write("DeregisterTargets", DeregisterTargetsRequest::builder, this::deregister);
    page.read("DescribeTargetHealth", DescribeTargetHealthRequest::builder, this::describe);
  }

  /** Takes over those that stand elsewhere, in their state of health. */
  void adopt(Adoption adoption) {
    adoption.eachOwned(
        Kind.TARGET_HEALTH,
        RegisteredTargets::id,
        (groupArn, described) -> {
          TargetGroupRecord group =
              catalogue
                  .findGroup(groupArn)
                  .orElseThrow(() -> Arns.restingOn(Arns.Type.TARGET_GROUP, groupArn));
          Target target = adopt(group, described);
          boolean isServed = catalogue.userOf(groupArn).isPresent();
          if (!isServed && described.targetHealth().state() != TargetHealthStateEnum.UNUSED) {
            adoption.leftOut(
                Kind.TARGET_HEALTH,
                target.key().toString(),
                "nothing that was taken over forwards to its target group: it is unused");
          }
        });
  }

  private static @Nullable String id(TargetHealthDescription described) {
    return described.target() == null ? null : described.target().id();
  }

  private Target adopt(TargetGroupRecord group, TargetHealthDescription described) {
    TargetDescription target = Adoption.required(described.target(), "Target");
    String id = Adoption.required(target.id(), "Target.Id");
    Adoption.required(target.port(), "Target.Port");
    TargetHealth health = Adoption.required(described.targetHealth(), "TargetHealth");
    Adoption.required(health.state(), "TargetHealth.State");
    checkPort(target);
    checkSimulated(described);
    if (!group.hasInstances()) {
      checkAddress(id);
    } else if (compute.describe(id).isEmpty()) {
      throw new Adoption.NotAdopted("instance " + id + " was not taken over");
    }
    if (group.target(key(group, target)).isPresent()) {
      throw new Adoption.NotAdopted("it is described twice");
    }
    Target taken = new Target(key(group, target), Optional.ofNullable(target.availabilityZone()));
    group.add(taken);
    goOn(group, taken, health);
    return taken;
  }

  private static void checkSimulated(TargetHealthDescription described) {
    switch (described.targetHealth().state()) {
      case INITIAL, HEALTHY, UNHEALTHY, UNUSED, DRAINING -> {}
      default ->
          throw new Adoption.NotAdopted(
              "its state " + described.targetHealth().stateAsString() + " is not simulated");
    }
    AdministrativeOverride override = described.administrativeOverride();
    if (override != null
        && override.state() != TargetAdministrativeOverrideStateEnum.NO_OVERRIDE
        && override.state() != TargetAdministrativeOverrideStateEnum.UNKNOWN) {
      throw new Adoption.NotAdopted(
          "its administrative override " + override.stateAsString() + " is not simulated");
    }
  }

  /** How long it drains already is not described: it drains for the whole of the delay. */
  private void goOn(TargetGroupRecord group, Target target, TargetHealth health) {
    Optional<Health> opinion = Health.of(health);
    if (health.state() == TargetHealthStateEnum.UNUSED) {
      target.move(target.state().unused(health));
      healthChecks.lookAgain(group, target);
    } else if (health.state() == TargetHealthStateEnum.DRAINING) {
      drain(group, target);
    } else if (opinion.isPresent()) {
      healthChecks.goOn(group, target, opinion.get());
    } else {
      healthChecks.look(group, target);
    }
    if (group.hasInstances()) {
      compute
          .describe(target.key().id())
          .ifPresent(instance -> forgetTerminated(group, target, instance));
    }
  }

  private RegisterTargetsResponse register(RegisterTargetsRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    for (TargetDescription target : request.targets()) {
      checkPort(target);
      if (group.hasInstances()) {
        checkInstance(group, target.id());
      } else {
        checkAddress(target.id());
      }
    }
    for (TargetDescription target : request.targets()) {
      register(group, key(group, target), Optional.ofNullable(target.availabilityZone()));
    }
    return RegisterTargetsResponse.builder().build();
  }

  private static void checkAddress(String id) {
    if (!IPV4.matcher(id).matches()) {
      throw TargetGroupErrors.targetAddressInvalid(id);
    }
  }

  private static void checkPort(TargetDescription target) {
    if (target.port() != null && (target.port() < 1 || target.port() > 65535)) {
      throw TargetGroupErrors.targetPortInvalid(target.port());
    }
  }

  private void checkInstance(TargetGroupRecord group, String id) {
    Instance instance =
        compute.describe(id).orElseThrow(() -> TargetGroupErrors.targetNotFound(id));
    if (instance.state().name() != InstanceStateName.RUNNING) {
      throw TargetGroupErrors.targetNotRunning(id);
    }
    if (!group.vpcId().equals(instance.vpcId())) {
      throw TargetGroupErrors.targetOfOtherVpc(group.vpcId(), id);
    }
  }

  private static Target.Key key(TargetGroupRecord group, TargetDescription target) {
    return new Target.Key(target.id(), target.port() == null ? group.port() : target.port());
  }

  private void register(TargetGroupRecord group, Target.Key key, Optional<String> zone) {
    Optional<Target> known = group.target(key);
    if (known.isPresent() && !known.get().isDraining()) {
      return;
    }
    known.ifPresent(draining -> leave(group, draining));
    Target target = new Target(key, zone);
    group.add(target);
    healthChecks.look(group, target);
  }

  private DeregisterTargetsResponse deregister(DeregisterTargetsRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    List<Target.Key> keys = request.targets().stream().map(each -> key(group, each)).toList();
    keys.forEach(key -> deregister(group, key, () -> {}));
    return DeregisterTargetsResponse.builder().build();
  }

  private void deregister(TargetGroupRecord group, Target.Key key, Runnable drained) {
    Optional<Target> target = group.target(key);
    if (target.isEmpty()) {
      drained.run();
      return;
    }
    drain(group, target.get());
    if (target.get().state() instanceof TargetState.Draining draining) {
      draining.waiting().add(drained);
    } else {
      drained.run();
    }
  }

  /** A target of a group that nobody uses, or that needs no time to drain, is gone at once. */
  private void drain(TargetGroupRecord group, Target target) {
    Duration delay =
        Duration.ofSeconds(
            Long.parseLong(group.attributes().get(AttributeKind.DEREGISTRATION_DELAY)));
    if (target.isDraining()) {
      return;
    }
    if (delay.isZero() || catalogue.userOf(group.arn()).isEmpty()) {
      leave(group, target);
      return;
    }
    target.move(
        target
            .state()
            .draining(
                kernel.after(
                    delay,
                    "target " + target.key() + " of " + group.name() + " is drained",
                    () -> leave(group, target))));
  }

  /** The target is gone; those who waited for that are told. */
  private void leave(TargetGroupRecord group, Target target) {
    group.remove(target);
    target.state().leave();
    if (target.state() instanceof TargetState.Draining draining) {
      List.copyOf(draining.waiting()).forEach(Runnable::run);
    }
  }

  /** All targets of a group that is deleted are gone. */
  void leave(TargetGroupRecord group) {
    group.targets().forEach(target -> leave(group, target));
  }

  private void changed(Instance instance) {
    for (TargetGroupRecord group : catalogue.groups()) {
      if (group.hasInstances()) {
        for (Target target : group.targets(instance.instanceId())) {
          forgetTerminated(group, target, instance);
        }
      }
    }
  }

  /** A terminated instance is a target until EC2 has forgotten it. */
  private void forgetTerminated(TargetGroupRecord group, Target target, Instance instance) {
    if (instance.state().name() == InstanceStateName.TERMINATED) {
      kernel.after(
          world.timings().of(Timing.INSTANCE_TERMINATED_VISIBLE),
          "target " + target.key() + " is no longer an instance",
          () -> leave(group, target));
    }
  }

  private DescribeTargetHealthResponse describe(DescribeTargetHealthRequest request) {
    TargetGroupRecord group = catalogue.group(request.targetGroupArn());
    List<TargetHealthDescription> descriptions = new ArrayList<>();
    if (request.targets().isEmpty()) {
      group.targets().forEach(target -> descriptions.add(describe(group, target)));
    }
    for (TargetDescription wanted : request.targets()) {
      Target.Key key = key(group, wanted);
      descriptions.add(
          group
              .target(key)
              .map(target -> describe(group, target))
              .orElseGet(
                  () ->
                      describe(
                          group, new Target(key, Optional.empty()), TargetState.NOT_REGISTERED)));
    }
    return DescribeTargetHealthResponse.builder().targetHealthDescriptions(descriptions).build();
  }

  private TargetHealthDescription describe(TargetGroupRecord group, Target target) {
    return describe(group, target, healthChecks.shown(target));
  }

  private static TargetHealthDescription describe(
      TargetGroupRecord group, Target target, TargetHealth health) {
    return TargetHealthDescription.builder()
        .target(target.describe())
        .healthCheckPort(String.valueOf(group.healthCheck().portOf(target.key().port())))
        .targetHealth(health)
        .build();
  }

  // The port through which Auto Scaling sees target groups

  @Override
  public boolean exists(String targetGroupArn) {
    return catalogue.findGroup(targetGroupArn).isPresent();
  }

  @Override
  public void register(String targetGroupArn, String instanceId) {
    catalogue
        .findGroup(targetGroupArn)
        .ifPresent(
            group -> register(group, new Target.Key(instanceId, group.port()), Optional.empty()));
  }

  @Override
  public void deregister(String targetGroupArn, String instanceId, Runnable drained) {
    Optional<TargetGroupRecord> group = catalogue.findGroup(targetGroupArn);
    if (group.isEmpty()) {
      drained.run();
      return;
    }
    deregister(group.get(), new Target.Key(instanceId, group.get().port()), drained);
  }

  @Override
  public Optional<TargetHealth> health(String targetGroupArn, String instanceId) {
    return catalogue
        .findGroup(targetGroupArn)
        .flatMap(group -> group.target(new Target.Key(instanceId, group.port())))
        .map(healthChecks::shown);
  }

  @Override
  public Optional<String> resourceLabel(String targetGroupArn) {
    return catalogue
        .userOf(targetGroupArn)
        .filter(balancer -> balancer.kind() == BalancerKind.APPLICATION)
        .map(
            balancer ->
                Arns.lastParts(balancer.arn()) + "/" + Arns.targetGroupDimension(targetGroupArn));
  }
}
