package dev.azdrill.drill;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.time.Duration;
import java.util.Comparator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * How long recovery may take, derived from what is deployed. What no configuration decides comes
 * from AWS's documentation, or is named as an allowance.
 */
final class Budgets {
  /** Auto Scaling looks at health about every minute; two looks and the reconcile loop. */
  private static final Duration GROUP_NOTICES = Duration.ofMinutes(2).plusSeconds(30);

  /** From the launch to {@code running} and to an application that answers. */
  private static final Duration LAUNCH_AND_BOOT = Duration.ofMinutes(2);

  /** A launch that is refused in a dead zone and tried again in another. */
  private static final Duration REFUSED_LAUNCH = Duration.ofMinutes(2);

  private final Inventory inventory;

  Budgets(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Until the load balancer no longer routes to a target that stopped answering: interval x
   * threshold + timeout.
   */
  Duration evict() {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .map(
            group ->
                interval(group)
                    .multipliedBy(group.unhealthyThresholdCount())
                    .plusSeconds(group.healthCheckTimeoutSeconds()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofSeconds(65));
  }

  String evictDerivation() {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .findFirst()
        .map(
            group ->
                "health check every "
                    + group.healthCheckIntervalSeconds()
                    + " s, unhealthy after "
                    + group.unhealthyThresholdCount()
                    + ", timeout "
                    + group.healthCheckTimeoutSeconds()
                    + " s")
        .orElse("AWS's default health check");
  }

  /** Until a lost instance is replaced and its replacement serves. */
  Duration replaceInstance() {
    return GROUP_NOTICES.plus(LAUNCH_AND_BOOT).plus(firstHealthCheck());
  }

  /** Until the capacity of a lost zone stands elsewhere and serves. */
  Duration replaceZone() {
    return evict()
        .plus(GROUP_NOTICES)
        .plus(REFUSED_LAUNCH)
        .plus(LAUNCH_AND_BOOT)
        .plus(firstHealthCheck());
  }

  String replaceDerivation() {
    return "eviction, Auto Scaling's health check, launch, boot and the first health check";
  }

  /** Documented for Multi-AZ DB instances: typically 60 to 120 seconds. */
  Duration failover() {
    return Duration.ofMinutes(2);
  }

  /**
   * Until clients are served as before: the longest of what stands between them and the data, and
   * its DNS records.
   */
  Duration clients() {
    Duration door = evict().plusSeconds(60);
    Duration database = failover().plusSeconds(10);
    return door.compareTo(database) > 0 ? door : database;
  }

  private Duration firstHealthCheck() {
    return inventory.all(Kind.TARGET_GROUP).stream()
        .map(Budgets::interval)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofSeconds(30));
  }

  private static Duration interval(TargetGroup group) {
    return Duration.ofSeconds(group.healthCheckIntervalSeconds());
  }
}
