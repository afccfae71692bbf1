package dev.azdrill.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Programs that run call by call in an order that a test chooses: exactly one runs at any time, and
 * each stops before each of its calls until it is its turn. No outcome hangs on the scheduler of
 * the JVM.
 */
final class Interleaving {
  private final List<Program> programs = new ArrayList<>();
  private int turn = -1;

  /** What a program came to. */
  record Outcome(Optional<RuntimeException> refusal, int calls) {
    boolean isDone() {
      return refusal.isEmpty();
    }
  }

  /** One of the programs: the interceptor of its session. */
  final class Program implements ExecutionInterceptor {
    private final int number;
    private boolean isOver;
    private int calls;

    private Program(int number) {
      this.number = number;
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      calls++;
      yieldAndAwaitTurn();
    }

    private void yieldAndAwaitTurn() {
      synchronized (Interleaving.this) {
        turn = -1;
        Interleaving.this.notifyAll();
        awaitUntil(() -> turn == number);
      }
    }

    private Outcome run(Runnable act) {
      yieldAndAwaitTurn();
      try {
        act.run();
        return new Outcome(Optional.empty(), calls);
      } catch (RuntimeException refused) {
        return new Outcome(Optional.of(refused), calls);
      } finally {
        synchronized (Interleaving.this) {
          isOver = true;
          turn = -1;
          Interleaving.this.notifyAll();
        }
      }
    }
  }

  /** Another program, to be given to its session. */
  Program program() {
    Program program = new Program(programs.size());
    programs.add(program);
    return program;
  }

  /**
   * Runs them: first as the schedule says, which names a program for each call, then in turns. One
   * that has ended is passed over.
   */
  List<Outcome> run(List<Integer> schedule, List<Runnable> acts) {
    ExecutorService threads = Executors.newFixedThreadPool(acts.size());
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Program each : programs) {
        // One after the other up to its first turn.
        synchronized (this) {
          turn = each.number;
          running.add(threads.submit(() -> each.run(acts.get(each.number))));
          awaitUntil(() -> turn == -1);
        }
      }
      int step = 0;
      while (programs.stream().anyMatch(each -> !each.isOver)) {
        int next = step < schedule.size() ? schedule.get(step) : step % programs.size();
        step++;
        grant(programs.get(next));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private synchronized void grant(Program program) {
    if (!program.isOver) {
      turn = program.number;
      notifyAll();
      awaitUntil(() -> turn == -1);
    }
  }

  private synchronized void awaitUntil(java.util.function.BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
