package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;

/**
 * What groups have on AWS and never here: refreshes, warm pools, schedules, notifications, Classic
 * Load Balancers, launch configurations. Whoever asks is told that there are none.
 */
final class AbsentFeatures {

  private final GroupRegistry registry;

  AbsentFeatures(GroupRegistry registry) {
    this.registry = registry;
  }

  void enter(Operations.Page page) {
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
