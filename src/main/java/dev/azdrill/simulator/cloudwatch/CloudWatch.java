package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * Amazon CloudWatch: puts its parts together, lets each enter its operations, and gives the port
 * through which others publish and hear of alarms.
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
    Operations.Page page = world.operations().of(Service.CLOUDWATCH);
    data.enter(page);
    alarms.enter(page);
    history.enter(page);
    tags.enter(page);
  }

  /** CloudWatch as other services see it. */
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

      @Override
      public void onChange(ChangeListener listener) {
        alarms.onChange(listener);
      }
    };
  }
}
