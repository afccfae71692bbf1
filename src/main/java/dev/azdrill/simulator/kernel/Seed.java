package dev.azdrill.simulator.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Where all chance comes from. Two seeds that were derived by the same words give the same numbers,
 * on every JVM.
 *
 * <p>A seed is a value: deriving from it does not change it, so the order in which rooms ask for
 * theirs does not matter.
 *
 * @param value the 64 bits from which streams are split
 */
public record Seed(long value) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The seed that these words name: the same words, the same seed. */
  public static Seed of(String words) {
    return new Seed(fnv1a(FNV_OFFSET, Objects.requireNonNull(words, "words")));
  }

  /** A seed of its own for the part that is named; independent of every other part's. */
  public Seed derive(String part) {
    return new Seed(fnv1a(fnv1a(FNV_OFFSET ^ value, "/"), part));
  }

  /** A fresh stream of numbers from the start; two streams of one seed are equal. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  private static long fnv1a(long start, String words) {
    long hash = start;
    for (byte b : words.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  @Override
  public String toString() {
    return String.format("%016x", value);
  }
}
