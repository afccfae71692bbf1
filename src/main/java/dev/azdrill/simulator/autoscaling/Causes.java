package dev.azdrill.simulator.autoscaling;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * Why a group does what it does, in AWS's words. The texts are those of activities that were
 * published from real accounts.
 */
final class Causes {
  private final List<String> pending = new ArrayList<>();
  private int replacements;
  private int balanced;
  private int blocked;

  /** What changed the desired capacity; it is the first sentence of what follows from it. */
  void desiredChanged(Instant now, String by, int from, int to) {
    pending.add(at(now) + by + " changing the desired capacity from " + from + " to " + to + ".");
  }

  /** Who changed it: a scheduled action that gave the group these bounds. */
  static String scheduled(AutoScalingGroup next) {
    return "a scheduled action update of AutoScalingGroup constraints to min: "
        + next.minSize()
        + ", max: "
        + next.maxSize()
        + ", desired: "
        + next.desiredCapacity();
  }

  /** An unhealthy member is being terminated: the next launch is its replacement. */
  void replacementOwed() {
    replacements++;
  }

  /** A launch to balance the zones has succeeded: the next termination completes it. */
  void balanceOwed() {
    balanced++;
  }

  /** Actual and desired capacity meet: whatever was pending is done. */
  void settled() {
    pending.clear();
    replacements = 0;
    balanced = 0;
    blocked = 0;
  }

  /** This many members too many are protected; whether that has not been told yet. */
  boolean scaleInIsBlocked(int surplus) {
    boolean news = surplus != blocked;
    blocked = surplus;
    return news;
  }

  String blocked(Instant now) {
    return story(
        at(now)
            + "no instance could be selected for termination because all remaining instances are"
            + " protected from scale in.");
  }

  String launch(Instant now, int from, int to) {
    if (replacements > 0) {
      return at(now)
          + "an instance was launched in response to an unhealthy instance needing to be replaced.";
    }
    return story(
        at(now)
            + "an instance was started in response to a difference between desired and actual"
            + " capacity, increasing the capacity from "
            + from
            + " to "
            + to
            + ".");
  }

  /** A launch under {@link #launch} has been made. */
  void launched() {
    replacements = Math.max(0, replacements - 1);
  }

  String scaleIn(Instant now, int from, int to, String instanceId, String zones) {
    String first =
        balanced > 0
            ? at(now)
                + "instances were launched to balance instances in zones "
                + zones
                + " with other zones resulting in more than desired number of instances in the"
                + " group.  "
            : "";
    balanced = Math.max(0, balanced - 1);
    return story(
        first
            + at(now)
            + "an instance was taken out of service in response to a difference between desired and"
            + " actual capacity, shrinking the capacity from "
            + from
            + " to "
            + to
            + ".  "
            + at(now)
            + "instance "
            + instanceId
            + " was selected for termination.");
  }

  private String story(String end) {
    List<String> sentences = new ArrayList<>(pending);
    sentences.add(end);
    return String.join("  ", sentences);
  }

  static String unhealthy(Instant now, UnhealthyReason finding) {
    return at(now) + "an instance was taken out of service in response to " + finding.words();
  }

  static String byUser(Instant now, String instanceId) {
    return at(now)
        + "instance "
        + instanceId
        + " was taken out of service in response to a user request.";
  }

  static String byUser(Instant now, String instanceId, int from, int to) {
    return at(now)
        + "instance "
        + instanceId
        + " was taken out of service in response to a user request, shrinking the capacity from "
        + from
        + " to "
        + to
        + ".";
  }

  /** A user attached, detached, or moved a member in or out of standby. */
  static String userMoved(Instant now, String instanceId, String verb) {
    return at(now) + "instance " + instanceId + " was " + verb + " in response to a user request.";
  }

  static String refreshed(Instant now, String instanceId) {
    return at(now)
        + "instance "
        + instanceId
        + " was taken out of service in response to an instance refresh.";
  }

  static String outlived(Instant now, String instanceId) {
    return at(now)
        + "instance "
        + instanceId
        + " was taken out of service in response to reaching its maximum instance lifetime.";
  }

  static String balancing(Instant now, ZoneDistribution placement) {
    return at(now)
        + "availability zones {"
        + placement.zones()
        + "} had "
        + placement.numbers()
        + " instances respectively. An instance was launched to aid in balancing the group's"
        + " zones.";
  }

  static String gradual(Instant now, PurchaseOption option) {
    return at(now)
        + "the group had fewer "
        + (option == PurchaseOption.SPOT ? "Spot" : "On-Demand")
        + " Instances than its instances distribution asks for. An instance was launched to replace"
        + " one of the others.";
  }

  static String groupDeleted(Instant now, String instanceId) {
    return at(now)
        + "a user request deleted the AutoScalingGroup with ForceDelete.  "
        + at(now)
        + "instance "
        + instanceId
        + " was selected for termination.";
  }

  private static String at(Instant now) {
    return "At " + now.truncatedTo(ChronoUnit.SECONDS) + " ";
  }
}
