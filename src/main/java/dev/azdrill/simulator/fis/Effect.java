package dev.azdrill.simulator.fis;

import java.time.Duration;
import java.util.Optional;

/**
 * What one action of one experiment does to the region. It is begun once; whatever became of that,
 * it is ended.
 */
interface Effect {
  /**
   * Does it.
   *
   * @return how long it goes on, until it is ended; empty where all is done with the call
   * @throws dev.azdrill.simulator.world.AwsError when a service refuses
   * @throws ActionFailure when what the action asserts is not so
   */
  Optional<Duration> begin();

  /**
   * Undoes what it did: at the end of its time, or before where the experiment is stopped.
   *
   * @return whether all is undone; else it is asked again soon
   * @throws dev.azdrill.simulator.world.AwsError when a service refuses
   * @throws ActionFailure when it cannot be undone
   */
  default boolean end() {
    return true;
  }
}
