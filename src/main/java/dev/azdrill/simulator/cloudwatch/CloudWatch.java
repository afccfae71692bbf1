package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;

/**
 * Amazon CloudWatch: puts its nouns together, enters their operations, and stands behind the port
 * through which others publish and are moved.
 */
public final class CloudWatch {
  private final MetricData data;
  private final AlarmHistory history;
  private final Alarms alarms;
  private final AlarmTags tags;

  public CloudWatch(World world) {
    data = new MetricData(world.kernel());
    history = new AlarmHistory(world.kernel());
    alarms = new Alarms(world, data, history);
    tags = new AlarmTags(alarms);
    enterMetrics(world.operations().of(Service.CLOUDWATCH));
    enterAlarms(world.operations().of(Service.CLOUDWATCH));
  }

  /** The port behind which CloudWatch stands. */
  public Metrics metrics() {
    return new Metrics() {
      @Override
      public void publish(String namespace, List<MetricDatum> points) {
        data.publish(namespace, points);
      }

      @Override
      public String putAlarm(PutMetricAlarmRequest alarm) {
        return alarms.put(alarm);
      }

      @Override
      public void deleteAlarms(List<String> names) {
        names.forEach(alarms::delete);
      }

      @Override
      public void onAction(String arnPrefix, AlarmListener listener) {
        alarms.onAction(arnPrefix, listener);
      }
    };
  }

  private void enterMetrics(Operations.Page page) {
    page.write("PutMetricData", PutMetricDataRequest::builder, data::put);
    page.read("GetMetricStatistics", GetMetricStatisticsRequest::builder, data::statistics);
    page.read("GetMetricData", GetMetricDataRequest::builder, data::data);
    page.read("ListMetrics", ListMetricsRequest::builder, data::list);
  }

  private void enterAlarms(Operations.Page page) {
    page.write("PutMetricAlarm", PutMetricAlarmRequest::builder, alarms::putMetricAlarm);
    page.write("DeleteAlarms", DeleteAlarmsRequest::builder, alarms::delete);
    page.read("DescribeAlarms", DescribeAlarmsRequest::builder, alarms::describe);
    page.read(
        "DescribeAlarmsForMetric",
        DescribeAlarmsForMetricRequest::builder,
        alarms::describeForMetric);
    page.write("SetAlarmState", SetAlarmStateRequest::builder, alarms::setState);
    page.write("EnableAlarmActions", EnableAlarmActionsRequest::builder, alarms::enable);
    page.write("DisableAlarmActions", DisableAlarmActionsRequest::builder, alarms::disable);
    page.read("DescribeAlarmHistory", DescribeAlarmHistoryRequest::builder, history::describe);
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, tags::list);
    page.write("TagResource", TagResourceRequest::builder, tags::tag);
    page.write("UntagResource", UntagResourceRequest::builder, tags::untag);
  }
}
