package dev.azdrill.simulator.world;

import dev.azdrill.simulator.kernel.Seed;
import java.util.SplittableRandom;

/** Ids that look like AWS's and come from the seed: the same calls get the same ids. */
public final class Ids {
  private final SplittableRandom random;

  public Ids(Seed seed) {
    this.random = seed.derive("ids").random();
  }

  /**
   * A prefix and seventeen hexadecimal digits, as EC2 ids are since 2016: {@code
   * vpc-0a1b2c3d4e5f67890}.
   */
  public String next(String prefix) {
    return prefix + "-0" + hex(16);
  }

  /** Lower-case hexadecimal digits. */
  public String hex(int digits) {
    StringBuilder hex = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  /** A UUID in its text form, version 4 by its look. */
  public String uuid() {
    return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12);
  }
}
