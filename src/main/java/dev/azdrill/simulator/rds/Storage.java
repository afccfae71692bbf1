package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Where the records of a DB instance are: on the primary's volume and in automated backups, which
 * have what was written until the last upload of the transaction log. What a standby has is said by
 * {@link Standby}.
 *
 * <p>Source: Amazon RDS User Guide, "Restoring a DB instance to a specified time".
 */
final class Storage {
  private final World world;
  private final Duration upload;
  private final Instant begin;
  private Volume primary;
  private Instant lostAt;

  /**
   * @param first the volume that the primary begins with
   */
  Storage(World world, Volume first) {
    this.world = world;
    this.upload = world.timings().of(Timing.DATABASE_LOG_UPLOAD);
    this.begin = world.kernel().now();
    this.primary = first.copy();
    this.lostAt = begin;
  }

  /** Stores a record. */
  void write(String id) {
    primary.write(id, world.kernel().now());
  }

  /** Those of these records that the primary has. */
  Set<String> read(Collection<String> ids) {
    return primary.read(ids);
  }

  /** What the primary has now. */
  Volume copy() {
    return primary.copy();
  }

  /** Has these records from now on, and no others. */
  void take(Volume content) {
    primary = content.copy();
  }

  /** The primary is the host that was the standby, with a volume of its own. */
  void promote(Volume ofStandby) {
    primary = ofStandby;
  }

  /** The primary's volume fails. */
  void lose() {
    primary.lose();
    lostAt = world.kernel().now();
  }

  /** Whether the primary has its volume. */
  boolean isIntact() {
    return !primary.isLost();
  }

  /**
   * Replaces the primary's volume.
   *
   * @param hasBackups whether there are automated backups; without them, nothing is left
   */
  void restore(boolean hasBackups) {
    primary = hasBackups ? primary.copyUntil(lastUpload()) : new Volume();
  }

  private Instant lastUpload() {
    long uploads = upload.isZero() ? 0 : Duration.between(begin, lostAt).dividedBy(upload);
    return upload.isZero() ? lostAt : begin.plus(upload.multipliedBy(uploads));
  }
}
