package dev.azdrill.simulator.elbv2;

/** What happens when too few targets are healthy, and which attributes say how few. */
enum HealthyTargets {
  /** The node is taken out of DNS. */
  DNS_FAILOVER(AttributeKind.DNS_FAILOVER),

  /** Requests are sent to all targets, healthy or not. */
  UNHEALTHY_ROUTING(AttributeKind.UNHEALTHY_ROUTING);

  private final String count;
  private final String percentage;

  HealthyTargets(String attributes) {
    this.count = attributes + AttributeKind.COUNT;
    this.percentage = attributes + AttributeKind.PERCENTAGE;
  }

  /** The attribute that says how many; it may be {@code off}. */
  String count() {
    return count;
  }

  /** The attribute that says how many of a hundred; it may be {@code off}. */
  String percentage() {
    return percentage;
  }
}
