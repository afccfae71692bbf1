package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request lacks is said before an operation runs, in the words of its service. */
class RequestMembersTest {
  private static SimulatorPlatform platform;

  @BeforeAll
  static void region() {
    platform = SimulatorPlatform.create("members");
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static Service service(String name) {
    return Stream.of(Service.values())
        .filter(each -> each.signingName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<Arguments> demanding() {
    return RequiredMembers.demanding().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(a -> Arguments.of(service(each.getKey()), a)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("demanding")
  void an_operation_without_what_it_demands_is_refused(Service service, String action)
      throws IOException {
    RawRequest.Answer answer = RawRequest.of(service, action, "").to(platform);
    String first = RequiredMembers.of(service.signingName(), action).get(0);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body())
        .containsAnyOf("MissingParameter", "ValidationError", "ValidationException")
        .containsIgnoringCase(first);
  }

  @Test
  void all_that_is_missing_is_told_at_once() throws IOException {
    assertThat(
            RawRequest.of(Service.AUTO_SCALING, "CreateAutoScalingGroup", "&MinSize=1")
                .to(platform)
                .body())
        .contains(
            "2 validation errors detected: Value null at 'autoScalingGroupName' failed to satisfy"
                + " constraint: Member must not be null; Value null at 'maxSize' failed to satisfy"
                + " constraint: Member must not be null");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO_SCALING, DescribeAutoScalingGroups, MaxRecords, ValidationError",
    "ELASTIC_LOAD_BALANCING, DescribeLoadBalancers, PageSize, ValidationError",
    "RDS, DescribeDBInstances, MaxRecords, InvalidParameterValue",
    "EC2, DescribeInstances, MaxResults, InvalidParameterValue"
  })
  void a_page_of_less_than_one_item_is_refused(
      Service service, String action, String member, String code) throws IOException {
    for (int size : List.of(0, -1, Integer.MIN_VALUE)) {
      RawRequest.Answer answer =
          RawRequest.of(service, action, "&" + member + "=" + size).to(platform);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains(code);
    }
  }

  @Test
  void a_filter_without_a_name_is_refused() throws IOException {
    RawRequest.Answer answer =
        RawRequest.of(Service.EC2, "DescribeInstances", "&Filter.1.Value.1=x").to(platform);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidParameterValue", "The filter 'null' is invalid");
  }

  @Test
  void what_a_structure_lacks_is_told_wherever_it_stands() throws IOException {
    assertThat(
            RawRequest.of(
                    Service.CLOUDWATCH,
                    "GetMetricData",
                    "&StartTime=2026-01-01T00:00:00Z&EndTime=2026-01-02T00:00:00Z"
                        + "&MetricDataQueries.member.1.Id=a"
                        + "&MetricDataQueries.member.1.MetricStat.Period=60"
                        + "&MetricDataQueries.member.1.MetricStat.Stat=Sum")
                .to(platform)
                .body())
        .contains("MissingParameter", "parameter MetricDataQueries.member.1.MetricStat.Metric<");
    assertThat(
            RawRequest.of(
                    Service.AUTO_SCALING,
                    "CreateOrUpdateTags",
                    "&Tags.member.1.ResourceId=g&Tags.member.2.Key=k")
                .to(platform)
                .body())
        .contains("Value null at 'tags.1.member.key' failed to satisfy constraint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AUTO_SCALING|DescribeAutoScalingGroups|&AutoScalingGroupNames.member.1=|Value '' at 'autoScalingGroupNames.1.member' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "AUTO_SCALING|PutLifecycleHook|&AutoScalingGroupName=g&LifecycleHookName=a%20b|Value 'a b' at 'lifecycleHookName' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9",
        "CLOUDWATCH|PutMetricAlarm|&AlarmName=a&EvaluationPeriods=0&ComparisonOperator=GreaterThanThreshold|Value '0' at 'evaluationPeriods' failed to satisfy constraint: Member must have value greater than or equal to 1",
        "CLOUDWATCH|PutMetricAlarm|&AlarmName=a&EvaluationPeriods=1&ComparisonOperator=Greater|at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [",
        "ELASTIC_LOAD_BALANCING|ModifyTargetGroup|&TargetGroupArn=a&HealthCheckPort=1&HealthCheckIntervalSeconds=4|Value '4' at 'healthCheckIntervalSeconds' failed to satisfy constraint: Member must have value greater than or equal to 5"
      })
  void a_value_that_the_model_does_not_allow_is_refused(
      Service service, String action, String form, String why) throws IOException {
    RawRequest.Answer answer = RawRequest.of(service, action, form).to(platform);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().replace("&apos;", "'")).contains("ValidationError", why);
  }
}
