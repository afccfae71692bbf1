package dev.azdrill.feature;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.session.Progress;

/** Where the scenarios of a run are executed. */
public interface PlatformSource {
  /** {@code simulator}, {@code localstack} or {@code endpoint}. */
  String name();

  /** Whether all scenarios share one platform, one after the other; else each has its own. */
  boolean isShared();

  /**
   * Opens a platform.
   *
   * @param seed the random seed
   * @throws dev.azdrill.platform.PlatformException when it cannot be had
   */
  Platform open(String seed);

  /** The platform that a user selected. */
  static PlatformSource of(Selection selection) {
    return new PlatformSource() {
      @Override
      public String name() {
        return selection.name();
      }

      @Override
      public boolean isShared() {
        return !selection.isSimulator();
      }

      @Override
      public Platform open(String seed) {
        return selection.open(seed, Progress.SILENT);
      }
    };
  }
}
