package dev.azdrill.simulator.world;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whose turn it is to change a service. Where EC2 lives elsewhere, a change may wait for it, and
 * gives the writer's lock back meanwhile: time goes on, and others read. What must not come between
 * are other changes of the same service: they wait for their turn, without the writer's lock.
 */
public interface Turns {
  /** For an EC2 of the region's own, which answers at once: the writer's lock is enough. */
  Turns NONE =
      new Turns() {
        @Override
        public <T> T take(Service service, Supplier<T> change) {
          return change.get();
        }

        @Override
        public boolean decide(Service service, BooleanSupplier decision) {
          return decision.getAsBoolean();
        }
      };

  /** A request that may change a service; called without the writer's lock. */
  <T> T take(Service service, Supplier<T> change);

  /**
   * What a service decides by itself and may need an answer of EC2 for, in an event for example: at
   * once, or soon and as a change of its own. It looks at what is true then.
   *
   * @param decision is made as the single writer; whether it changed anything that somebody could
   *     wait for
   * @return the same, as far as it is known now
   */
  boolean decide(Service service, BooleanSupplier decision);
}
