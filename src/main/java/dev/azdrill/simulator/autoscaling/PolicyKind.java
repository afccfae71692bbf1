package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Metrics.Alarmed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CustomizedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PredefinedMetricSpecification;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.autoscaling.model.TargetTrackingConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/**
 * The kinds of scaling policies: what each makes of an alarm, and of a user who executes it. Pure
 * values: they are told how the group stands and say what it should desire.
 *
 * <p>Source: Amazon EC2 Auto Scaling User Guide, "Step and simple scaling policies" and "Target
 * tracking scaling policies".
 */
sealed interface PolicyKind {
  /** How long a metric's values are gathered by target tracking, in seconds. */
  int PERIOD = 60;

  /**
   * How a group stands.
   *
   * @param desired its desired capacity, between {@code min} and {@code max}
   * @param actual how many members count towards it
   * @param warm how many of them are in service and have warmed up
   * @param isCooling whether the cooldown of a simple policy lasts
   * @param isWarmingUp whether the last change is too young for the metric to show what it did
   * @param allLow whether every tracking policy that may scale in saw its low alarm lately
   */
  record Situation(
      int desired,
      int min,
      int max,
      int actual,
      int warm,
      boolean isCooling,
      boolean isWarmingUp,
      boolean allLow) {
    /** A capacity within the bounds, if it is another than the desired one. */
    private Optional<Integer> within(int capacity) {
      int bounded = Math.min(max, Math.max(min, capacity));
      return bounded == desired ? Optional.empty() : Optional.of(bounded);
    }
  }

  /**
   * The kind that a request asks for; simple when it does not say.
   *
   * @throws dev.azdrill.simulator.world.AwsError when it lacks what that kind needs
   */
  static PolicyKind of(PutScalingPolicyRequest request) {
    String type = request.policyType() == null ? SimpleScaling.WORD : request.policyType();
    return switch (type) {
      case SimpleScaling.WORD -> SimpleScaling.of(request);
      case StepScaling.WORD -> StepScaling.of(request);
      case TargetTrackingScaling.WORD -> TargetTrackingScaling.of(request);
      default -> throw ScalingPolicyErrors.policyTypeNotSimulated(type);
    };
  }

  /**
   * The kind of a policy that stands elsewhere.
   *
   * @throws Adoption.NotAdopted when it asks for what is not simulated
   * @throws dev.azdrill.simulator.world.AwsError when it lacks what its kind needs
   */
  static PolicyKind of(ScalingPolicy described) {
    if (described.predictiveScalingConfiguration() != null
        || "PredictiveScaling".equals(described.policyType())) {
      throw new Adoption.NotAdopted("predictive scaling is not simulated");
    }
    if (described.minAdjustmentStep() != null) {
      throw new Adoption.NotAdopted("a MinAdjustmentStep is not simulated");
    }
    described
        .stepAdjustments()
        .forEach(step -> Adoption.required(step.scalingAdjustment(), "ScalingAdjustment"));
    Optional.ofNullable(described.targetTrackingConfiguration()).ifPresent(PolicyKind::check);
    return of(
        PutScalingPolicyRequest.builder()
            .policyType(Adoption.required(described.policyType(), "PolicyType"))
            .adjustmentType(described.adjustmentType())
            .minAdjustmentMagnitude(described.minAdjustmentMagnitude())
            .scalingAdjustment(described.scalingAdjustment())
            .cooldown(described.cooldown())
            .stepAdjustments(described.stepAdjustments())
            .targetTrackingConfiguration(described.targetTrackingConfiguration())
            .build());
  }

  private static void check(TargetTrackingConfiguration described) {
    PredefinedMetricSpecification predefined = described.predefinedMetricSpecification();
    if (predefined != null) {
      Adoption.required(predefined.predefinedMetricType(), "PredefinedMetricType");
    }
    CustomizedMetricSpecification metric = described.customizedMetricSpecification();
    if (metric != null
        && (metric.unit() != null || (metric.period() != null && metric.period() != PERIOD))) {
      throw new Adoption.NotAdopted(
          "a metric of a given unit, or of another period than a minute, is not simulated");
    }
    if (metric != null) {
      metric.dimensions().forEach(each -> Adoption.required(each.name(), "Name of a dimension"));
      metric.dimensions().forEach(each -> Adoption.required(each.value(), "Value of a dimension"));
    }
  }

  /** AWS's word for it. */
  String word();

  /**
   * The alarms that the policy keeps by itself.
   *
   * @param policy as it is described
   * @param name the full name of an alarm: {@code AlarmHigh} or {@code AlarmLow}
   * @param isAttached whether a resource label names a target group of the policy's group
   */
  default List<PutMetricAlarmRequest> alarms(
      ScalingPolicy policy, UnaryOperator<String> name, Predicate<String> isAttached) {
    return List.of();
  }

  /**
   * What the group should desire after an alarm, if that is a change.
   *
   * @param isLow whether it is the policy's own alarm for scaling in
   */
  Optional<Integer> onAlarm(Situation now, Alarmed alarm, boolean isLow);

  /**
   * What the group should desire when a user executes the policy, if that is a change.
   *
   * @throws dev.azdrill.simulator.world.AwsError when it cannot be executed so
   */
  Optional<Integer> onExecution(Situation now, ExecutePolicyRequest request);

