package dev.azdrill.evidence;

/** Why a drill did not pass: the causes that can be told. */
public enum CauseKind {
  /** A security group does not admit the load balancer on the application's port. */
  PORT_NOT_ADMITTED,
  /** Processes of the Auto Scaling group that replace instances are suspended. */
  PROCESSES_SUSPENDED,
  /** The group does not act on what the load balancer finds. */
  HEALTH_CHECKS_IGNORED,
  /** The group may launch in lost zones only. */
  GROUP_IN_LOST_ZONES,
  /** EC2 refused launches. */
  LAUNCHES_REFUSED,
  /** The group desires one instance: nothing serves while it is replaced. */
  SINGLE_INSTANCE,
  /** The database has no standby. */
  NO_STANDBY,
  /** The way out of one zone leads through another, which is lost. */
  NAT_GATEWAY_LOST,
  /** A subnet of the application has no way out. */
  NO_WAY_OUT,
  /** The health check passes while requests fail. */
  HEALTH_CHECK_PASSES,
  /** The configuration allows more time than the ceiling. */
  CONFIGURATION_TOO_SLOW,
  /** The instances got more requests than they can serve. */
  OVERLOAD,
  /** Nothing of the above: why requests failed, or with what, as far as clients can tell. */
  REQUESTS_FAILED
}
