package dev.azdrill.cli;

import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a run is called, so that it can be told from others on the same platform.
 *
 * @param id of the run; empty where the platform ends with this process, and the same seed must
 *     give the same bytes
 * @param stack the name of its stack
 */
record RunName(Optional<String> id, String stack) {
  private static final String PREFIX = "drill";

  /**
   * The name of a run of drills.
   *
   * @param given by the user; empty for another name in every run
   */
  static RunName of(Selection selection, Optional<String> given, RandomGenerator random) {
    if (selection.isSimulator()) {
      return new RunName(Optional.empty(), given.orElse(PREFIX));
    }
    String id = LockOwner.drawId(random);
    return new RunName(Optional.of(id), given.orElse(PREFIX + "-" + id));
  }

  /** In whose name its stack is locked; empty where nobody else can come. */
  Optional<LockOwner> owner() {
    return id.map(each -> LockOwner.ofThisProcess(each, InstantSource.system()));
  }
}
