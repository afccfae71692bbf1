package dev.azdrill.simulator.world;

import java.time.Duration;
import java.util.List;

/**
 * Something about the world that AWS offers no API to change, and a fault may: power, capacity,
 * storage, an application's health.
 *
 * <p>A fact either holds or does not. Clearing it is the undo of the fault that established it.
 */
public sealed interface Fact {
  /**
   * A zone without power: its instances, load balancer nodes, NAT gateways and databases do
   * nothing, and none starts there. EC2 goes on calling the instances {@code running}, their status
   * becomes {@code impaired}.
   */
  record ZoneWithoutPower(String zone) implements Fact {}

  /**
   * A zone in which EC2 has no capacity: launches get {@code InsufficientInstanceCapacity}; what
   * runs goes on.
   */
  record ZoneWithoutCapacity(String zone) implements Fact {}

  /** The application on an instance accepts connections and never answers. */
  record ApplicationHung(String instanceId) implements Fact {}

  /**
   * The storage volume that a DB instance's primary had when this began has failed. A Multi-AZ
   * instance fails over to its standby. A single-AZ instance is lost until this ends: that is when
   * somebody has restored it from its automated backups, without what was written since the last
   * upload of the transaction log; without automated backups, it comes back empty.
   */
  record DatabaseStorageLost(String dbInstanceIdentifier) implements Fact {}

  /** The application on an instance answers every request with this HTTP status. */
  record ApplicationFailing(String instanceId, int status) implements Fact {}

  /** The application on an instance takes so much longer for every answer. */
  record ApplicationSlow(String instanceId, Duration delay) implements Fact {}

  /** Every connection into, out of or within a zone takes so much longer. */
  record ZoneSlow(String zone, Duration delay) implements Fact {}

  /**
   * A zone loses so many of a hundred packets that pass it. What is lost is sent again, as TCP
   * does.
   */
  record ZoneLossy(String zone, int percent) implements Fact {}

  /**
   * An instance of this Auto Scaling group that starts while this holds never gets ready; one that
   * did so gets ready when this ends.
   */
  record BootFailing(String autoScalingGroupName) implements Fact {}

  /**
   * The storage of a DB instance is used up: it takes reads and refuses writes, and its status is
   * {@code storage-full}.
   */
  record DatabaseStorageFull(String dbInstanceIdentifier) implements Fact {}

  /** A certificate has expired, and clients refuse it. */
  record CertificateExpired(String certificateArn) implements Fact {}

  /**
   * Load balancers are shifted away from a zone: their addresses there leave DNS, and their other
   * nodes send nothing there, unless nothing else is left.
   */
  record ZoneShiftedAway(String zone) implements Fact {}

  /**
   * Something else on an instance uses so many percent of its CPU: the application has the rest.
   */
  record CpuBusy(String instanceId, int percent) implements Fact {}

  /** The region's API refuses a share of these calls: the caller makes too many. */
  record ApiThrottled(ApiCalls calls, int percent) implements Fact {}

  /** The region's API fails a share of these calls before it does anything for them. */
  record ApiFailing(ApiCalls calls, int percent) implements Fact {}

  /** The region's API takes so much longer for a share of these calls. */
  record ApiSlow(ApiCalls calls, int percent, Duration delay) implements Fact {}

  /**
   * EC2 answers a share of the launches and starts that callers of its API ask for in these zones
   * with {@code InsufficientInstanceCapacity}; what AWS's services launch for them is spared.
   *
   * @param cause tells it from others that do the same: each is undone alone
   */
  record CallersWithoutCapacity(String cause, List<String> zones, int percent) implements Fact {
    public CallersWithoutCapacity {
      zones = List.copyOf(zones);
    }
  }

  /**
   * EC2 answers a share of the launches of an Auto Scaling group in these zones with {@code
   * InsufficientInstanceCapacity}.
   *
   * @param cause tells it from others that do the same: each is undone alone
   */
  record GroupWithoutCapacity(
      String cause, String autoScalingGroupName, List<String> zones, int percent) implements Fact {
    public GroupWithoutCapacity {
      zones = List.copyOf(zones);
    }
  }

  /** With which error of its own a service answers. */
  enum InjectedError {
    INTERNAL,
    THROTTLED,
    UNAVAILABLE
  }

  /**
   * A service answers a share of the calls of these operations with an error.
   *
   * @param cause tells it from others that do the same: each is undone alone
   */
  record ApiErrorInjected(
      String cause, Service service, List<String> operations, InjectedError error, int percent)
      implements Fact {
    public ApiErrorInjected {
      operations = List.copyOf(operations);
    }
  }
}
