package dev.azdrill.steps;

import dev.azdrill.platform.MissingCapability;
import dev.azdrill.text.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why the steps of one scenario were broken off, for the end of it: Cucumber does not tell its
 * hooks. Not thread-safe.
 */
final class StepFailures {
  private final List<String> brokenOff = new ArrayList<>();
  private Optional<String> skipped = Optional.empty();

  /** Does this, and remembers why it was broken off. */
  <T> T recorded(Supplier<T> act) {
    try {
      return act.get();
    } catch (MissingCapability lacking) {
      skipped = Optional.of(String.valueOf(lacking.getMessage()));
      throw lacking;
    } catch (RuntimeException e) {
      String why = Trouble.of(e);
      if (!brokenOff.contains(why)) {
        brokenOff.add(why);
      }
      throw e;
    }
  }

  /** A reason of its own. */
  void add(String reason) {
    brokenOff.add(reason);
  }

  /** A step stands where it cannot be executed: to be thrown. */
  IllegalStateException outOfOrder(String reason) {
    brokenOff.add(reason);
    return new IllegalStateException(reason);
  }

  /** All reasons, in the order in which they came up. */
  List<String> brokenOff() {
    return List.copyOf(brokenOff);
  }

  /** What the platform lacks for the scenario; empty when it lacks nothing. */
  Optional<String> skipped() {
    return skipped;
  }
}
