package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.kernel.Seed;
import java.util.SplittableRandom;

/**
 * The ids of IAM: a prefix that tells what something is, and seventeen characters that come from
 * the seed.
 *
 * <p>Source: IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes".
 */
final class UniqueIds {
  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 17;

  private final SplittableRandom random;

  UniqueIds(Seed seed) {
    this.random = seed.random();
  }

  /** Another one: {@code AROAXYZ...}. */
  String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return id.toString();
  }
}
