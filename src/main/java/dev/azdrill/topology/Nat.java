package dev.azdrill.topology;

import java.util.Locale;

/** Where NAT gateways are. */
public enum Nat {
  /** One in each zone, for the private subnet of the same zone: no zone needs another. */
  PER_ZONE,
  /**
   * One, in the first zone, for all: cheaper, and all zones lose their outbound route with the
   * first.
   */
  SINGLE,
  /** None: nothing private reaches the internet. */
  NONE;

  /** As blueprints write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
