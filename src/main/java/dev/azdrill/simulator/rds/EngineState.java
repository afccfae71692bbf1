package dev.azdrill.simulator.rds;

/**
 * What the database engine of a DB instance does, and what may come next: one record per state. A
 * move that is not overridden leads where its name says from every state.
 *
 * <p>Somebody may wait until the engine serves. Who waits is told with the move to {@link Serving},
 * which is therefore the one state in which nobody waits.
 */
sealed interface EngineState {
  /** Whether it takes connections. */
  default boolean isServing() {
    return false;
  }

  /** Whether its primary is at work, so that there is something that a loss interrupts. */
  default boolean isRunning() {
    return false;
  }

  /** Whether a standby may take over. */
  default boolean mayFailOver() {
    return true;
  }

  /** Whether somebody waits until it serves. */
  boolean isAwaited();

  /** Somebody waits from now on until it serves. */
  EngineState await();

  /** Stops, for good or until it is started; nobody waits for one that was told to stop. */
  default EngineState stop() {
    return new Off(false);
  }

  /** Takes connections. */
  default EngineState serve() {
    throw refused(this, "serve");
  }

  /** The primary is lost, with its host or with its storage. */
  default EngineState lose() {
    return new Lost(isAwaited());
  }

  /** The standby is to take over. */
  default EngineState failOver() {
    return new FailingOver(isAwaited());
  }

  /** Restarts, or recovers. */
  default EngineState restart() {
    return new Starting(isAwaited());
  }

  /** Not created yet, or stopped. */
  record Off(boolean isAwaited) implements EngineState {
    @Override
    public boolean mayFailOver() {
      return false;
    }

    @Override
    public EngineState await() {
      return new Off(true);
    }

    @Override
    public EngineState serve() {
      return new Serving();
    }

    @Override
    public EngineState failOver() {
      throw refused(this, "fail over");
    }

    @Override
    public EngineState restart() {
      throw refused(this, "restart");
    }
  }

  /** Takes connections. */
  record Serving() implements EngineState {
    @Override
    public boolean isServing() {
      return true;
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public boolean isAwaited() {
      return false;
    }

    @Override
    public EngineState await() {
      throw refused(this, "be awaited");
    }
  }

  /** The primary's zone has no power, or its storage has failed; nobody has taken over. */
  record Lost(boolean isAwaited) implements EngineState {
    @Override
    public EngineState await() {
      return new Lost(true);
    }

    @Override
    public EngineState lose() {
      throw refused(this, "be lost");
    }
  }

  /** The standby is about to take over. */
  record FailingOver(boolean isAwaited) implements EngineState {
    @Override
    public boolean mayFailOver() {
      return false;
    }

    @Override
    public EngineState await() {
      return new FailingOver(true);
    }

    @Override
    public EngineState failOver() {
      throw refused(this, "fail over");
    }
  }

  /** Shutting down to restart, or restarting, or recovering. */
  record Starting(boolean isAwaited) implements EngineState {
    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public EngineState await() {
      return new Starting(true);
    }

    @Override
    public EngineState serve() {
      return new Serving();
    }
  }

  private static IllegalStateException refused(EngineState from, String move) {
    return new IllegalStateException("a database engine that is " + from + " cannot " + move);
  }
}
