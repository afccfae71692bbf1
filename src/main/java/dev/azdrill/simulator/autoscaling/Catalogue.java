package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AdjustmentType;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.MetricCollectionType;
import software.amazon.awssdk.services.autoscaling.model.MetricGranularityType;
import software.amazon.awssdk.services.autoscaling.model.ProcessType;

/**
 * What Auto Scaling says of itself, and what these groups never have: refreshes, warm pools,
 * schedules, notifications, Classic Load Balancers, launch configurations.
 */
final class Catalogue {
  private static final int GROUPS_MAX = 500;
  private static final int LAUNCH_CONFIGURATIONS_MAX = 200;

  private final GroupRegistry registry;

  Catalogue(GroupRegistry registry) {
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.read("DescribeAccountLimits", DescribeAccountLimitsRequest::builder, this::limits);
    page.read(
        "DescribeAdjustmentTypes", DescribeAdjustmentTypesRequest::builder, this::adjustments);
    page.read(
        "DescribeTerminationPolicyTypes",
        DescribeTerminationPolicyTypesRequest::builder,
        this::terminationPolicies);
    page.read(
        "DescribeScalingProcessTypes",
        DescribeScalingProcessTypesRequest::builder,
        this::processes);
    page.read(
        "DescribeMetricCollectionTypes",
        DescribeMetricCollectionTypesRequest::builder,
        this::metrics);
    page.read(
        "DescribeLifecycleHookTypes", DescribeLifecycleHookTypesRequest::builder, this::hookTypes);
    page.read(
        "DescribeInstanceRefreshes",
        DescribeInstanceRefreshesRequest::builder,
        this::instanceRefreshes);
    page.read("DescribeWarmPool", DescribeWarmPoolRequest::builder, this::warmPool);
    page.read(
        "DescribeScheduledActions",
        DescribeScheduledActionsRequest::builder,
        this::scheduledActions);
    page.read(
        "DescribeNotificationConfigurations",
        DescribeNotificationConfigurationsRequest::builder,
        this::notifications);
    page.read("DescribeLoadBalancers", DescribeLoadBalancersRequest::builder, this::balancers);
    page.read(
        "DescribeLaunchConfigurations",
        DescribeLaunchConfigurationsRequest::builder,
        this::launchConfigurations);
  }

  private DescribeAccountLimitsResponse limits(DescribeAccountLimitsRequest request) {
    return DescribeAccountLimitsResponse.builder()
        .maxNumberOfAutoScalingGroups(GROUPS_MAX)
        .maxNumberOfLaunchConfigurations(LAUNCH_CONFIGURATIONS_MAX)
        .numberOfAutoScalingGroups(registry.all().size())
        .numberOfLaunchConfigurations(0)
        .build();
  }

  private DescribeAdjustmentTypesResponse adjustments(DescribeAdjustmentTypesRequest request) {
    return DescribeAdjustmentTypesResponse.builder()
        .adjustmentTypes(
            Arrays.stream(Adjustment.values())
                .map(a -> AdjustmentType.builder().adjustmentType(a.word()).build())
                .toList())
        .build();
  }

  private DescribeTerminationPolicyTypesResponse terminationPolicies(
      DescribeTerminationPolicyTypesRequest request) {
    return DescribeTerminationPolicyTypesResponse.builder()
        .terminationPolicyTypes(
            Arrays.stream(TerminationPolicy.values()).map(TerminationPolicy::word).toList())
        .build();
  }

  private DescribeScalingProcessTypesResponse processes(
      DescribeScalingProcessTypesRequest request) {
    return DescribeScalingProcessTypesResponse.builder()
        .processes(
            Arrays.stream(ScalingProcess.values())
                .map(p -> ProcessType.builder().processName(p.word()).build())
                .toList())
        .build();
  }

  private DescribeMetricCollectionTypesResponse metrics(
      DescribeMetricCollectionTypesRequest request) {
    return DescribeMetricCollectionTypesResponse.builder()
        .metrics(
            GroupMetrics.names().stream()
                .map(name -> MetricCollectionType.builder().metric(name).build())
                .toList())
        .granularities(MetricGranularityType.builder().granularity("1Minute").build())
        .build();
  }

  private DescribeLifecycleHookTypesResponse hookTypes(DescribeLifecycleHookTypesRequest request) {
    return DescribeLifecycleHookTypesResponse.builder()
        .lifecycleHookTypes(LifecycleHooks.LAUNCHING, LifecycleHooks.TERMINATING)
        .build();
  }

  private DescribeInstanceRefreshesResponse instanceRefreshes(
      DescribeInstanceRefreshesRequest request) {
    registry.known(request.autoScalingGroupName());
    return DescribeInstanceRefreshesResponse.builder().instanceRefreshes(List.of()).build();
  }

  private DescribeWarmPoolResponse warmPool(DescribeWarmPoolRequest request) {
    registry.known(request.autoScalingGroupName());
    return DescribeWarmPoolResponse.builder().instances(List.of()).build();
  }

  private DescribeScheduledActionsResponse scheduledActions(
      DescribeScheduledActionsRequest request) {
    return DescribeScheduledActionsResponse.builder()
        .scheduledUpdateGroupActions(List.of())
        .build();
  }

  private DescribeNotificationConfigurationsResponse notifications(
      DescribeNotificationConfigurationsRequest request) {
    return DescribeNotificationConfigurationsResponse.builder()
        .notificationConfigurations(List.of())
        .build();
  }

  private DescribeLoadBalancersResponse balancers(DescribeLoadBalancersRequest request) {
    registry.known(request.autoScalingGroupName());
    return DescribeLoadBalancersResponse.builder().loadBalancers(List.of()).build();
  }

  private DescribeLaunchConfigurationsResponse launchConfigurations(
      DescribeLaunchConfigurationsRequest request) {
    return DescribeLaunchConfigurationsResponse.builder().launchConfigurations(List.of()).build();
  }
}
