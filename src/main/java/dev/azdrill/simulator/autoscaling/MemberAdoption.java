package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Takes over members as their group describes them. What a group does not describe is taken from
 * EC2: a member is in service since its instance was launched.
 */
final class MemberAdoption {
  private static final Set<LifecycleState> NO_MEMBERS =
      Set.of(LifecycleState.DETACHING, LifecycleState.DETACHED);

  private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

  private final World world;
  private final Ports ports;

  MemberAdoption(World world, Ports ports) {
    this.world = world;
    this.ports = ports;
  }

  /** Whether an instance is described as one that its group has given up and not terminated. */
  static boolean isDetached(Instance described) {
    return described.lifecycleState() != null && NO_MEMBERS.contains(described.lifecycleState());
  }

  /**
   * A member that stands elsewhere.
   *
   * @param targetGroups that its group is attached to, by ARN
   * @throws Adoption.NotAdopted when it cannot be one here
   */
  Member of(Instance described, List<String> targetGroups) {
    String id = Adoption.required(described.instanceId(), "InstanceId of a member");
    String zone = required(described.availabilityZone(), "AvailabilityZone", id);
    required(described.healthStatus(), "HealthStatus", id);
    LifecycleState state = required(described.lifecycleState(), "LifecycleState", id);
    if (described.launchConfigurationName() != null) {
      throw refused(id, "was launched from a launch configuration");
    }
    if (described.weightedCapacity() != null) {
      throw refused(id, "has a weight, and weights are not simulated");
    }
    Optional<software.amazon.awssdk.services.ec2.model.Instance> instance =
        ports.compute().describe(id);
    Instant joined = instance.map(it -> it.launchTime()).orElse(world.kernel().now());
    MemberLifecycle lifecycle =
        switch (state) {
          case PENDING, PENDING_PROCEED -> new MemberLifecycle.Pending();
          case IN_SERVICE -> new MemberLifecycle.InService(joined, Optional.empty());
          case ENTERING_STANDBY, STANDBY -> new MemberLifecycle.Standby();
          case TERMINATING, TERMINATING_PROCEED, TERMINATED ->
              leaving(state, instance, targetGroups);
          case PENDING_WAIT, TERMINATING_WAIT ->
              throw refused(
                  id, "is held by a lifecycle hook, and for how long already is not described");
          default ->
              throw refused(
                  id,
                  "is in the state "
                      + described.lifecycleStateAsString()
                      + ", which has no counterpart here");
        };
    if (instance.isEmpty() && !lifecycle.isLeaving()) {
      throw refused(id, "is not among the instances that stand here");
    }
    // The activity that is about it belongs to what nobody describes.
    String activity = world.ids().uuid();
    Member member =
        new Member(
            id,
            zone,
            template(described),
            instance.map(Purchase::of).orElse(Purchase.UNKNOWN),
            joined,
            activity);
    member.move(pending -> lifecycle);
    member.protect(Boolean.TRUE.equals(described.protectedFromScaleIn()));
    return member;
  }

  private static MemberLifecycle leaving(
      LifecycleState state,
      Optional<software.amazon.awssdk.services.ec2.model.Instance> instance,
      List<String> targetGroups) {
    boolean isEnding =
        instance
            .map(it -> it.state().name())
            .filter(it -> it != InstanceStateName.SHUTTING_DOWN)
            .filter(it -> it != InstanceStateName.TERMINATED)
            .isEmpty();
    if (isEnding) {
      return new MemberLifecycle.Released();
    }
    return state == LifecycleState.TERMINATING
        ? new MemberLifecycle.Terminating(targetGroups)
        : new MemberLifecycle.Due();
  }

  private static Optional<LaunchTemplateSpecification> template(Instance described) {
    Optional<LaunchTemplateSpecification> template =
        Optional.ofNullable(described.launchTemplate());
    String id = described.instanceId();
    if (template.isPresent()
        && !VERSION.matcher(required(template.get().version(), "Version", id)).matches()) {
      throw refused(id, "has a launch template version that is not a number");
    }
    return template;
  }

  private static <T> T required(@Nullable T value, String member, String id) {
    return Adoption.required(value, member + " of its member " + id);
  }

  private static Adoption.NotAdopted refused(String id, String because) {
    return new Adoption.NotAdopted("its member " + id + " " + because);
  }
}
