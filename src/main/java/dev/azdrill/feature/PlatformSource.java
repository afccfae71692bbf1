package dev.azdrill.feature;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.session.StopRequest;
import java.util.Optional;

/** Where the scenarios of a run are executed. */
public interface PlatformSource {
  /** {@code simulator}, {@code localstack} or {@code endpoint}. */
  String name();

  /** Whether all scenarios share one platform, one after the other; else each has its own. */
  boolean isShared();

  /**
   * The id of the run, which tells its stacks from those of other runs; empty where the platform
   * ends with this process, and the same seed must give the same bytes.
   */
  default Optional<String> run() {
    return Optional.empty();
  }

  /** The stack that all scenarios work on; empty where each lets its own stand. */
  default Optional<AttachedArchitecture> attached() {
    return Optional.empty();
  }

  /**
   * Opens a platform.
   *
   * @param seed the random seed
   * @throws dev.azdrill.platform.PlatformException when it cannot be had
   */
  Platform open(String seed);

  /**
   * Goes on with another scenario, unless the run is to end early.
   *
   * @throws dev.azdrill.session.Stopped when it is
   */
  default void requireGoingOn() {}

  /** The platform that a user selected. */
  static PlatformSource of(Selection selection) {
    return of(selection, new StopRequest(), Optional.empty());
  }

  /**
   * The platform that a user selected.
   *
   * @param stop ends the run early
   * @param run the id of the run, which has an effect only where the platform outlives this process
   */
  static PlatformSource of(Selection selection, StopRequest stop, Optional<String> run) {
    return new SelectedPlatform(selection, stop, run, Optional.empty());
  }

  /**
   * The platform that a user selected, for scenarios that all work on a stack which stands there.
   *
   * @param run the id of the run, which holds the lock of the stack
   */
  static PlatformSource attached(
      Selection selection, StopRequest stop, String run, AttachedArchitecture stack) {
    return new SelectedPlatform(selection, stop, Optional.of(run), Optional.of(stack));
  }
}
