package dev.azdrill.simulator.autoscaling;

import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshResponse;

/**
 * The operations on instance refreshes. A group has one at a time; those that have ended are still
 * described.
 *
 * <p>Source: Amazon EC2 Auto Scaling API Reference, "StartInstanceRefresh" and its neighbours.
 */
final class InstanceRefreshes {
  private final List<Refresh> newestFirst = new ArrayList<>();
  private final World world;
  private final GroupRegistry registry;
  private final GroupSettings settings;
  private final InstanceLaunches launches;
  private final Refreshing refreshing;

  InstanceRefreshes(
      World world,
      GroupRegistry registry,
      GroupSettings settings,
      InstanceLaunches launches,
      Refreshing refreshing) {
    this.world = world;
    this.registry = registry;
    this.settings = settings;
    this.launches = launches;
    this.refreshing = refreshing;
  }

  void enter(Operations.Page page) {
    page.write("StartInstanceRefresh", StartInstanceRefreshRequest::builder, this::start);
    page.write("CancelInstanceRefresh", CancelInstanceRefreshRequest::builder, this::cancel);
    page.write("RollbackInstanceRefresh", RollbackInstanceRefreshRequest::builder, this::rollBack);
    page.read(
        "DescribeInstanceRefreshes", DescribeInstanceRefreshesRequest::builder, this::describe);
  }

  private StartInstanceRefreshResponse start(StartInstanceRefreshRequest request) {
    ScalingGroup group = registry.changeable(request.autoScalingGroupName());
    if (active(group).isPresent()) {
      throw AutoScalingErrors.instanceRefreshInProgress();
    }
    RefreshPlan plan = RefreshPlan.of(request, group, settings);
    Optional<LaunchTemplateSpecification> matching =
        Boolean.TRUE.equals(plan.asked().skipMatching())
            ? Optional.of(launches.numbered(plan.template().orElse(group.settledTemplate())))
            : Optional.empty();
    Refresh refresh =
        new Refresh(
            world.ids().uuid(),
            group,
            plan,
            Refreshing.wanted(group, plan, matching),
            world.kernel().now());
    newestFirst.add(0, refresh);
    group.launchFrom(plan.template());
    refreshing.begin(refresh);
    return StartInstanceRefreshResponse.builder().instanceRefreshId(refresh.id()).build();
  }

  private CancelInstanceRefreshResponse cancel(CancelInstanceRefreshRequest request) {
    Refresh refresh = activeOf(request.autoScalingGroupName());
    boolean waits = !Boolean.FALSE.equals(request.waitForTransitioningInstances());
    if (waits) {
      refresh.status(InstanceRefreshStatus.CANCELLING);
      refresh.group().launchFrom(Optional.empty());
    } else {
      refreshing.cancelled(refresh);
    }
    return CancelInstanceRefreshResponse.builder().instanceRefreshId(refresh.id()).build();
  }

  private RollbackInstanceRefreshResponse rollBack(RollbackInstanceRefreshRequest request) {
    Refresh refresh = activeOf(request.autoScalingGroupName());
    if (!refresh.plan().isRevertible(refresh.group())
        || refresh.status() == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS) {
      throw AutoScalingErrors.irreversibleInstanceRefresh();
    }
    refreshing.rollBack(refresh, "A user request.", world.kernel().now());
    return RollbackInstanceRefreshResponse.builder().instanceRefreshId(refresh.id()).build();
  }

  private DescribeInstanceRefreshesResponse describe(DescribeInstanceRefreshesRequest request) {
    ScalingGroup group = registry.known(request.autoScalingGroupName());
    List<InstanceRefresh> all =
        newestFirst.stream()
            .filter(each -> each.group() == group)
            .filter(
                each ->
                    !request.hasInstanceRefreshIds()
                        || request.instanceRefreshIds().contains(each.id()))
            .map(Refresh::describe)
            .toList();
    Page<InstanceRefresh> page =
        Page.cut(
            all, request.nextToken(), request.maxRecords(), AutoScalingErrors.INVALID_NEXT_TOKEN);
    return DescribeInstanceRefreshesResponse.builder()
        .instanceRefreshes(page.items())
        .nextToken(page.next())
        .build();
  }

  private Optional<Refresh> active(ScalingGroup group) {
    return newestFirst.stream()
        .filter(each -> each.group() == group && each.isActive())
        .findFirst();
  }

  private Refresh activeOf(String name) {
    return active(registry.known(name))
        .orElseThrow(() -> AutoScalingErrors.activeInstanceRefreshNotFound(name));
  }
}
