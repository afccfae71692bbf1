package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.AwsError;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The life of an instance: its states and the moves between them.
 *
 * <p>Source: Amazon EC2 User Guide, "Amazon EC2 instance state changes". A move that changes
 * nothing returns the state itself: EC2 accepts it.
 */
enum Lifecycle {
  PENDING(0, InstanceStateName.PENDING),
  RUNNING(16, InstanceStateName.RUNNING),
  SHUTTING_DOWN(32, InstanceStateName.SHUTTING_DOWN),
  TERMINATED(48, InstanceStateName.TERMINATED),
  STOPPING(64, InstanceStateName.STOPPING),
  STOPPED(80, InstanceStateName.STOPPED);

  private final int code;
  private final InstanceStateName name;

  Lifecycle(int code, InstanceStateName name) {
    this.code = code;
    this.name = name;
  }

  /** As descriptions carry it. */
  InstanceState described() {
    return InstanceState.builder().code(code).name(name).build();
  }

  /** What StartInstances makes of it. */
  Lifecycle start(String instanceId) {
    return switch (this) {
      case STOPPED -> PENDING;
      case PENDING, RUNNING -> this;
      case STOPPING, SHUTTING_DOWN, TERMINATED ->
          throw wrong(
              "The instance '" + instanceId + "' is not in a state from which it can be started.");
    };
  }

  /** What StopInstances makes of it. */
  Lifecycle stop(String instanceId) {
    return switch (this) {
      case RUNNING -> STOPPING;
      case STOPPING, STOPPED -> this;
      case PENDING ->
          throw wrong(
              "Instance '"
                  + instanceId
                  + "' cannot be stopped as it has never reached the 'running' state.");
      case SHUTTING_DOWN, TERMINATED ->
          throw wrong(
              "The instance '" + instanceId + "' is not in a state from which it can be stopped.");
    };
  }

  /** RebootInstances leaves it as it is, where it may. */
  Lifecycle reboot(String instanceId) {
    return switch (this) {
      case PENDING, RUNNING -> this;
      case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED ->
          throw wrong(
              "The instance '" + instanceId + "' is not in a state from which it can be rebooted.");
    };
  }

  /** What TerminateInstances makes of it: always accepted. */
  Lifecycle terminate() {
    return switch (this) {
      case PENDING, RUNNING, STOPPING, STOPPED -> SHUTTING_DOWN;
      case SHUTTING_DOWN, TERMINATED -> this;
    };
  }

  /** Where the way that it is on ends; a state that is no way ends in itself. */
  Lifecycle arrive() {
    return switch (this) {
      case PENDING -> RUNNING;
      case STOPPING -> STOPPED;
      case SHUTTING_DOWN -> TERMINATED;
      case RUNNING, STOPPED, TERMINATED -> this;
    };
  }

  private static AwsError wrong(String message) {
    return AwsError.of("IncorrectInstanceState", message);
  }
}
