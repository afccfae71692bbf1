package dev.azdrill.simulator.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The zones that descriptions show: those of the hosts, but for the minutes after a failover, in
 * which they are still those from before it.
 */
sealed interface DescribedZones {
  /** Whether there was a failover that they do not show yet. */
  boolean areLate();

  /** The primary's. */
  String primary(DatabaseHost now);

  /** The standby's; empty where there is none. */
  Optional<String> standby(Optional<DatabaseHost> now);

  /** The standby took over from the primary: that shows later. */
  DescribedZones failOver(DatabaseHost primary, DatabaseHost standby);

  /** The DB instance has another standby, or none any more: that shows at once. */
  DescribedZones convert(Optional<DatabaseHost> standby);

  /** The oldest failover that does not show yet does so now. */
  DescribedZones show();

  /** Those of the hosts. */
  record OfHosts() implements DescribedZones {
    @Override
    public boolean areLate() {
      return false;
    }

    @Override
    public String primary(DatabaseHost now) {
      return now.zone();
    }

    @Override
    public Optional<String> standby(Optional<DatabaseHost> now) {
      return now.map(DatabaseHost::zone);
    }

    @Override
    public DescribedZones failOver(DatabaseHost primary, DatabaseHost standby) {
      return new BeforeFailover(primary.zone(), Optional.of(standby.zone()), List.of());
    }

    @Override
    public DescribedZones convert(Optional<DatabaseHost> standby) {
      return this;
    }

    @Override
    public DescribedZones show() {
      return this;
    }
  }

  /**
   * Those from before the oldest failover that does not show yet.
   *
   * @param ofPrimary where the primary was
   * @param ofStandby where the standby was; empty where there is none any more
   * @param then where the primary was before each of the later ones, that of the next to show first
   */
  record BeforeFailover(String ofPrimary, Optional<String> ofStandby, List<String> then)
      implements DescribedZones {
    public BeforeFailover {
      then = List.copyOf(then);
    }

    @Override
    public boolean areLate() {
      return true;
    }

    @Override
    public String primary(DatabaseHost now) {
      return ofPrimary;
    }

    @Override
    public Optional<String> standby(Optional<DatabaseHost> now) {
      return ofStandby;
    }

    @Override
    public DescribedZones failOver(DatabaseHost primary, DatabaseHost standby) {
      List<String> all = new ArrayList<>(then);
      all.add(primary.zone());
      return new BeforeFailover(ofPrimary, ofStandby, all);
    }

    @Override
    public DescribedZones convert(Optional<DatabaseHost> standby) {
      return new BeforeFailover(ofPrimary, standby.map(DatabaseHost::zone), then);
    }

    /** After a failover the standby is where the primary was. */
    @Override
    public DescribedZones show() {
      return then.isEmpty()
          ? new OfHosts()
          : new BeforeFailover(
              then.get(0), ofStandby.map(any -> ofPrimary), then.subList(1, then.size()));
    }
  }
}
