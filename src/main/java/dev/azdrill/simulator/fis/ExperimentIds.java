package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.kernel.Seed;
import java.util.SplittableRandom;

/** Ids of templates and experiments: {@code EXT} or {@code EXP} and letters and digits. */
final class ExperimentIds {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 15;

  private final SplittableRandom random;

  ExperimentIds(Seed seed) {
    this.random = seed.derive("ids of experiments").random();
  }

  String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
