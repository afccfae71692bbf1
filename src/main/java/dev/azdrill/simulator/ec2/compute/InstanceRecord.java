package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.kernel.Event;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * One instance: what it was launched as, and what has become of it. What belongs to other nouns
 * (its interfaces, volumes and tags) is theirs.
 *
 * <p>Not thread-safe: changed under the writer's lock, by {@link InstanceLives} and {@link
 * InstanceAttributes} alone.
 */
final class InstanceRecord {
  /**
   * What the status checks of a running instance say.
   *
   * @param status of system and instance alike
   * @param since when they began to say it
   */
  record Checks(SummaryStatus status, Instant since) {}

  private final String reservationId;
  private final String zone;
  private final boolean publicAddress;
  private Instance traits;
  private RunInstancesRequest asked;
  private Lifecycle state = Lifecycle.PENDING;
  private String transition = "";
  private @Nullable StateReason reason;
  private @Nullable Checks checks;
  private @Nullable Instant runningSince;
  private boolean hasRun;
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

  /** What it would be launched with now: attributes that can be modified are here. */
  RunInstancesRequest asked() {
    return asked;
  }

  void asked(RunInstancesRequest changed) {
    asked = changed;
  }

  Lifecycle state() {
    return state;
  }

  /** Why it is in its state; null where EC2 tells none. */
  @Nullable StateReason reason() {
    return reason;
  }

  /** Who brought it there and when; empty where EC2 tells nothing. */
  String transition() {
    return transition;
  }

  void move(Lifecycle next, @Nullable StateReason why, String how) {
    state = next;
    reason = why;
    transition = how;
  }

  /** The status checks; empty unless it runs. */
  Optional<Checks> checks() {
    return state == Lifecycle.RUNNING ? Optional.ofNullable(checks) : Optional.empty();
  }

  void checks(Checks found) {
    checks = found;
  }

  /** Since when it runs without a break; empty while it does not, or has no power. */
  Optional<Instant> runningSince() {
    return Optional.ofNullable(runningSince);
  }

  void runs(Instant since) {
    runningSince = since;
    hasRun = true;
  }

  void standsStill() {
    runningSince = null;
  }

  /** Whether it ever became {@code running}. */
  boolean hasRun() {
    return hasRun;
  }

  /** The event that ends the way it is on; replaces the one before. */
  void nextMove(@Nullable Event event) {
    if (nextMove != null) {
      nextMove.cancel();
    }
    nextMove = event;
  }

  /** The event that changes what the checks say; replaces the one before. */
  void nextCheck(@Nullable Event event) {
    if (nextCheck != null) {
      nextCheck.cancel();
    }
    nextCheck = event;
  }
}
