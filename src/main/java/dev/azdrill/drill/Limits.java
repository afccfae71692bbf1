package dev.azdrill.drill;

import dev.azdrill.fault.BlastRadius;
import dev.azdrill.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a drill may affect at most, all its faults that hold at the same time together.
 *
 * @param zones in how many Availability Zones
 * @param targets how many of the group's instances that are in service when the drill begins
 * @param inEffect how long faults may be in effect, in the platform's time, all together
 */
public record Limits(
    Optional<Integer> zones, Optional<TargetLimit> targets, Optional<Duration> inEffect) {
  /** No limits. */
  public static final Limits NONE =
      new Limits(Optional.empty(), Optional.empty(), Optional.empty());

  public Limits {
    if (zones.filter(most -> most < 1).isPresent()) {
      throw new IllegalArgumentException("expected at least 1 zone, saw " + zones.get());
    }
    if (inEffect.filter(most -> most.isZero() || most.isNegative()).isPresent()) {
      throw new IllegalArgumentException("expected more than 0 s, saw " + inEffect.get());
    }
  }

  /** What these leave open, the others say. */
  Limits or(Limits others) {
    return new Limits(
        zones.or(others::zones), targets.or(others::targets), inEffect.or(others::inEffect));
  }

  /** Whether nothing is limited. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /**
   * What of it is beyond these limits, a sentence; empty when nothing is.
   *
   * @param affected by all faults together
   * @param inService how many instances are in service when the drill begins
   */
  Optional<String> exceededBy(BlastRadius affected, int inService) {
    if (zones.filter(most -> affected.zones().size() > most).isPresent()) {
      return Optional.of(
          "expected faults to affect at most "
              + zones.get()
              + (zones.get() == 1 ? " zone" : " zones")
              + " at once, saw "
              + affected.zones().size()
              + ": "
              + String.join(", ", affected.zones()));
    }
    int instances = affected.instances().size();
    return targets
        .filter(most -> most.isExceeded(instances, inService))
        .map(
            most ->
                "expected faults to affect at most "
                    + most
                    + " of the instances in service at once, saw "
                    + instances
                    + " of "
                    + inService
                    + ": "
                    + String.join(", ", affected.instances()));
  }

  /** What of it is beyond these limits, a sentence; empty when nothing is. */
  Optional<String> exceededBy(Duration faultsHeld) {
    return inEffect
        .filter(most -> faultsHeld.compareTo(most) > 0)
        .map(
            most ->
                "expected faults to be in effect for at most "
                    + DurationText.of(most)
                    + ", saw a drill in which they are for "
                    + DurationText.of(faultsHeld)
                    + " at least");
  }
}
