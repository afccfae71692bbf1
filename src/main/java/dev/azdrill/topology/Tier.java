package dev.azdrill.topology;

import java.util.Locale;

/** What a subnet is for; its routes follow from it. */
public enum Tier {
  /** Its default route leads to the internet gateway: load balancer nodes and NAT gateways. */
  PUBLIC,
  /** Its default route, if any, leads to a NAT gateway: the application. */
  PRIVATE,
  /** It has no default route: the database. */
  DATABASE;

  /** As blueprints and tags write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
