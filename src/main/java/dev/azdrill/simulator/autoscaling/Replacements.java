package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Timing;

/** Takes a member out and orders another one in its place, without waiting for it. */
final class Replacements {
  private final Terminations terminations;
  private final CapacityController capacity;

  Replacements(Terminations terminations, CapacityController capacity) {
    this.terminations = terminations;
    this.capacity = capacity;
  }

  /** An unhealthy one. */
  void replace(ScalingGroup group, Member member, String cause) {
    terminations.terminate(group, member, cause);
    group.causes().replacementOwed();
    capacity.settleAfter(group, Timing.GROUP_REPLACEMENT_LAUNCH);
  }

  /** One that is healthy, and whose time has come. */
  void renew(ScalingGroup group, Member member, String cause) {
    terminations.terminate(group, member, cause);
    capacity.settleAfter(group, Timing.GROUP_REPLACEMENT_LAUNCH);
  }
}
