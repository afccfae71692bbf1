package dev.azdrill.simulator.autoscaling;

import java.util.Arrays;

/** What a group does by itself, and what a user may suspend. */
enum ScalingProcess {
  LAUNCH("Launch"),
  TERMINATE("Terminate"),
  ADD_TO_LOAD_BALANCER("AddToLoadBalancer"),
  ALARM_NOTIFICATION("AlarmNotification"),
  AZ_REBALANCE("AZRebalance"),
  HEALTH_CHECK("HealthCheck"),
  INSTANCE_REFRESH("InstanceRefresh"),
  REPLACE_UNHEALTHY("ReplaceUnhealthy"),
  SCHEDULED_ACTIONS("ScheduledActions");

  private final String word;

  ScalingProcess(String word) {
    this.word = word;
  }

  /** AWS's word for it. */
  String word() {
    return word;
  }

  static ScalingProcess of(String word) {
    return Arrays.stream(values())
        .filter(process -> process.word.equals(word))
        .findFirst()
        .orElseThrow(() -> AutoScalingErrors.processTypeInvalid(word, words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(ScalingProcess::word).toList().toString();
  }
}
