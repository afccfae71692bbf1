package dev.azdrill.simulator.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.Region;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

class CloudWatchTest {
  private static final Dimension WEB = Dimension.builder().name("Fleet").value("web").build();
  private static final Tag STACK = Tag.builder().key("stack").value("shop").build();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private CloudWatchClient cloudWatch() {
    return region.aws().cloudWatch();
  }

  private static MetricDatum load(double value) {
    return MetricDatum.builder()
        .metricName("Load")
        .dimensions(WEB)
        .value(value)
        .unit(StandardUnit.PERCENT)
        .build();
  }

  private void put(double... values) {
    List<MetricDatum> data = DoubleStream.of(values).mapToObj(CloudWatchTest::load).toList();
    cloudWatch().putMetricData(r -> r.namespace("Shop").metricData(data));
  }

  private static PutMetricAlarmRequest alarmOnLoad(int n) {
    return PutMetricAlarmRequest.builder()
        .alarmName("high")
        .namespace("Shop")
        .metricName("Load")
        .dimensions(WEB)
        .statistic(Statistic.AVERAGE)
        .period(60)
        .evaluationPeriods(n)
        .threshold(50.0)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
        .alarmActions("arn:aws:autoscaling:eu-west-2:123456789012:scalingPolicy:p")
        .build();
  }

  private MetricAlarm alarm() {
    return cloudWatch().describeAlarms(r -> r.alarmNames("high")).metricAlarms().get(0);
  }

  private List<Datapoint> statistics(int period, Statistic... statistics) {
    return cloudWatch()
        .getMetricStatistics(
            r ->
                r.namespace("Shop")
                    .metricName("Load")
                    .dimensions(WEB)
                    .startTime(Region.START)
                    .endTime(Region.START.plus(Duration.ofHours(4)))
                    .period(period)
                    .statistics(statistics))
        .datapoints();
  }

  @Test
  void the_values_of_a_minute_become_one_datapoint_with_its_statistics() {
    put(10, 20, 60);
    region.pass(MINUTE);
    put(5);

    List<Datapoint> points =
        statistics(
            60,
            Statistic.AVERAGE,
            Statistic.SUM,
            Statistic.MINIMUM,
            Statistic.MAXIMUM,
            Statistic.SAMPLE_COUNT);

    Datapoint.Builder first = Datapoint.builder().timestamp(Region.START);
    first.average(30.0).sum(90.0).minimum(10.0).maximum(60.0).sampleCount(3.0);
    Datapoint.Builder second = Datapoint.builder().timestamp(Region.START.plusSeconds(60));
    second.average(5.0).sum(5.0).minimum(5.0).maximum(5.0).sampleCount(1.0);
    assertThat(points)
        .containsExactly(
            first.unit(StandardUnit.PERCENT).build(), second.unit(StandardUnit.PERCENT).build());
  }

  @Test
  void metric_data_comes_latest_first() {
    put(1);
    region.pass(MINUTE);
    put(2);

    Metric metric = Metric.builder().namespace("Shop").metricName("Load").dimensions(WEB).build();
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("load")
            .metricStat(m -> m.period(60).stat("Maximum").metric(metric))
            .build();
    assertThat(
            cloudWatch()
                .getMetricData(
                    r ->
                        r.startTime(Region.START)
                            .endTime(Region.START.plusSeconds(600))
                            .metricDataQueries(query))
                .metricDataResults()
                .get(0)
                .values())
        .containsExactly(2.0, 1.0);
  }

  @Test
  void what_is_older_than_three_hours_is_forgotten() {
    put(1);
    region.pass(Series.KEPT.plusMinutes(1));
    put(2);

    assertThat(statistics(300, Statistic.SUM)).extracting(Datapoint::sum).containsExactly(2.0);
  }

  @Test
  void three_breaching_minutes_raise_an_alarm_and_one_within_the_threshold_clears_it() {
    cloudWatch().putMetricAlarm(alarmOnLoad(3));
    for (int minute = 0; minute < 3; minute++) {
      assertThat(alarm().stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
      put(90);
      region.pass(MINUTE);
    }
    assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);

    put(10);
    region.pass(MINUTE);
    assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
  }

  @Test
  void who_waits_for_an_alarm_is_woken_when_it_goes_off() {
    cloudWatch().putMetricAlarm(alarmOnLoad(2));
    put(90);
    region.pass(Duration.ofSeconds(61));
    put(90);

    MetricAlarm raised =
        region
            .aws()
            .eventually()
            .expecting("the alarm to go off")
            .within(Duration.ofMinutes(5))
            .until(this::alarm, alarm -> alarm.stateValue() == StateValue.ALARM)
            .value();

    assertThat(raised.stateUpdatedTimestamp()).isEqualTo(Region.START.plusSeconds(120));
    assertThat(region.aws().clock().now()).isEqualTo(Region.START.plusSeconds(120));
  }

