package dev.azdrill.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What was described last, asked for again unless the clock knows that the same is described: see
 * {@link DrillClock#edition(AwsAction)}. Where no clock knows, it is always asked for. Not
 * thread-safe.
 *
 * @param <T> what is described
 */
public final class Unchanged<T> {
  private final DrillClock clock;
  private final List<AwsAction> reads;
  private final Supplier<T> ask;
  private List<OptionalLong> editions = List.of();
  private Optional<T> seen = Optional.empty();

  /**
   * Nothing was asked for yet.
   *
   * @param reads all that decide what {@code ask} is told; none where anything else does, too: then
   *     it is always asked
   * @param ask never returns null
   */
  public Unchanged(DrillClock clock, Set<AwsAction> reads, Supplier<T> ask) {
    this.clock = clock;
    this.reads = List.copyOf(reads);
    this.ask = ask;
  }

  /**
   * What is described now.
   *
   * @throws RuntimeException what asking throws: then nothing was seen
   */
  public T get() {
    List<OptionalLong> now = reads.stream().map(clock::edition).toList();
    if (seen.isEmpty() || !isKnown(now) || !now.equals(editions)) {
      seen = Optional.empty();
      T asked = ask.get();
      editions = now; // from before it was asked for: it may have changed meanwhile
      seen = Optional.of(asked);
    }
    return seen.get();
  }

  private static boolean isKnown(List<OptionalLong> now) {
    return !now.isEmpty() && now.stream().allMatch(OptionalLong::isPresent);
  }
}
