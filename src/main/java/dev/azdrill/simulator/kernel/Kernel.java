package dev.azdrill.simulator.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual clock and the queue of what happens on it.
 *
 * <p>Thread rule: there is one writer at a time, and it is a lock, not a thread. Every operation
 * and every event runs inside {@link #write}; the lock may be taken again by its holder.
 */
public final class Kernel {
  /**
   * A chain of events that never lets time pass is a defect of ours; better a message than a hang.
   */
  private static final int EVENTS_AT_ONE_INSTANT_MAX = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);

  private final Timeline line;
  private final Seed seed;

  /** Of which this is a part; null for what is none. */
  private final @Nullable Kernel whole;

  private boolean isEnded;
  private long changed;

  /** A kernel whose clock stands at {@code start}. */
  public Kernel(Instant start, Seed seed) {
    this(new Timeline(start), seed, null);
  }

  private Kernel(Timeline line, Seed seed, @Nullable Kernel whole) {
    this.line = line;
    this.seed = seed;
    this.whole = whole;
  }

  /** What those share that live in one time. All but the lock is written under it. */
  private static final class Timeline {
    final ReentrantLock writer = new ReentrantLock(true);
    final Condition news = writer.newCondition();
    final PriorityQueue<Event> queue = new PriorityQueue<>();
    Instant now;
    long sequence;
    long happened;
    long changed;
    long changes;
    long told;
    long writes;
    long looks;
    long readings;
    boolean happening;

    Timeline(Instant start) {
      this.now = start;
    }
  }

  /**
   * Another kernel in the same time, for somebody whose events can {@linkplain #end end} without
   * those of the others.
   */
  public Kernel fellow() {
    return new Kernel(line, seed, null);
  }

  /**
   * The same kernel for a part of what lives on it, so that its events are told from those of
   * others: see {@link #editionWithout}. They end with those of the whole.
   */
  public Kernel part() {
    return new Kernel(line, seed, this);
  }

  /**
   * The same action, counted as a change of this part whenever it runs: for what events of others
   * call.
   */
  public Runnable counted(Runnable action) {
    return () -> {
      countChange();
      action.run();
    };
  }

  /** Something of this part has changed: no news by itself. */
  void countChange() {
    line.changed++;
    changed++;
  }

  /**
   * Nothing that was scheduled through this kernel happens any more, and nothing that will be. Time
   * goes on for its fellows.
   */
  public void end() {
    write(() -> isEnded = true);
  }

  boolean isEnded() {
    return isEnded || (whole != null && whole.isEnded());
  }

  /** The virtual time, UTC. */
  public Instant now() {
    // Asked all the time: without an object for what is done under the lock.
    line.writer.lock();
    try {
      line.readings++;
      return line.now;
    } finally {
      line.writer.unlock();
    }
  }

  /**
   * The seed of the first region on this clock. Rooms ask their world instead: another region may
   * share the clock, and has a seed of its own.
   */
  public Seed seed() {
    return seed;
  }

  /** How many events have happened since the start: a measure of work, not of time. */
  public long happened() {
    return write(() -> line.happened);
  }

  /**
   * A resource is looked at: described, checked, or passed by a packet. To be called under the
   * writer's lock by whoever does so, so that it can be told what work grows with.
   */
  public void looked() {
    line.looks++;
  }

  /** How many resources have been looked at since the start: a measure of work, not of time. */
  public long looks() {
    return write(() -> line.looks);
  }

  /** Runs {@code action} as the single writer and returns what it returns. */
  public <T> T write(Supplier<T> action) {
    line.writer.lock();
    try {
      return action.get();
    } finally {
      line.writer.unlock();
    }
  }

  /**
   * Waits for somebody else without keeping the others waiting: the writer's lock is given back
   * meanwhile, and taken again. Others write in between, so whoever calls this looks again at what
   * it relies on. Without effect on the lock for who does not hold it.
   *
   * @throws IllegalStateException when an event calls it: what happens takes no time
   */
  public <T> T apart(Supplier<T> waiting) {
    int holds = line.writer.getHoldCount();
    if (holds > 0) {
      refuseInsideAnEvent();
    }
    for (int i = 0; i < holds; i++) {
      line.writer.unlock();
    }
    try {
      return waiting.get();
    } finally {
      for (int i = 0; i < holds; i++) {
        line.writer.lock();
      }
    }
  }

  /** Whether the caller is the writer now, and others wait for it. */
  public boolean isWriting() {
    return line.writer.isHeldByCurrentThread();
  }

  /** Whether an event is happening now: what it calls takes no time. */
  public boolean isHappening() {
    return write(() -> line.happening);
  }

  /** Whether this thread stands in the queue for the writer's lock. */
  boolean isAwaitedBy(Thread thread) {
    return line.writer.hasQueuedThread(thread);
  }

  /**
   * Lets {@code action} happen once, after {@code delay}. It counts as a change: those who wait
   * look again after it.
   *
   * @param delay not negative; zero means at this instant, after what is already due
   * @param what for people: shown in errors and traces
   */
  public Event after(Duration delay, String what, Runnable action) {
    return schedule(
        delay,
        what,
        () -> {
          action.run();
          return true;
        });
  }

  /**
   * Lets {@code action} happen after {@code delay}; it tells itself whether anything changed that
   * somebody could wait for.
   */
  public Event quietly(Duration delay, String what, BooleanSupplier action) {
    return schedule(delay, what, action);
  }

  /**
   * Lets {@code action} happen after {@code first} and then every {@code interval}, until the
   * handle is stopped. The action tells whether anything changed: a health check that found what it
   * found before is no news.
   */
  public Repetition every(Duration first, Duration interval, String what, BooleanSupplier action) {
    Duration same = longerThanZero(interval, what);
    return new Repetition(this, first, () -> same, what, action);
  }

  /**
   * The same with an interval that is asked for anew each time, at its beginning; each longer than
   * zero.
   */
  public Repetition every(
      Duration first, Supplier<Duration> interval, String what, BooleanSupplier action) {
    return new Repetition(this, first, () -> longerThanZero(interval.get(), what), what, action);
  }

  private static Duration longerThanZero(Duration interval, String what) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException(
          "expected an interval longer than zero for '" + what + "', saw " + interval);
    }
    return interval;
  }

  private Event schedule(Duration delay, String what, BooleanSupplier action) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "expected a delay of zero or more for '" + what + "', saw " + delay);
    }
    return write(
        () -> {
          Event event = new Event(line.now.plus(delay), line.sequence++, what, action, this);
          line.queue.add(event);
          return event;
        });
  }

  /**
   * Lets everything happen that is due until {@code limit}, and leaves the clock there.
   *
   * @throws IllegalStateException when an event calls it: what happens takes no time
   */
  public void advanceTo(Instant limit) {
    write(
        () -> {
          refuseInsideAnEvent();
          while (happenNext(limit) != Step.NOTHING_DUE) {
            // each step is one instant
          }
          return moveTo(limit);
        });
  }

  /** Lets everything happen that is due within {@code duration}. */
  public void advance(Duration duration) {
    write(
        () -> {
          advanceTo(line.now.plus(duration));
          return line.now;
        });
  }

  /**
   * Moves the clock to the first instant at which something changed, but not past {@code limit}:
   * the one way to wait in virtual time without ticking.
   *
   * @return the time at which the clock stands now
   * @throws IllegalStateException when an event calls it: what happens takes no time
   */
  public Instant advanceToChange(Instant limit) {
    return write(
        () -> {
          refuseInsideAnEvent();
          Step step = Step.UNCHANGED;
          while (step == Step.UNCHANGED) {
            step = happenNext(limit);
          }
          return step == Step.CHANGED ? line.now : moveTo(limit);
        });
  }

  /**
   * Lets the events of one instant happen, the next that is due until {@code limit}; if none is,
   * the clock moves there. For who lets others have the writer's lock between any two instants.
   *
   * @return whether something was due, so that more may be
   * @throws IllegalStateException when an event calls it: what happens takes no time
   */
  public boolean step(Instant limit) {
    return write(
        () -> {
          refuseInsideAnEvent();
          boolean isDue = happenNext(limit) != Step.NOTHING_DUE;
          if (!isDue) {
            moveTo(limit);
          }
          return isDue;
        });
  }

  /**
   * The same; an event that fails is told in the log, and does not end the region's time: a foreign
   * EC2 may be slow or gone.
   */
  public boolean attempt(Instant limit) {
    try {
      return step(limit);
    } catch (RuntimeException e) {
      LOG.warn("an event failed in virtual time {}: {}", now(), e.getMessage());
      LOG.debug("where it failed", e);
      return true;
    }
  }

  /** How many instants have changed anything so far; what {@link #awaitNews} compares with. */
  public long changes() {
    return write(() -> line.changes);
  }

  /**
   * Something changed that is no event: somebody outside this region's time did it. Those who wait
   * look again.
   */
  public void changed() {
    write(
        () -> {
          line.told++;
          return news();
        });
  }

  private long news() {
    line.changes++;
    line.news.signalAll();
    return line.changes;
  }

  /** Somebody wrote: no news to those who wait, but what was read before may be so no longer. */
  public void wrote() {
    write(() -> line.writes++);
  }

  /**
   * Another number after each instant that changed anything, and after whatever was written: as
   * long as it is the same, what is described is, too.
   */
  public long edition() {
    return write(() -> line.changes + line.writes);
  }

  /**
   * The same, whatever events of these parts change: for what shows nothing of them.
   *
   * @param parts see {@link #part}
   */
  public long editionWithout(Collection<Kernel> parts) {
    return write(
        () ->
            line.told
                + line.writes
                + line.changed
                - parts.stream().mapToLong(part -> part.changed).sum());
  }

  /**
   * Another number after each event, whether or not it says that it changed anything, and after
   * whatever was written: as long as it is the same, everything is, but for the time.
   */
  public long work() {
    return write(() -> line.happened + line.changes + line.writes);
  }

  /**
   * How often the time has been asked for: what an action that did not ask for it found is as true
   * at another time.
   */
  public long readings() {
    return write(() -> line.readings);
  }

  /**
   * Waits on the wall clock until something changes that was not among {@code known} changes: for
   * regions whose time a {@link Pacer} moves.
   *
   * @param wall how long at most, in time of the wall clock
   * @return how many changes there are now
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public long awaitNews(long known, Duration wall) throws InterruptedException {
    line.writer.lock();
    try {
      long left = Math.max(0, wall.toNanos());
      while (line.changes == known && left > 0) {
        left = line.news.awaitNanos(left);
      }
      return line.changes;
    } finally {
      line.writer.unlock();
    }
  }

  private void refuseInsideAnEvent() {
    if (line.happening) {
      throw new IllegalStateException(
          "expected an event that takes no time, saw one at "
              + line.now
              + " that moves the clock or waits: let it schedule another event instead");
    }
  }

  private enum Step {
    NOTHING_DUE,
    UNCHANGED,
    CHANGED
  }

  /** Lets all events of the next instant happen. */
  private Step happenNext(Instant limit) {
    dropCancelled();
    Event first = line.queue.peek();
    if (first == null || first.at().isAfter(limit)) {
      return Step.NOTHING_DUE;
    }
    Instant instant = first.at();
    line.now = instant;
    boolean changed = false;
    int count = 0;
    line.happening = true;
    try {
      for (Event due = line.queue.peek();
          due != null && due.at().equals(instant);
          due = line.queue.peek()) {
        line.queue.remove();
        if (!due.isCancelled()) {
          changed |= due.happen();
          line.happened++;
        }
        if (++count > EVENTS_AT_ONE_INSTANT_MAX) {
          throw new IllegalStateException(
              "time stands still at " + instant + ": events keep scheduling events, last " + due);
        }
      }
    } finally {
      line.happening = false;
      // Also when one of them failed: those who wait must hear of the others.
      if (changed) {
        news();
      }
    }
    return changed ? Step.CHANGED : Step.UNCHANGED;
  }

  private void dropCancelled() {
    for (Event first = line.queue.peek();
        first != null && first.isCancelled();
        first = line.queue.peek()) {
      line.queue.remove();
    }
  }

  private Instant moveTo(Instant limit) {
    if (limit.isAfter(line.now)) {
      line.now = limit;
    }
    return line.now;
  }
}
