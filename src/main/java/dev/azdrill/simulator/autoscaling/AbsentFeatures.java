package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;

/**
 * What groups have on AWS and never here: warm pools, notifications, Classic Load Balancers, launch
 * configurations. Whoever asks is told that there are none.
 */
final class AbsentFeatures {

  private final GroupRegistry registry;

  AbsentFeatures(GroupRegistry registry) {
    this.registry = registry;
  }

  void enter(Operations.Page page) {
    page.read("DescribeWarmPool", DescribeWarmPoolRequest::builder, this::warmPool);
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

  private DescribeWarmPoolResponse warmPool(DescribeWarmPoolRequest request) {
    registry.known(request.autoScalingGroupName());
    return DescribeWarmPoolResponse.builder()
        .instances(none(request.nextToken(), request.maxRecords()))
        .build();
  }

  private DescribeNotificationConfigurationsResponse notifications(
      DescribeNotificationConfigurationsRequest request) {
    return DescribeNotificationConfigurationsResponse.builder()
        .notificationConfigurations(none(request.nextToken(), request.maxRecords()))
        .build();
  }

  private DescribeLoadBalancersResponse balancers(DescribeLoadBalancersRequest request) {
    registry.known(request.autoScalingGroupName());
    return DescribeLoadBalancersResponse.builder()
        .loadBalancers(none(request.nextToken(), request.maxRecords()))
        .build();
  }

  private DescribeLaunchConfigurationsResponse launchConfigurations(
      DescribeLaunchConfigurationsRequest request) {
    return DescribeLaunchConfigurationsResponse.builder()
        .launchConfigurations(none(request.nextToken(), request.maxRecords()))
        .build();
  }

  /** Where nothing is listed no page follows: a token for one was never given. */
  private static <T> List<T> none(@Nullable String token, @Nullable Integer limit) {
    return Page.<T>cut(List.of(), token, limit, AutoScalingErrors.INVALID_NEXT_TOKEN).items();
  }
}
