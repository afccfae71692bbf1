package dev.azdrill.simulator.cloudwatch;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Repetition;
import dev.azdrill.simulator.world.Metrics;
import dev.azdrill.simulator.world.Metrics.AlarmListener;
import dev.azdrill.simulator.world.Metrics.Alarmed;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The alarms: evaluated once in their period, and telling those whom they are to move. */
final class Alarms {
  private static final int LISTED_MAX = 100;

  private record Watched(Alarm alarm, Repetition evaluation) {}

  private record Listener(String arnPrefix, AlarmListener listener) {}

  private final Kernel kernel;
  private final RegionLocation place;
  private final MetricData data;
  private final AlarmHistory history;
  private final Map<String, Watched> alarms = new TreeMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Metrics.ChangeListener> changeListeners = new ArrayList<>();

  Alarms(World world, MetricData data, AlarmHistory history) {
    this.kernel = world.kernel();
    this.place = world.place();
    this.data = data;
    this.history = history;
  }

  void enter(Operations.Page page) {
    page.write("PutMetricAlarm", PutMetricAlarmRequest::builder, this::putMetricAlarm);
    page.write("DeleteAlarms", DeleteAlarmsRequest::builder, this::delete);
    page.read("DescribeAlarms", DescribeAlarmsRequest::builder, this::describe);
    page.read(
        "DescribeAlarmsForMetric",
        DescribeAlarmsForMetricRequest::builder,
        this::describeForMetric);
    page.write("SetAlarmState", SetAlarmStateRequest::builder, this::setState);
    page.write("EnableAlarmActions", EnableAlarmActionsRequest::builder, this::enable);
    page.write("DisableAlarmActions", DisableAlarmActionsRequest::builder, this::disable);
  }

  /** Tells {@code listener} of every alarm that enters another state. */
  void onChange(Metrics.ChangeListener listener) {
    changeListeners.add(listener);
  }

  /** Tells {@code listener} of alarms that name an action of this prefix. */
  void onAction(String arnPrefix, AlarmListener listener) {
    listeners.add(new Listener(arnPrefix, listener));
  }

  /** Creates or replaces an alarm; its ARN. */
  String put(PutMetricAlarmRequest request) {
    String name = request.alarmName();
    Watched before = alarms.get(name);
    Alarm alarm =
        Alarm.of(request, arn(name), kernel.now(), before == null ? null : before.alarm());
    if (before != null) {
      before.evaluation().stop();
    }
    Duration interval = alarm.interval();
    long late = Math.floorMod(kernel.now().getEpochSecond(), interval.toSeconds());
    Repetition evaluation =
        kernel.every(
            interval.minusSeconds(late), interval, "evaluate " + name, () -> evaluate(alarm));
    alarms.put(name, new Watched(alarm, evaluation));
    history.add(
        name,
        HistoryItemType.CONFIGURATION_UPDATE,
        "Alarm \"" + name + "\" " + (before == null ? "created" : "updated"));
    return arn(name);
  }

  /** CloudWatch signs as {@code monitoring} and names its resources {@code cloudwatch}. */
  private String arn(String name) {
    return "arn:aws:cloudwatch:" + place.region() + ":" + place.account() + ":alarm:" + name;
  }

  /** Looks at the metric; true when the alarm entered another state. */
  private boolean evaluate(Alarm alarm) {
    Instant now = kernel.now();
    List<OptionalDouble> values =
        alarm.values(data.series(alarm.metric(), alarm.describe().unit()), now);
    Evaluation.Verdict verdict = alarm.judge(values);
    boolean changed = enter(alarm, verdict.state(), verdict.reason(), null);
    if (changed || alarm.state() == StateValue.ALARM) {
      double latest =
          values.stream()
              .filter(OptionalDouble::isPresent)
              .findFirst()
              .map(OptionalDouble::getAsDouble)
              .orElse(Double.NaN);
      act(alarm, latest);
    }
    return changed;
  }

  private boolean enter(Alarm alarm, StateValue state, String reason, @Nullable String reasonData) {
    StateValue from = alarm.state();
    boolean changed = alarm.enter(state, reason, reasonData, kernel.now());
    if (changed) {
      history.add(
          alarm.name(),
          HistoryItemType.STATE_UPDATE,
          "Alarm updated from " + from + " to " + state);
      changeListeners.forEach(each -> each.changed(arn(alarm.name()), state.toString()));
    }
    return changed;
  }

  private void act(Alarm alarm, double value) {
    for (String action : alarm.actions()) {
      for (Listener each : listeners) {
        if (action.startsWith(each.arnPrefix())) {
          each.listener()
              .alarmed(
                  new Alarmed(
                      alarm.name(),
                      action,
                      alarm.state().toString(),
                      value,
                      alarm.describe().threshold()));
        }
      }
    }
  }

