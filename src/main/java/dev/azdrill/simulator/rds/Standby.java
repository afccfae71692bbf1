package dev.azdrill.simulator.rds;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The standby of a DB instance, and what may become of it: one record per state. A standby in step
 * has every record before its write is acknowledged, and is the only one that has a volume worth
 * keeping: any other gets a copy of the primary's when it is synchronized.
 *
 * <p>Source: Amazon RDS User Guide, "Multi-AZ DB instance deployments" (synchronous replication).
 */
sealed interface Standby {
  /** Its host; empty where there is no standby. */
  Optional<DatabaseHost> node();

  /** The primary stores a record. */
  default void write(String id, Instant at) {}

  /** The primary has these records from now on, and no others. */
  default Standby take(Volume content) {
    return this;
  }

  /**
   * It has everything that the primary has, and from now on stays in step.
   *
   * @param volume a copy of the primary's
   */
  Standby synchronize(Volume volume);

  /** It is lost with its host. */
  Standby lose();

  /** The primary is lost: who has not followed it by now has nobody to follow. */
  default Standby losePrimary() {
    return this;
  }

  /**
   * It takes over: the standby is then the host that was the primary.
   *
   * @param isSound whether that host was asked to step back, and is not lost
   */
  default Standby promote(DatabaseHost former, boolean isSound) {
    throw refused(this, "take over");
  }

  /** The same with another network interface. */
  Standby readdress(UnaryOperator<DatabaseHost> change);

  /** There is none. */
  record None() implements Standby {
    @Override
    public Optional<DatabaseHost> node() {
      return Optional.empty();
    }

    @Override
    public Standby synchronize(Volume volume) {
      throw refused(this, "be synchronized");
    }

    @Override
    public Standby lose() {
      throw refused(this, "be lost");
    }

    @Override
    public Standby readdress(UnaryOperator<DatabaseHost> change) {
      return this;
    }
  }

  /**
   * Has every record that the primary has.
   *
   * @param volume where it has them
   */
  record InStep(DatabaseHost host, Volume volume) implements Standby {
    @Override
    public Optional<DatabaseHost> node() {
      return Optional.of(host);
    }

    @Override
    public void write(String id, Instant at) {
      volume.write(id, at);
    }

    @Override
    public Standby take(Volume content) {
      return new InStep(host, content.copy());
    }

    @Override
    public Standby synchronize(Volume copy) {
      return new InStep(host, copy);
    }

    @Override
    public Standby lose() {
      return new Lost(host);
    }

    @Override
    public Standby promote(DatabaseHost former, boolean isSound) {
      return isSound ? new SteppedBack(former) : new Lost(former);
    }

    @Override
    public Standby readdress(UnaryOperator<DatabaseHost> change) {
      return new InStep(change.apply(host), volume);
    }
  }

  /** Was the primary until it was asked to step back, and has not followed yet. */
  record SteppedBack(DatabaseHost host) implements Standby {
    @Override
    public Optional<DatabaseHost> node() {
      return Optional.of(host);
    }

    @Override
    public Standby synchronize(Volume volume) {
      return new InStep(host, volume);
    }

    @Override
    public Standby lose() {
      return new Lost(host);
    }

    @Override
    public Standby losePrimary() {
      return new Lost(host);
    }

    @Override
    public Standby readdress(UnaryOperator<DatabaseHost> change) {
      return new SteppedBack(change.apply(host));
    }
  }

  /** Lost with its host, and not built anew. */
  record Lost(DatabaseHost host) implements Standby {
    @Override
    public Optional<DatabaseHost> node() {
      return Optional.of(host);
    }

    @Override
    public Standby synchronize(Volume volume) {
      return new InStep(host, volume);
    }

    @Override
    public Standby lose() {
      return this;
    }

    @Override
    public Standby readdress(UnaryOperator<DatabaseHost> change) {
      return new Lost(change.apply(host));
    }
  }

  private static IllegalStateException refused(Standby from, String move) {
    return new IllegalStateException("a standby that is " + from + " cannot " + move);
  }
}
