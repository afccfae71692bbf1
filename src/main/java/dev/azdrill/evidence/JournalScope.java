package dev.azdrill.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes to a journal on behalf of one drill, or of the run: adds the time, the drill and who
 * answers. As safe for several threads as its journal.
 */
public final class JournalScope {
  private final Journal journal;
  private final Optional<String> drill;
  private final String platform;
  private final Supplier<Instant> clock;

  /**
   * @param drill the drill's id; empty for what belongs to the run
   * @param platform the implementation that answers, with its version
   * @param clock the platform's time
   */
  public JournalScope(
      Journal journal, Optional<String> drill, String platform, Supplier<Instant> clock) {
    this.journal = journal;
    this.drill = drill;
    this.platform = platform;
    this.clock = clock;
  }

  /** Notes what azdrill itself does or concludes, now. */
  public void note(Observation observation) {
    note(observation, Strength.AZDRILL);
  }

  /** Notes what somebody saw, now. */
  public void note(Observation observation, Strength strength) {
    note(clock.get(), observation, strength);
  }

  /** Notes what is known to have happened at this time. */
  public void note(Instant at, Observation observation, Strength strength) {
    journal.note(new Entry(at, drill, strength, platform, observation));
  }

  /** The same journal, for one drill. */
  public JournalScope of(String id) {
    return new JournalScope(journal, Optional.of(id), platform, clock);
  }
}
