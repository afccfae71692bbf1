package dev.azdrill.simulator.world;

import java.time.Duration;

/**
 * How long things take in the region, in one place.
 *
 * <p>AWS publishes few of these. Each constant says what its default rests on: <em>documented</em>
 * (AWS says so), <em>observed</em> (seen in public captures of real accounts) or <em>estimated</em>
 * (chosen within the range that operators report). Whatever a configuration decides (health-check
 * intervals, deregistration delays, alarm periods) is not here: it is read from the configuration.
 */
public enum Timing {
  /**
   * RunInstances to {@code running}. Estimated, 5 to 60 s; launch activities of 7 s were observed.
   */
  INSTANCE_START(10),
  /** {@code running} to both status checks {@code ok}. Estimated, 60 to 300 s. */
  INSTANCE_STATUS_OK(120),
  /** StopInstances to {@code stopped}. Estimated, 15 to 120 s. */
  INSTANCE_STOP(30),
  /** TerminateInstances to {@code terminated}. Estimated, 20 to 120 s. */
  INSTANCE_TERMINATE(35),
  /**
   * How long a terminated instance is still described. Documented: "usually less than one hour".
   */
  INSTANCE_TERMINATED_VISIBLE(3600),
  /** From {@code running} until the application answers. Estimated; depends on the image. */
  APPLICATION_BOOT(15),
  /**
   * Loss of power to status {@code impaired}: two status checks of 60 s. Period documented, count
   * estimated.
   */
  INSTANCE_IMPAIRED(120),
  /** Auto Scaling notices that desired and actual capacity differ. Observed, 1 to 23 s. */
  GROUP_RECONCILE(12),
  /** Auto Scaling looks at its instances' health. Estimated, 30 to 90 s. */
  GROUP_HEALTH_CHECK(60),
  /**
   * Auto Scaling waits on an EC2 status {@code impaired}. Documented "a few minutes", value
   * estimated.
   */
  GROUP_IMPAIRED_WAIT(300),
  /**
   * From the termination of an unhealthy instance to the launch of its replacement. Observed, 0 to
   * 2 s.
   */
  GROUP_REPLACEMENT_LAUNCH(1),
  /**
   * After a failed launch, the first retry; it doubles up to {@link #GROUP_LAUNCH_RETRY_MAX}.
   * Estimated.
   */
  GROUP_LAUNCH_RETRY(30),
  /** The longest wait between launch retries. Estimated. */
  GROUP_LAUNCH_RETRY_MAX(300),
  /**
   * How long Auto Scaling waits for an instance that it launched to run, before it gives it up.
   * Estimated.
   */
  GROUP_LAUNCH_WAIT(600),
  /** A zone has recovered to the first rebalancing activity. Estimated, 120 to 900 s. */
  GROUP_REBALANCE(300),
  /** CreateLoadBalancer to {@code active}. Estimated, 90 to 240 s. */
  LOAD_BALANCER_CREATE(150),
  /** How long the network interfaces of a deleted load balancer linger. Observed as minutes. */
  LOAD_BALANCER_INTERFACES_LINGER(60),
  /** RegisterTargets to the first health check. Estimated, 2 to 30 s. */
  TARGET_REGISTRATION(5),
  /** A load balancer node fails to its address leaving DNS. Estimated, 10 to 60 s. */
  LOAD_BALANCER_NODE_DETECTION(30),
  /** How long clients may remember a load balancer's addresses. Documented TTL. */
  LOAD_BALANCER_DNS_TTL(60),
  /** CreateVpc to {@code available}. Estimated: "seconds". */
  VPC_CREATE(1),
  /** How long a load balancer waits for a target to take a connection. Documented. */
  LOAD_BALANCER_CONNECT_TIMEOUT(10),
  /** How long a load balancer waits for a target's answer. Documented default. */
  LOAD_BALANCER_IDLE_TIMEOUT(60),
  /** How long a client waits for somebody to take its connection. Estimated. */
  CLIENT_CONNECT_TIMEOUT(5),
  /** How long a client waits for an answer. Estimated; many give up after 30 s. */
  CLIENT_ANSWER_TIMEOUT(30),
  /** How long the application waits for a database that does not answer. Estimated. */
  APPLICATION_DATABASE_TIMEOUT(2),
  /** CreateNatGateway to {@code available}. Estimated, 60 to 180 s. */
  NAT_GATEWAY_CREATE(105),
  /** DeleteNatGateway to {@code deleted}. Estimated, 30 to 90 s. */
  NAT_GATEWAY_DELETE(45),
  /** How long a deleted or failed NAT gateway is still described. Documented: about an hour. */
  NAT_GATEWAY_DELETED_VISIBLE(3600),
  /** CreateDBInstance with Multi-AZ to {@code available}. Estimated, 5 to 20 min. */
  DATABASE_CREATE(600),
  /** How much of {@link #DATABASE_CREATE} goes into the first automated backup. Estimated. */
  DATABASE_FIRST_BACKUP(60),
  /** ModifyDBInstance to the change being made, where it takes time. Estimated. */
  DATABASE_MODIFY(60),
  /** StopDBInstance to {@code stopped}. Estimated, 2 to 10 min. */
  DATABASE_STOP(180),
  /** StartDBInstance to {@code available}. Estimated, 3 to 10 min. */
  DATABASE_START(240),
  /** DeleteDBInstance to gone. Estimated. */
  DATABASE_DELETE(180),
  /** RDS notices that the primary is gone to "failover started". Estimated, 5 to 60 s. */
  DATABASE_DETECTION(20),
  /** RebootDBInstance with failover to "failover started". Observed, 8 to 17 s. */
  DATABASE_FAILOVER_START(15),
  /** "failover started" to "DB instance restarted". Observed, 8 to 30 s. */
  DATABASE_RESTART(16),
  /** "DB instance restarted" to the first connection that is served. Observed, about 5 s. */
  DATABASE_USABLE(5),
  /** "failover started" to "failover completed". Observed, 20 to 120 s. */
  DATABASE_FAILOVER_COMPLETE(40),
  /** The request of a failover to status {@code available} again. Observed, about 75 s. */
  DATABASE_AVAILABLE(75),
  /** The request of a failover to the new zone in DescribeDBInstances. Observed, 60 to 540 s. */
  DATABASE_ZONE_VISIBLE(180),
  /** RebootDBInstance without failover, from shutdown to restarted. Observed, 11 s. */
  DATABASE_REBOOT(11),
  /** A zone has recovered to the standby being rebuilt in it. Estimated, 5 to 60 min. */
  DATABASE_STANDBY_REBUILD(600),
  /** How long clients may remember a database's address. Documented TTL. */
  DATABASE_DNS_TTL(5),
  /** RequestCertificate to {@code ISSUED}, where the region issues by itself. Estimated. */
  CERTIFICATE_ISSUE(30);

  private final Duration byDefault;

  Timing(long seconds) {
    this.byDefault = Duration.ofSeconds(seconds);
  }

  /** What it takes unless somebody says otherwise. */
  public Duration byDefault() {
    return byDefault;
  }
}
