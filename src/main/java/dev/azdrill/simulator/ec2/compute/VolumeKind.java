package dev.azdrill.simulator.ec2.compute;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * What sizes and performance a type of volume can have. Source: Amazon EC2 API Reference,
 * "CreateVolume"; Amazon EBS User Guide, "Amazon EBS volume types".
 */
enum VolumeKind {
  GP2(VolumeType.GP2, 1, 16_384, Iops.NONE),
  GP3(VolumeType.GP3, 1, 65_536, new Iops(3_000, 80_000)),
  IO1(VolumeType.IO1, 4, 16_384, new Iops(100, 64_000)),
  IO2(VolumeType.IO2, 4, 65_536, new Iops(100, 256_000)),
  ST1(VolumeType.ST1, 125, 16_384, Iops.NONE),
  SC1(VolumeType.SC1, 125, 16_384, Iops.NONE),
  STANDARD(VolumeType.STANDARD, 1, 1_024, Iops.NONE);

  private static final int GP2_LEAST = 100;
  private static final int GP2_MOST = 16_000;
  private static final int GP2_PER_GIB = 3;
  private static final int THROUGHPUT_LEAST = 125;
  private static final int THROUGHPUT_MOST = 2_000;

  /** What may be asked for, both included; nothing where the most is 0. */
  private record Iops(int least, int most) {
    static final Iops NONE = new Iops(0, 0);
  }

  private final VolumeType type;
  private final int least;
  private final int most;
  private final Iops asked;

  VolumeKind(VolumeType type, int least, int most, Iops asked) {
    this.type = type;
    this.least = least;
    this.most = most;
    this.asked = asked;
  }

  static VolumeKind of(VolumeType type) {
    return Arrays.stream(values()).filter(each -> each.type == type).findFirst().orElseThrow();
  }

  VolumeType type() {
    return type;
  }

  /** Passes a size in GiB that it can have. */
  void checkSize(int gib) {
    if (gib < least || gib > most) {
      throw VolumeErrors.sizeOutOfBounds(gib, type, least, most);
    }
  }

  /** The IOPS of a volume of this size; empty where AWS describes none. */
  Optional<Integer> iops(@Nullable Integer wanted, int gib) {
    if (wanted == null) {
      if (this == IO1 || this == IO2) {
        throw VolumeErrors.iopsMissing(type);
      }
      return this == GP2
          ? Optional.of(Math.min(GP2_MOST, Math.max(GP2_LEAST, GP2_PER_GIB * gib)))
          : Optional.of(asked.least()).filter(each -> each > 0);
    }
    if (asked.most() == 0) {
      throw VolumeErrors.notSupported("iops", type);
    }
    if (wanted < asked.least() || wanted > asked.most()) {
      throw VolumeErrors.outOfBounds("iops", wanted, asked.least(), asked.most());
    }
    return Optional.of(wanted);
  }

  /** Its throughput in MiB/s; empty where AWS describes none. */
  Optional<Integer> throughput(@Nullable Integer wanted) {
    if (wanted == null) {
      return this == GP3 ? Optional.of(THROUGHPUT_LEAST) : Optional.empty();
    }
    if (this != GP3) {
      throw VolumeErrors.notSupported("throughput", type);
    }
    if (wanted < THROUGHPUT_LEAST || wanted > THROUGHPUT_MOST) {
      throw VolumeErrors.outOfBounds("throughput", wanted, THROUGHPUT_LEAST, THROUGHPUT_MOST);
    }
    return Optional.of(wanted);
  }
}
