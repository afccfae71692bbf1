package dev.azdrill.platform.completion;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Turns;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The turns of services that stand on an EC2 that lives elsewhere: one change of a service at a
 * time. Whoever has the turn may give the writer's lock back and take it again; nobody waits for a
 * turn while holding the writer's lock.
 */
final class ForeignTurns implements Turns {
  private final Kernel kernel;
  private final Acts acts;
  private final Map<Service, ReentrantLock> turns = new EnumMap<>(Service.class);

  /**
   * @param acts makes the decisions, one after the other
   */
  ForeignTurns(Kernel kernel, Acts acts) {
    this.kernel = kernel;
    this.acts = acts;
    for (Service each : Service.values()) {
      turns.put(each, new ReentrantLock(true));
    }
  }

  @Override
  public <T> T take(Service service, Supplier<T> change) {
    ReentrantLock turn = Objects.requireNonNull(turns.get(service));
    turn.lock();
    try {
      return change.get();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean decide(Service service, BooleanSupplier decision) {
    acts.later(() -> take(service, () -> kernel.write(() -> decided(decision))));
    return false;
  }

  private boolean decided(BooleanSupplier decision) {
    boolean isNews = decision.getAsBoolean();
    if (isNews) {
      kernel.changed();
    }
    return isNews;
  }
}
