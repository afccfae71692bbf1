package dev.azdrill.simulator.world;

import java.time.Duration;

/**
 * How long things take in the region, in one place: typically, at least and at most.
 *
 * <p>AWS publishes few of these. Each constant says what it rests on, see {@link Source}. Where one
 * value stands alone it does not vary: a limit that is configured or documented, or an assumption
 * about who waits. Whatever a configuration decides (health-check intervals, deregistration delays,
 * alarm periods) is not here: it is read from the configuration.
 *
 * <p>What one occurrence takes is told by {@link Durations}.
 */
public enum Timing {
  /**
   * RunInstances to {@code running}. Estimated, 5 to 60 s; launch activities of 7 s were observed.
   */
  INSTANCE_START(Source.ESTIMATED, 10, 5, 60),
  /** {@code running} to both status checks {@code ok}. Estimated, 60 to 300 s. */
  INSTANCE_STATUS_OK(Source.ESTIMATED, 120, 60, 300),
  /** StopInstances to {@code stopped}. Estimated, 15 to 120 s. */
  INSTANCE_STOP(Source.ESTIMATED, 30, 15, 120),
  /** TerminateInstances to {@code terminated}. Estimated, 20 to 120 s. */
  INSTANCE_TERMINATE(Source.ESTIMATED, 35, 20, 120),
  /**
   * How long a terminated instance is still described. Documented: "usually less than one hour".
   */
  INSTANCE_TERMINATED_VISIBLE(Source.DOCUMENTED, 3600),
  /**
   * An instance boots or goes down to its console output being posted. Documented "shortly after",
   * value estimated.
   */
  CONSOLE_OUTPUT(Source.ESTIMATED, 60, 10, 240),
  /** AssociateIamInstanceProfile, or its opposite, to the change being made. Estimated. */
  INSTANCE_PROFILE_CHANGE(Source.ESTIMATED, 2, 1, 10),
  /** From {@code running} until the application answers. Estimated; depends on the image. */
  APPLICATION_BOOT(Source.ESTIMATED, 15, 10, 60),
  /**
   * Loss of power to status {@code impaired}: two status checks of 60 s. Period documented, count
   * estimated.
   */
  INSTANCE_IMPAIRED(Source.ESTIMATED, 120, 60, 300),
  /** Auto Scaling notices that desired and actual capacity differ. Observed, 1 to 23 s. */
  GROUP_RECONCILE(Source.OBSERVED, 12, 1, 23),
  /** Auto Scaling looks at its instances' health. Estimated, 30 to 90 s. */
  GROUP_HEALTH_CHECK(Source.ESTIMATED, 60, 30, 90),
  /**
   * Auto Scaling waits on an EC2 status {@code impaired}. Documented "a few minutes", value
   * estimated.
   */
  GROUP_IMPAIRED_WAIT(Source.ESTIMATED, 300, 180, 900),
  /**
   * From the termination of an unhealthy instance to the launch of its replacement. Observed, 0 to
   * 2 s.
   */
  GROUP_REPLACEMENT_LAUNCH(Source.OBSERVED, 1, 0, 2),
  /**
   * After a failed launch, the first retry; it doubles up to {@link #GROUP_LAUNCH_RETRY_MAX}.
   * Estimated.
   */
  GROUP_LAUNCH_RETRY(Source.ESTIMATED, 30, 15, 60),
  /** The longest wait between launch retries. Estimated. */
  GROUP_LAUNCH_RETRY_MAX(Source.ESTIMATED, 300),
  /**
   * How long Auto Scaling waits for an instance that it launched to run, before it gives it up.
   * Estimated.
   */
  GROUP_LAUNCH_WAIT(Source.ESTIMATED, 600),
  /** A zone has recovered to the first rebalancing activity. Estimated, 120 to 900 s. */
  GROUP_REBALANCE(Source.ESTIMATED, 300, 120, 900),
  /** CreateLoadBalancer to {@code active}. Estimated, 90 to 240 s. */
  LOAD_BALANCER_CREATE(Source.ESTIMATED, 150, 90, 240),
  /** How long the network interfaces of a deleted load balancer linger. Observed as minutes. */
  LOAD_BALANCER_INTERFACES_LINGER(Source.OBSERVED, 60, 30, 300),
  /** RegisterTargets to the first health check. Estimated, 2 to 30 s. */
  TARGET_REGISTRATION(Source.ESTIMATED, 5, 2, 30),
  /** A load balancer node fails to its address leaving DNS. Estimated, 10 to 60 s. */
  LOAD_BALANCER_NODE_DETECTION(Source.ESTIMATED, 30, 10, 60),
  /** How long clients may remember a load balancer's addresses. Documented TTL. */
  LOAD_BALANCER_DNS_TTL(Source.DOCUMENTED, 60),
  /** PromoteReadReplica to {@code available}. Documented: "several minutes". Estimated. */
  DATABASE_PROMOTION(Source.ESTIMATED, 300, 120, 900),
  /** CreateVolume to {@code available}. Estimated: "seconds". */
  VOLUME_CREATE(Source.ESTIMATED, 2, 1, 10),
  /** AttachVolume to {@code attached}, and DetachVolume to {@code available}. Estimated. */
  VOLUME_ATTACH(Source.ESTIMATED, 3, 1, 10),
  /** CreateSnapshot to {@code completed}. Estimated, 30 to 600 s: it depends on the data. */
  SNAPSHOT_CREATE(Source.ESTIMATED, 60, 30, 600),
  /** CreateVpc to {@code available}. Estimated: "seconds". */
  VPC_CREATE(Source.ESTIMATED, 1, 1, 5),
  /** How long a load balancer waits for a target to take a connection. Documented. */
  LOAD_BALANCER_CONNECT_TIMEOUT(Source.DOCUMENTED, 10),
  /** How long a load balancer waits for a target's answer. Documented default. */
  LOAD_BALANCER_IDLE_TIMEOUT(Source.DOCUMENTED, 60),
  /** How long a client waits for somebody to take its connection. Estimated. */
  CLIENT_CONNECT_TIMEOUT(Source.ESTIMATED, 5),
  /** How long a client waits for an answer. Estimated; many give up after 30 s. */
  CLIENT_ANSWER_TIMEOUT(Source.ESTIMATED, 30),
  /** How long the application waits for a database that does not answer. Estimated. */
  APPLICATION_DATABASE_TIMEOUT(Source.ESTIMATED, 2),
  /** How long the application waits for an outside service that does not answer. Estimated. */
  APPLICATION_OUTBOUND_TIMEOUT(Source.ESTIMATED, 3),
  /**
   * How long a request may wait in the queue of an application; as long as it is full, requests are
   * turned away. Estimated; 500 requests at 100 per second, a few times the threads of a server.
   */
  APPLICATION_QUEUE(Source.ESTIMATED, 5),
  /** CreateNatGateway to {@code available}. Estimated, 60 to 180 s. */
  NAT_GATEWAY_CREATE(Source.ESTIMATED, 105, 60, 180),
  /**
   * An interface in a new zone to the regional NAT gateway's extension there. Documented: typically
   * 15 to 20 min, up to 60.
   */
  REGIONAL_NAT_GATEWAY_EXTENSION(Source.DOCUMENTED, 1050, 900, 3600),
  /** DeleteNatGateway to {@code deleted}. Estimated, 30 to 90 s. */
  NAT_GATEWAY_DELETE(Source.ESTIMATED, 45, 30, 90),
  /** How long a deleted or failed NAT gateway is still described. Documented: about an hour. */
  NAT_GATEWAY_DELETED_VISIBLE(Source.DOCUMENTED, 3600),
  /** CreateDBInstance with Multi-AZ to {@code available}. Estimated, 5 to 20 min. */
  DATABASE_CREATE(Source.ESTIMATED, 600, 300, 1200),
  /** How much of {@link #DATABASE_CREATE} goes into the first automated backup. Estimated. */
  DATABASE_FIRST_BACKUP(Source.ESTIMATED, 60, 30, 120),
  /** CreateDBSnapshot to {@code available}. Estimated; it grows with what changed. */
  DATABASE_SNAPSHOT(Source.ESTIMATED, 90, 30, 300),
  /** ModifyDBInstance to the change being made, where it takes time. Estimated. */
  DATABASE_MODIFY(Source.ESTIMATED, 60, 30, 300),
  /** StopDBInstance to {@code stopped}. Estimated, 2 to 10 min. */
  DATABASE_STOP(Source.ESTIMATED, 180, 120, 600),
  /** StartDBInstance to {@code available}. Estimated, 3 to 10 min. */
  DATABASE_START(Source.ESTIMATED, 240, 180, 600),
  /** DeleteDBInstance to gone. Estimated. */
  DATABASE_DELETE(Source.ESTIMATED, 180, 60, 600),
  /** RDS notices that the primary is gone to "failover started". Estimated, 5 to 60 s. */
  DATABASE_DETECTION(Source.ESTIMATED, 20, 5, 60),
  /** RebootDBInstance with failover to "failover started". Observed, 8 to 17 s. */
  DATABASE_FAILOVER_START(Source.OBSERVED, 15, 8, 17),
  /** "failover started" to "DB instance restarted". Observed, 8 to 30 s. */
  DATABASE_RESTART(Source.OBSERVED, 16, 8, 30),
  /** "DB instance restarted" to the first connection that is served. Observed, about 5 s. */
  DATABASE_USABLE(Source.OBSERVED, 5, 3, 10),
  /** "failover started" to "failover completed". Observed, 20 to 120 s. */
  DATABASE_FAILOVER_COMPLETE(Source.OBSERVED, 40, 20, 120),
  /** The request of a failover to status {@code available} again. Observed, about 75 s. */
  DATABASE_AVAILABLE(Source.OBSERVED, 75, 60, 150),
  /** The request of a failover to the new zone in DescribeDBInstances. Observed, 60 to 540 s. */
  DATABASE_ZONE_VISIBLE(Source.OBSERVED, 180, 60, 540),
  /** RebootDBInstance without failover, from shutdown to restarted. Observed, 11 s. */
  DATABASE_REBOOT(Source.OBSERVED, 11, 8, 30),
  /** A zone has recovered to the standby being rebuilt in it. Estimated, 5 to 60 min. */
  DATABASE_STANDBY_REBUILD(Source.ESTIMATED, 600, 300, 3600),
  /**
   * How often RDS uploads a database's transaction log: what was written since the last time is not
   * in a restored database. Documented: every five minutes.
   */
  DATABASE_LOG_UPLOAD(Source.DOCUMENTED, 300),
  /** How long clients may remember a database's address. Documented TTL. */
  DATABASE_DNS_TTL(Source.DOCUMENTED, 5),
  /** RequestCertificate to {@code ISSUED}, where the region issues by itself. Estimated. */
  CERTIFICATE_ISSUE(Source.ESTIMATED, 30, 10, 120),
  /** StartExperiment to the first actions, once the targets are known. Observed once, 13 s. */
  EXPERIMENT_START(Source.OBSERVED, 13, 5, 30),
  /** What an action takes of a fault injection experiment that only calls an API. Observed. */
  EXPERIMENT_ACTION(Source.OBSERVED, 1, 1, 3);

