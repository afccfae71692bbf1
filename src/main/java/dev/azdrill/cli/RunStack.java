package dev.azdrill.cli;

import dev.azdrill.drill.DrillRun;
import dev.azdrill.inventory.Inventory;

/**
 * The stack of one run: how it comes to stand, how it is looked at, and what becomes of it in the
 * end. Not thread-safe.
 */
sealed interface RunStack permits ProvisionedRunStack, AttachedRunStack {
  /**
   * What stands when the drills begin.
   *
   * @param whole what guarantees are judged on
   * @param endpoint the load balancer's DNS name
   * @param tls whether clients use HTTPS
   */
  record Ready(Inventory whole, String endpoint, boolean tls) {}

  /** Lets it stand, and notes that it does. */
  Ready ready(DrillRun run);

  /** What is drilled and watched, as it is now. */
  Inventory now();

  /** Does and notes what becomes of it; never throws because of AWS. */
  void end(DrillRun run);

  /** It ends with the platform unanswering. */
  void lost(DrillRun run);
}