  /** How long simple policies wait after it has changed something; empty when they need not. */
  default Optional<Duration> cooldown(Duration ofGroup) {
    return Optional.empty();
  }

  /** Whether the group may scale in only when this policy's low alarm says so, too. */
  default boolean hasSayInScaleIn() {
    return false;
  }

  /** Changes the capacity by one adjustment and then waits for its cooldown. */
  record SimpleScaling(
      Adjustment adjustment,
      int by,
      @Nullable Integer magnitude,
      Optional<Duration> cooldownOfPolicy)
      implements PolicyKind {
    static final String WORD = "SimpleScaling";

    private static SimpleScaling of(PutScalingPolicyRequest request) {
      Adjustment adjustment = Adjustment.of(request);
      if (request.scalingAdjustment() == null) {
        throw ScalingPolicyErrors.scalingAdjustmentMissing();
      }
      return new SimpleScaling(
          adjustment,
          request.scalingAdjustment(),
          request.minAdjustmentMagnitude(),
          Optional.ofNullable(request.cooldown()).map(Duration::ofSeconds));
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public Optional<Integer> onAlarm(Situation now, Alarmed alarm, boolean isLow) {
      return now.isCooling() ? Optional.empty() : adjusted(now);
    }

    @Override
    public Optional<Integer> onExecution(Situation now, ExecutePolicyRequest request) {
      return adjusted(now);
    }

    private Optional<Integer> adjusted(Situation now) {
      return now.within(adjustment.apply(now.desired(), by, magnitude));
    }

    @Override
    public Optional<Duration> cooldown(Duration ofGroup) {
      return Optional.of(cooldownOfPolicy.orElse(ofGroup));
    }
  }

  /**
   * Changes the capacity by the step whose interval holds the breach. While instances warm up, a
   * step adds nothing to what they will bring.
   */
  record StepScaling(Adjustment adjustment, List<StepAdjustment> steps, @Nullable Integer magnitude)
      implements PolicyKind {
    static final String WORD = "StepScaling";

    private static StepScaling of(PutScalingPolicyRequest request) {
      Adjustment adjustment = Adjustment.of(request);
      if (request.stepAdjustments().isEmpty()) {
        throw ScalingPolicyErrors.stepAdjustmentsMissing();
      }
      Adjustment.check(request.stepAdjustments());
      return new StepScaling(
          adjustment, List.copyOf(request.stepAdjustments()), request.minAdjustmentMagnitude());
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public Optional<Integer> onAlarm(Situation now, Alarmed alarm, boolean isLow) {
      return adjusted(now, Double.isNaN(alarm.value()) ? 0 : alarm.value() - alarm.threshold());
    }

    @Override
    public Optional<Integer> onExecution(Situation now, ExecutePolicyRequest request) {
      if (request.metricValue() == null || request.breachThreshold() == null) {
        throw ScalingPolicyErrors.metricOfExecutionMissing();
      }
      return adjusted(now, request.metricValue() - request.breachThreshold());
    }

    private Optional<Integer> adjusted(Situation now, double breach) {
      return now.isWarmingUp()
          ? Optional.empty()
          : Adjustment.step(steps, breach)
              .flatMap(by -> now.within(adjustment.apply(now.desired(), by, magnitude)));
    }
  }

  /** Keeps a metric at a target, through two alarms of its own. */
  record TargetTrackingScaling(TargetTrackingConfiguration configuration) implements PolicyKind {
    static final String WORD = "TargetTrackingScaling";
    static final String HIGH = "AlarmHigh";
    static final String LOW = "AlarmLow";

    private static TargetTrackingScaling of(PutScalingPolicyRequest request) {
      if (request.targetTrackingConfiguration() == null) {
        throw ScalingPolicyErrors.targetTrackingConfigurationMissing();
      }
      return new TargetTrackingScaling(request.targetTrackingConfiguration());
    }

    @Override
    public String word() {
      return WORD;
    }

    @Override
    public List<PutMetricAlarmRequest> alarms(
        ScalingPolicy policy, UnaryOperator<String> name, Predicate<String> isAttached) {
      return TargetTracking.alarms(
          policy.autoScalingGroupName(),
          configuration,
          policy.policyARN(),
          name.apply(HIGH),
          name.apply(LOW),
          isAttached);
    }

    /** Scaling in takes all tracking policies that may do so, scaling out any of them. */
    @Override
    public Optional<Integer> onAlarm(Situation now, Alarmed alarm, boolean isLow) {
      if (now.warm() == 0 || Double.isNaN(alarm.value())) {
        return Optional.empty();
      }
      double target = configuration.targetValue();
      if (!isLow) {
        return TargetTracking.out(now.warm(), alarm.value(), target, now.desired(), now.max());
      }
      return now.warm() == now.actual() && !now.isWarmingUp() && now.allLow()
          ? TargetTracking.in(now.warm(), alarm.value(), target, now.desired(), now.min())
          : Optional.empty();
    }

    @Override
    public Optional<Integer> onExecution(Situation now, ExecutePolicyRequest request) {
      throw ScalingPolicyErrors.targetTrackingNotExecutable();
    }

    @Override
    public boolean hasSayInScaleIn() {
      return !Boolean.TRUE.equals(configuration.disableScaleIn());
    }
  }
}
