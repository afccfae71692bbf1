package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/**
 * An instance as its group sees it: an id, and what the group decided. What EC2 knows of it is
 * asked when it is needed.
 */
final class Member {
  private final String id;
  private final String zone;
  private final @Nullable LaunchTemplateSpecification template;
  private final Instant joined;
  private Lifecycle lifecycle;
  private @Nullable Instant inServiceSince;
  private @Nullable Instant impairedSince;
  private @Nullable Finding finding;
  private boolean protectedFromScaleIn;
  private boolean balancing;
  private boolean released;
  private String activity = "";

  /**
   * A member that has just been launched or attached.
   *
   * @param template with the version's number; null when it was attached
   */
  Member(String id, String zone, @Nullable LaunchTemplateSpecification template, Instant joined) {
    this.id = id;
    this.zone = zone;
    this.template = template;
    this.joined = joined;
    this.lifecycle = Lifecycle.PENDING;
  }

  String id() {
    return id;
  }

  String zone() {
    return zone;
  }

  /** What it was launched from; null when it was attached. */
  @Nullable LaunchTemplateSpecification template() {
    return template;
  }

  /** When it was launched or attached. */
  Instant joined() {
    return joined;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  void hold() {
    lifecycle = lifecycle.hold();
  }

  /** Enters service; grace and warm-up begin. */
  void serve(Instant now) {
    lifecycle = lifecycle.serve();
    inServiceSince = now;
    impairedSince = null;
  }

  void standBy() {
    lifecycle = lifecycle.standBy();
    inServiceSince = null;
  }

  void comeBack() {
    lifecycle = lifecycle.comeBack();
  }

  void leave() {
    lifecycle = lifecycle.leave();
  }

  boolean inService() {
    return lifecycle == Lifecycle.IN_SERVICE;
  }

  /** Whether it has been in service for at least this long. */
  boolean servedFor(Duration duration, Instant now) {
    Instant since = inServiceSince;
    return inService() && since != null && !now.isBefore(since.plus(duration));
  }

  /** Remembers whether its status checks fail now; how long they have failed, as seen from here. */
  Duration impaired(boolean failing, Instant now) {
    Instant since = impairedSince;
    if (!failing) {
      impairedSince = null;
      return Duration.ZERO;
    }
    if (since == null) {
      impairedSince = now;
      return Duration.ZERO;
    }
    return Duration.between(since, now);
  }

  /** Why it is unhealthy; null while it is healthy. */
  @Nullable Finding finding() {
    return finding;
  }

  void mark(@Nullable Finding unhealthy) {
    finding = unhealthy;
  }

  boolean protectedFromScaleIn() {
    return protectedFromScaleIn;
  }

  void protect(boolean fromScaleIn) {
    protectedFromScaleIn = fromScaleIn;
  }

  /** Whether it was launched to balance the zones and has not yet proven itself. */
  boolean balancing() {
    return balancing;
  }

  void balance(boolean zones) {
    balancing = zones;
  }

  /** Whether EC2 has been told to terminate it. */
  boolean released() {
    return released;
  }

  void release() {
    released = true;
  }

  /** The id of the activity that is about it now. */
  String activity() {
    return activity;
  }

  void during(String activityId) {
    activity = activityId;
  }
}
