package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Where the records of a DB instance are: on the primary's volume, on the standby's, and in
 * automated backups.
 *
 * <p>A standby in step has every record before its write is acknowledged. Backups have what was
 * written until the last upload of the transaction log.
 *
 * <p>Source: Amazon RDS User Guide, "Multi-AZ DB instance deployments" (synchronous replication)
 * and "Restoring a DB instance to a specified time".
 */
final class Storage {
  private final World world;
  private final Duration upload;
  private final Instant begin;
  private Volume primary;
  private Volume standby;
  private boolean isInStep;
  private Instant lostAt;

  /**
   * @param first the volume that the primary begins with
   * @param hasStandby whether there is a standby, which is in step from the beginning
   */
  Storage(World world, Volume first, boolean hasStandby) {
    this.world = world;
    this.upload = world.timings().of(Timing.DATABASE_LOG_UPLOAD);
    this.begin = world.kernel().now();
    this.primary = first.copy();
    this.standby = first.copy();
    this.isInStep = hasStandby;
    this.lostAt = begin;
  }

  /** Stores a record on every host that must have it. */
  void write(String id) {
    Instant now = world.kernel().now();
    primary.write(id, now);
    if (isInStep) {
      standby.write(id, now);
    }
  }

  /** Those of these records that the primary has. */
  Set<String> read(Collection<String> ids) {
    return primary.read(ids);
  }

  /** What the primary has now. */
  Volume copy() {
    return primary.copy();
  }

  /** Has these records from now on, on every host that is in step. */
  void take(Volume content) {
    primary = content.copy();
    if (isInStep) {
      standby = content.copy();
    }
  }

  /** Whether the standby has everything that the primary has. */
  boolean isInStep() {
    return isInStep;
  }

  /** The standby gets everything that the primary has, and from now on stays in step. */
  void synchronize() {
    standby = primary.copy();
    isInStep = true;
  }

  /** The standby gets nothing more. */
  void fallBehind() {
    isInStep = false;
  }

  /** The standby is the primary now; the other one gets nothing more. */
  void promote() {
    Volume before = primary;
    primary = standby;
    standby = before;
    isInStep = false;
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
