package dev.azdrill.platform.completion;

import dev.azdrill.session.DrillClock;
import dev.azdrill.simulator.world.Upstream;
import java.time.Duration;
import java.util.Optional;

/** The time of completed services while they run, and the readings of the foreign EC2 in it. */
interface Timekeeping extends Upstream.Watcher, AutoCloseable {
  /** For those who wait. */
  DrillClock clock();

  /** Somebody wrote to the foreign EC2 past the ports. Waits for no reading. */
  @Override
  void wrote();

  /**
   * How late something in the foreign EC2 may be seen, at most, in the completed services' time.
   */
  Duration resolution();

  /** Why the last reading of the foreign EC2 failed or was not whole, in a sentence. */
  Optional<String> trouble();

  /** Ends the readings; a thread that moves time ends, too. */
  @Override
  void close();
}