  @Test
  void a_scaling_action_is_repeated_every_minute_while_the_alarm_lasts() {
    Kernel kernel = new Kernel(Region.START, Seed.of("alarm"));
    Metrics metrics =
        new CloudWatch(World.create(kernel, RegionLocation.london(), Timings.typical())).metrics();
    List<Metrics.Alarmed> alarmed = new ArrayList<>();
    metrics.onAction("arn:aws:autoscaling:", alarmed::add);
    metrics.onAction("arn:aws:sns:", alarmed::add);
    metrics.putAlarm(alarmOnLoad(1));
    for (int minute = 0; minute < 3; minute++) {
      metrics.publish("Shop", List.of(load(60 + minute)));
      kernel.advance(MINUTE);
    }

    assertThat(alarmed).extracting(Metrics.Alarmed::value).containsExactly(60.0, 61.0, 62.0);
    assertThat(alarmed).extracting(Metrics.Alarmed::state).containsOnly("ALARM");
    assertThat(alarmed).extracting(Metrics.Alarmed::threshold).containsOnly(50.0);
  }

  @Test
  void a_state_that_was_set_by_hand_lasts_until_the_next_evaluation() {
    cloudWatch().putMetricAlarm(alarmOnLoad(1));
    put(10);
    cloudWatch()
        .setAlarmState(
            r -> r.alarmName("high").stateValue(StateValue.ALARM).stateReason("rehearsal"));

    assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
    region.pass(MINUTE);
    assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);
    assertThat(
            cloudWatch()
                .describeAlarmHistory(r -> r.alarmName("high").historyItemType("StateUpdate"))
                .alarmHistoryItems())
        .extracting(AlarmHistoryItem::historySummary)
        .containsExactly(
            "Alarm updated from ALARM to OK", "Alarm updated from INSUFFICIENT_DATA to ALARM");
  }

  @Test
  void replacing_an_alarm_keeps_its_state_and_deleting_it_ends_it() {
    cloudWatch().putMetricAlarm(alarmOnLoad(1));
    put(90);
    region.pass(MINUTE);
    cloudWatch().putMetricAlarm(alarmOnLoad(5));
    assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);

    cloudWatch().deleteAlarms(r -> r.alarmNames("high"));

    assertThat(cloudWatch().describeAlarms().metricAlarms()).isEmpty();
    refused("ResourceNotFound", () -> cloudWatch().deleteAlarms(r -> r.alarmNames("high")));
  }

  @Test
  void an_alarm_carries_tags_under_its_arn() {
    cloudWatch().putMetricAlarm(alarmOnLoad(1));
    String arn = alarm().alarmArn();
    assertThat(arn).isEqualTo("arn:aws:cloudwatch:eu-west-2:123456789012:alarm:high");

    cloudWatch().tagResource(r -> r.resourceARN(arn).tags(STACK));

    assertThat(cloudWatch().listTagsForResource(r -> r.resourceARN(arn)).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("stack=shop");
  }

  @Test
  void a_request_so_large_that_the_sdk_compresses_it_arrives_too() {
    List<MetricDatum> many =
        IntStream.range(0, 600)
            .mapToObj(i -> MetricDatum.builder().metricName("M" + i).value(1.0).build())
            .toList();
    cloudWatch().putMetricData(r -> r.namespace("Shop").metricData(many));

    assertThat(cloudWatch().listMetricsPaginator(r -> r.namespace("Shop")).metrics()).hasSize(600);
  }

  @Test
  void nonsense_is_refused_in_cloudwatchs_words() {
    refused(
        "InvalidParameterValue",
        () -> cloudWatch().putMetricData(r -> r.namespace("AWS/EC2").metricData(load(1))));
    MetricDatum ancient = load(1).toBuilder().timestamp(Instant.EPOCH).build();
    refused(
        "InvalidParameterValue",
        () -> cloudWatch().putMetricData(r -> r.namespace("Shop").metricData(ancient)));
    PutMetricAlarmRequest odd = alarmOnLoad(1).toBuilder().period(45).build();
    refused("ValidationError", () -> cloudWatch().putMetricAlarm(odd));
    refused("InvalidNextToken", () -> cloudWatch().listMetrics(r -> r.nextToken("x")));
    refused(
        "ResourceNotFound",
        () ->
            cloudWatch()
                .setAlarmState(
                    r -> r.alarmName("none").stateValue(StateValue.OK).stateReason("?")));
  }

  private static void refused(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CloudWatchException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
