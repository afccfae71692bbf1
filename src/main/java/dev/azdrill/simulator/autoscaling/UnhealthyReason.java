package dev.azdrill.simulator.autoscaling;

/** Why a member is unhealthy, in the words of the activities that follow. */
enum UnhealthyReason {
  NOT_RUNNING("an EC2 health check indicating it has been terminated or stopped."),
  SET_BY_USER("a user health-check."),
  IMPAIRED("an EC2 instance status check failure."),
  TARGET_UNHEALTHY("an ELB system health check failure.");

  private final String words;

  UnhealthyReason(String words) {
    this.words = words;
  }

  /** The end of "... taken out of service in response to ...". */
  String words() {
    return words;
  }
}
