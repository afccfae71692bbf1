package dev.azdrill.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the sentences on one subject. */
final class Tally {
  /** What becomes of a sentence. */
  enum Outcome {
    HELD,
    DEVIATED,
    SKIPPED,
    FAILED
  }

  private static final int LINE_MAX = 300;
  private static final Map<Candidate, Tally> ALL = new ConcurrentHashMap<>();

  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> lines = new ArrayList<>();
  private final long began = System.nanoTime();

  static Tally of(Candidate candidate) {
    return ALL.computeIfAbsent(candidate, each -> new Tally());
  }

  synchronized void count(Outcome outcome, Sentence sentence, String why, long nanos) {
    counts.merge(outcome, 1, Integer::sum);
    lines.add(
        String.join(
            "\t", outcome.name(), sentence.id(), nanos / 1_000_000 + " ms", inOneLine(why)));
  }

  private static String inOneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > LINE_MAX ? line.substring(0, LINE_MAX) + "…" : line;
  }

  synchronized int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** How many sentences came to a verdict. */
  int executed() {
    return count(Outcome.HELD) + count(Outcome.DEVIATED) + count(Outcome.FAILED);
  }

  /** {@code 100 held, 3 deviated, 20 skipped, 0 failed in 12 s}. */
  @Override
  public String toString() {
    return "%d held, %d deviated, %d skipped, %d failed in %d s"
        .formatted(
            count(Outcome.HELD),
            count(Outcome.DEVIATED),
            count(Outcome.SKIPPED),
            count(Outcome.FAILED),
            (System.nanoTime() - began) / 1_000_000_000);
  }

  /** Writes one line for the whole, and one for each sentence, below {@code target/contract}. */
  synchronized void write(Candidate candidate) {
    List<String> all = new ArrayList<>();
    all.add(this.toString());
    lines.stream().sorted().forEach(all::add);
    Path file = Path.of("target", "contract", candidate.label() + ".txt");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
