package dev.azdrill.simulator.autoscaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;

/**
 * An instance as its group sees it: an id, and what the group decided. What EC2 knows of it is
 * asked when it is needed.
 */
final class Member {
  private final String id;
  private final String zone;
  private final Optional<LaunchTemplateSpecification> template;
  private final Purchase purchase;
  private final Instant joined;
  private MemberLifecycle lifecycle = new MemberLifecycle.Pending();
  private Optional<UnhealthyReason> finding = Optional.empty();
  private boolean protectedFromScaleIn;
  private boolean balancing;
  private String activity;

  /**
   * A member that has just been launched or attached.
   *
   * @param template with the version's number; empty when it was attached
   * @param activity the id of the activity that is about it now
   */
  Member(
      String id,
      String zone,
      Optional<LaunchTemplateSpecification> template,
      Purchase purchase,
      Instant joined,
      String activity) {
    this.id = id;
    this.zone = zone;
    this.template = template;
    this.purchase = purchase;
    this.joined = joined;
    this.activity = activity;
  }

  String id() {
    return id;
  }

  String zone() {
    return zone;
  }

  /** What it was launched from; empty when it was attached. */
  Optional<LaunchTemplateSpecification> template() {
    return template;
  }

  Purchase purchase() {
    return purchase;
  }

  /** When it was launched or attached. */
  Instant joined() {
    return joined;
  }

  MemberLifecycle lifecycle() {
    return lifecycle;
  }

  /** Makes a move of its lifecycle, which may refuse. */
  void move(UnaryOperator<MemberLifecycle> move) {
    lifecycle = move.apply(lifecycle);
  }

  boolean inService() {
    return lifecycle.inServiceSince().isPresent();
  }

  /** Whether it has been in service for at least this long. */
  boolean servedFor(Duration duration, Instant now) {
    return lifecycle
        .inServiceSince()
        .filter(since -> !now.isBefore(since.plus(duration)))
        .isPresent();
  }

  /**
   * Whether it is in service, was found healthy, and no time that counts for it is still to pass.
   *
   * @param trusted after which it is trusted
   */
  boolean isAtRest(Duration trusted, Instant now) {
    return servedFor(trusted, now)
        && lifecycle.impairedFor(now).isZero()
        && lifecycle.equals(lifecycle.statusChecked(false, now))
        && finding.isEmpty()
        && !balancing;
  }

  /** Why it is unhealthy; empty while it is healthy. */
  Optional<UnhealthyReason> finding() {
    return finding;
  }

  void markUnhealthy(UnhealthyReason why) {
    finding = Optional.of(why);
  }

  void markHealthy() {
    finding = Optional.empty();
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

  /** The id of the activity that is about it now. */
  String activity() {
    return activity;
  }

  void during(String activityId) {
    activity = activityId;
  }
}