  /** What a timing rests on. */
  public enum Source {
    /** AWS says so. */
    DOCUMENTED,
    /** Seen in public captures of real accounts. */
    OBSERVED,
    /** Chosen within what operators report. */
    ESTIMATED
  }

  private final Source source;
  private final Duration typical;
  private final Duration least;
  private final Duration most;

  Timing(Source source, long seconds) {
    this(source, seconds, seconds, seconds);
  }

  Timing(Source source, long typicalSeconds, long leastSeconds, long mostSeconds) {
    if (leastSeconds < 0 || typicalSeconds < leastSeconds || mostSeconds < typicalSeconds) {
      throw new IllegalArgumentException(
          "expected 0 <= least <= typical <= most, saw "
              + leastSeconds
              + ", "
              + typicalSeconds
              + ", "
              + mostSeconds);
    }
    this.source = source;
    this.typical = Duration.ofSeconds(typicalSeconds);
    this.least = Duration.ofSeconds(leastSeconds);
    this.most = Duration.ofSeconds(mostSeconds);
  }

  /** What it rests on. */
  public Source source() {
    return source;
  }

  /** What it takes most often. */
  public Duration typical() {
    return typical;
  }

  /** The shortest that it takes. */
  public Duration least() {
    return least;
  }

  /** The longest that it takes. */
  public Duration most() {
    return most;
  }

  /** Whether one occurrence differs from another. */
  public boolean varies() {
    return !least.equals(most);
  }
}
