package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** The calls of CloudWatch. */
final class AlarmCalls {
  private final RoleCalls calls;
  private final RegionLocation place;

  AlarmCalls(RoleCalls calls, RegionLocation place) {
    this.calls = calls;
    this.place = place;
  }

  /** What the ARNs of a region's alarms begin with. */
  static String arnPrefix(RegionLocation place) {
    return "arn:aws:cloudwatch:" + place.region() + ":" + place.account() + ":alarm:";
  }

  /** In which state an alarm is; empty where there is none of this ARN. */
  Optional<String> state(String arn) {
    String prefix = arnPrefix(place);
    if (!arn.startsWith(prefix) || arn.length() == prefix.length()) {
      return Optional.empty();
    }
    return calls
        .call(
            Service.CLOUDWATCH,
            "DescribeAlarms",
            DescribeAlarmsRequest.builder().alarmNames(arn.substring(prefix.length())).build(),
            DescribeAlarmsResponse.class)
        .metricAlarms()
        .stream()
        .map(MetricAlarm::stateValueAsString)
        .findFirst();
  }
}
