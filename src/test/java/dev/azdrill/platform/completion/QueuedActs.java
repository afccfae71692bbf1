package dev.azdrill.platform.completion;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Acts that are done when the test says so: what a thread of its own would do in the meantime. */
final class QueuedActs implements Acts {
  private final Deque<Runnable> waiting = new ConcurrentLinkedDeque<>();

  @Override
  public void later(Runnable act) {
    waiting.add(act);
  }

  @Override
  public boolean areWaiting() {
    return !waiting.isEmpty();
  }

  @Override
  public void settle() {
    close();
  }

  @Override
  public void close() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
