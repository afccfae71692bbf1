package dev.azdrill.fault;

import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * Something else on an instance uses most of its CPU: CloudWatch shows it, and the application
 * serves as many requests as the rest allows.
 *
 * @param instances which
 * @param percent of the CPU, 1 to 99
 */
public record CpuSurge(InstanceSelection instances, int percent) implements Fault {
  private static final String PERCENT = "percent";
  private static final int MINUTE = 60;

  /** How a step of a feature says it. */
  public static final String SENTENCE = "something else uses {int} % of the CPU of an instance";

  /** Its kind. */
  public static final FaultKind<CpuSurge> KIND =
      new FaultKind<>(
              "cpu-surge",
              CpuSurge.class,
              "Something else uses the instances' CPU; the application has what is left.",
              "the platform",
              ExpectedRecovery.WHILE_IT_HOLDS,
              FaultParameter.and(
                  InstanceSelection.PARAMETERS,
                  FaultParameter.defaulted(
                      PERCENT, new ParameterType.Whole(1, 99), "of the CPU", "90")),
              InstanceSelection.RULES,
              given -> new CpuSurge(InstanceSelection.of(given), given.whole(PERCENT)),
              fault -> fault.instances().arguments().and(PERCENT, String.valueOf(fault.percent())))
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("percent", "90"));

  @Override
  public String name() {
    return "CPU surge";
  }

  @Override
  public String subject() {
    return instances.words();
  }

  @Override
  public boolean isMatterOfDegree() {
    return true;
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.CPU_LOAD);
  }

  @Override
  public CpuSurge resolve(FaultContext context) {
    return new CpuSurge(new InstanceSelection.Chosen(instances.in(context)), percent);
  }

  @Override
  public List<String> targets() {
    return instances.ids();
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(
        context, targets().stream().map(id -> new Impairment.CpuBusy(id, percent)).toList());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    List<String> seen = new ArrayList<>();
    for (String id : targets()) {
      Optional<Double> busy = busy(context, id, from);
      if (busy.isEmpty()) {
        return Optional.empty();
      }
      seen.add(Math.round(busy.get()) + "% of " + id);
    }
    return Optional.of(
        Witness.found("CloudWatch shows as CPU utilization " + String.join(", ", seen)));
  }

  private Optional<Double> busy(FaultContext context, String instanceId, Instant from) {
    return context
        .aws()
        .cloudWatch()
        .getMetricStatistics(
            r ->
                r.namespace("AWS/EC2")
                    .metricName("CPUUtilization")
                    .dimensions(Dimension.builder().name("InstanceId").value(instanceId).build())
                    .startTime(from)
                    .endTime(context.now().plusSeconds(MINUTE))
                    .period(MINUTE)
                    .statistics(Statistic.MAXIMUM))
        .datapoints()
        .stream()
        .filter(each -> !each.timestamp().isBefore(from.minusSeconds(MINUTE)))
        .map(Datapoint::maximum)
        .filter(value -> value >= percent)
        .max(Double::compare);
  }
}
