package dev.azdrill.fault;

import dev.azdrill.session.AwsSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** What EC2 says of an instance. */
final class InstanceStates {
  private static final Set<InstanceStateName> GONE =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private InstanceStates() {}

  /** Its state; {@code terminated} when EC2 has forgotten it. */
  static InstanceStateName of(AwsSession aws, String instanceId) {
    return find(aws, instanceId)
        .map(each -> each.state().name())
        .orElse(InstanceStateName.TERMINATED);
  }

  /** Whether it is terminated, or soon will be, or EC2 has forgotten it. */
  static boolean isGone(AwsSession aws, String instanceId) {
    return GONE.contains(of(aws, instanceId));
  }

  /**
   * A sentence when each of them is in such a state; empty while one is not.
   *
   * @param wanted the state of a fault that took effect
   */
  static Optional<Witness> each(
      AwsSession aws, List<String> instanceIds, Predicate<InstanceStateName> wanted) {
    List<String> seen = new ArrayList<>();
    for (String id : instanceIds) {
      InstanceStateName state = of(aws, id);
      if (!wanted.test(state)) {
        return Optional.empty();
      }
      seen.add(id + " as " + state);
    }
    return Optional.of(
        Witness.found(
            "EC2 reports instance" + (seen.size() > 1 ? "s " : " ") + String.join(", ", seen)));
  }

  /** The instance as EC2 describes it; empty when EC2 has forgotten it. */
  static Optional<Instance> find(AwsSession aws, String instanceId) {
    Filter byId = Filter.builder().name("instance-id").values(instanceId).build();
    return aws.ec2().describeInstances(r -> r.filters(byId)).reservations().stream()
        .map(Reservation::instances)
        .flatMap(List::stream)
        .findFirst();
  }
}
