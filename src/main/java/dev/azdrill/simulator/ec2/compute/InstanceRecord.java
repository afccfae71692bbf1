package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.kernel.Event;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * One instance: what it was launched as, and what has become of it. What belongs to other nouns
 * (its interfaces, volumes and tags) is theirs.
 *
 * <p>Not thread-safe: changed under the writer's lock, by {@link InstanceTransitions}, {@link
 * InstanceAttributes} and {@link InstanceProfileAssociations} alone.
 */
final class InstanceRecord {
  private final String reservationId;
  private final String zone;
  private final boolean publicAddress;
  private Instance traits;
  private RunInstancesRequest asked;
  private ConsoleLog console = ConsoleLog.EMPTY;
  private InstanceLifecycle lifecycle = new InstanceLifecycle.Pending(true);
  private @Nullable Event nextMove;
  private @Nullable Event nextCheck;

  /**
   * @param traits the description without state, network, volumes and tags
   * @param asked what it was launched with, template and overrides together
   * @param publicAddress whether it gets a public address whenever it starts
   */
  InstanceRecord(
      String reservationId, Instance traits, RunInstancesRequest asked, boolean publicAddress) {
    this.reservationId = reservationId;
    this.traits = traits;
    this.asked = asked;
    this.zone = traits.placement().availabilityZone();
    this.publicAddress = publicAddress;
  }

  String id() {
    return traits.instanceId();
  }

  String reservationId() {
    return reservationId;
  }

  String zone() {
    return zone;
  }

  boolean wantsPublicAddress() {
    return publicAddress;
  }

  /** The description without state, network, volumes and tags. */
  Instance traits() {
    return traits;
  }

  void traits(Instance changed) {
    traits = changed;
  }

  /** How its metadata can be had; empty where nobody tells. */
  InstanceMetadataOptionsResponse metadataOptions() {
    InstanceMetadataOptionsResponse options = traits.metadataOptions();
    return options == null ? InstanceMetadataOptionsResponse.builder().build() : options;
  }

  /** What it would be launched with now: attributes that can be modified are here. */
  RunInstancesRequest asked() {
    return asked;
  }

  void asked(RunInstancesRequest changed) {
    asked = changed;
  }

  InstanceLifecycle lifecycle() {
    return lifecycle;
  }

  void move(InstanceLifecycle next) {
    lifecycle = next;
  }

  /** What it has written to its console since it stands here. */
  ConsoleLog console() {
    return console;
  }

  void console(ConsoleLog next) {
    console = next;
  }

  /** The event that ends its state; replaces the one before. */
  void nextMove(Event event) {
    cancel(nextMove);
    nextMove = event;
  }

  /** The event that changes what the checks say; replaces the one before. */
  void nextCheck(Event event) {
    cancel(nextCheck);
    nextCheck = event;
  }

  /** The checks say what they say until {@link #nextCheck}. */
  void noMoreChecks() {
    cancel(nextCheck);
    nextCheck = null;
  }

  private static void cancel(@Nullable Event event) {
    if (event != null) {
      event.cancel();
    }
  }
}
