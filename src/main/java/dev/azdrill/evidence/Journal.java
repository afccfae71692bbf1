package dev.azdrill.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The append-only stream of what is seen: subscribers (a file, the terminal, reports) are told of
 * each entry as it happens, in the order in which it was noted, and in the caller's thread.
 *
 * <p>Safe for use by several threads.
 */
public final class Journal {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Consumer<Entry>> subscribers = new ArrayList<>();

  /** Tells {@code subscriber} of every entry from now on. */
  public synchronized void subscribe(Consumer<Entry> subscriber) {
    subscribers.add(subscriber);
  }

  /** Notes one entry. */
  public synchronized void note(Entry entry) {
    entries.add(entry);
    subscribers.forEach(each -> each.accept(entry));
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