  /** Deletes an alarm; without effect when it is gone. */
  void delete(String name) {
    Watched gone = alarms.remove(name);
    if (gone != null) {
      gone.evaluation().stop();
      history.add(name, HistoryItemType.CONFIGURATION_UPDATE, "Alarm \"" + name + "\" deleted");
    }
  }

  /** The alarm of this ARN. */
  Optional<Alarm> byArn(String arn) {
    return alarms.values().stream()
        .map(Watched::alarm)
        .filter(alarm -> alarm.describe().alarmArn().equals(arn))
        .findFirst();
  }

  private Alarm known(String name) {
    Watched watched = alarms.get(name);
    if (watched == null) {
      throw CloudWatchErrors.alarmNotFound(name);
    }
    return watched.alarm();
  }

  private PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
    put(request);
    return PutMetricAlarmResponse.builder().build();
  }

  private DeleteAlarmsResponse delete(DeleteAlarmsRequest request) {
    request.alarmNames().forEach(this::known);
    request.alarmNames().forEach(this::delete);
    return DeleteAlarmsResponse.builder().build();
  }

  private DescribeAlarmsResponse describe(DescribeAlarmsRequest request) {
    if (request.hasAlarmNames()
        && !request.alarmNames().isEmpty()
        && request.alarmNamePrefix() != null) {
      throw CloudWatchErrors.namesAndPrefix();
    }
    boolean metricAlarms =
        request.alarmTypes().isEmpty() || request.alarmTypes().contains(AlarmType.METRIC_ALARM);
    List<MetricAlarm> matching =
        alarms.values().stream()
            .filter(watched -> metricAlarms)
            .map(watched -> watched.alarm().describe())
            .filter(a -> !request.hasAlarmNames() || request.alarmNames().contains(a.alarmName()))
            .filter(a -> startsWith(request.alarmNamePrefix(), List.of(a.alarmName())))
            .filter(a -> request.stateValue() == null || request.stateValue() == a.stateValue())
            .filter(a -> startsWith(request.actionPrefix(), a.alarmActions()))
            .toList();
    int limit = request.maxRecords() == null ? LISTED_MAX : request.maxRecords();
    Page<MetricAlarm> page =
        Page.cut(matching, request.nextToken(), limit, CloudWatchErrors.INVALID_NEXT_TOKEN);
    return DescribeAlarmsResponse.builder()
        .metricAlarms(page.items())
        .compositeAlarms(List.of())
        .nextToken(page.next())
        .build();
  }

  private static boolean startsWith(@Nullable String prefix, List<String> texts) {
    return prefix == null || texts.stream().anyMatch(text -> text.startsWith(prefix));
  }

  private DescribeAlarmsForMetricResponse describeForMetric(
      DescribeAlarmsForMetricRequest request) {
    MetricId metric = MetricId.of(request.namespace(), request.metricName(), request.dimensions());
    return DescribeAlarmsForMetricResponse.builder()
        .metricAlarms(
            alarms.values().stream()
                .map(Watched::alarm)
                .filter(alarm -> alarm.metric().equals(metric))
                .map(Alarm::describe)
                .filter(a -> request.statistic() == null || request.statistic() == a.statistic())
                .filter(a -> request.period() == null || request.period().equals(a.period()))
                .filter(a -> request.unit() == null || request.unit() == a.unit())
                .toList())
        .build();
  }

  /** For tests and drills: the next evaluation puts the alarm where its metric says. */
  private SetAlarmStateResponse setState(SetAlarmStateRequest request) {
    Alarm alarm = known(request.alarmName());
    if (request.stateValue() == StateValue.UNKNOWN_TO_SDK_VERSION) {
      throw CloudWatchErrors.stateValueInvalid(request.stateValueAsString());
    }
    if (enter(alarm, request.stateValue(), request.stateReason(), request.stateReasonData())) {
      act(alarm, Double.NaN);
    }
    return SetAlarmStateResponse.builder().build();
  }

  /** All of them or none. */
  private void enableActions(List<String> names, boolean isEnabled) {
    List<Alarm> all = names.stream().map(this::known).toList();
    all.forEach(alarm -> alarm.enableActions(isEnabled));
  }

  private EnableAlarmActionsResponse enable(EnableAlarmActionsRequest request) {
    enableActions(request.alarmNames(), true);
    return EnableAlarmActionsResponse.builder().build();
  }

  private DisableAlarmActionsResponse disable(DisableAlarmActionsRequest request) {
    enableActions(request.alarmNames(), false);
    return DisableAlarmActionsResponse.builder().build();
  }
}
