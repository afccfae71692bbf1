package dev.azdrill.platform.completion;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance as it was seen last, and since when it was seen to run without a break. The time is
 * that of our own observation: the foreign EC2's clock knows nothing of the speed.
 */
record ObservedInstance(Instance instance, @Nullable Instant running) {
  private static final int TERMINATED = 48;

  /** What is seen now, after {@code before}. */
  static ObservedInstance after(@Nullable ObservedInstance before, Instance now, Instant at) {
    if (state(now) != InstanceStateName.RUNNING) {
      return new ObservedInstance(now, null);
    }
    return new ObservedInstance(
        now, before == null || before.running == null ? at : before.running);
  }

  /** What it is once EC2 describes it no more. */
  ObservedInstance gone() {
    InstanceState terminated =
        InstanceState.builder().code(TERMINATED).name(InstanceStateName.TERMINATED).build();
    return new ObservedInstance(instance.toBuilder().state(terminated).build(), null);
  }

  static InstanceStateName state(Instance instance) {
    return instance.state() == null
        ? InstanceStateName.UNKNOWN_TO_SDK_VERSION
        : instance.state().name();
  }

  Optional<Instant> runningSince() {
    return Optional.ofNullable(running);
  }

  /** Whether those who watch instances would want to know. */
  boolean differsFrom(@Nullable ObservedInstance before) {
    return before == null || state(before.instance) != state(instance);
  }
}
