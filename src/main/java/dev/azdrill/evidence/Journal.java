package dev.azdrill.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only stream of what is seen: subscribers (a file, the terminal, reports) are told of
 * each entry as it happens, in the order in which it was noted, and in the caller's thread.
 *
 * <p>Safe for use by several threads.
 */
public final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final List<Entry> entries = new ArrayList<>();
  private final List<Consumer<Entry>> subscribers = new ArrayList<>();

  /** Tells {@code subscriber} of every entry from now on. */
  public synchronized void subscribe(Consumer<Entry> subscriber) {
    subscribers.add(subscriber);
  }

  /**
   * Notes one entry. A subscriber that fails is told of nothing more and hinders nobody: whoever
   * notes something may be undoing a fault.
   */
  public synchronized void note(Entry entry) {
    entries.add(entry);
    subscribers.removeIf(each -> !isTold(each, entry));
  }

  private static boolean isTold(Consumer<Entry> subscriber, Entry entry) {
    try {
      subscriber.accept(entry);
      return true;
    } catch (RuntimeException e) {
      LOG.warn(
          "a subscriber of the journal failed and is told of nothing more: {}", e.getMessage());
      LOG.debug("where it failed", e);
      return false;
    }
  }

  /** All that was noted so far, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** What was noted so far of one drill or scenario, oldest first. */
  public synchronized List<Entry> of(String drill) {
    return entries.stream().filter(each -> each.drill().filter(drill::equals).isPresent()).toList();
  }
}
