package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.StatusName;
import software.amazon.awssdk.services.ec2.model.StatusType;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/**
 * What EC2's status checks say. Only running instances are checked; the others are shown to who
 * asks for all, as {@code not-applicable}.
 *
 * <p>Source: Amazon EC2 API Reference, "DescribeInstanceStatus".
 */
final class InstanceStatuses {
  private static final DescribeFilters<InstanceStatus> FILTERS =
      new DescribeFilters<InstanceStatus>()
          .on("availability-zone", InstanceStatus::availabilityZone)
          .on("availability-zone-id", InstanceStatus::availabilityZoneId)
          .on("instance-state-code", status -> status.instanceState().code())
          .on("instance-state-name", status -> status.instanceState().nameAsString())
          .on("instance-status.status", status -> status.instanceStatus().statusAsString())
          .onMany("instance-status.reachability", status -> reachability(status.instanceStatus()))
          .on("system-status.status", status -> status.systemStatus().statusAsString())
          .onMany("system-status.reachability", status -> reachability(status.systemStatus()));

  private final RegionLocation place;
  private final Function<List<String>, List<InstanceRecord>> wanted;

  /**
   * @param wanted the instances with these ids, or all; refuses ids that nothing has
   */
  InstanceStatuses(RegionLocation place, Function<List<String>, List<InstanceRecord>> wanted) {
    this.place = place;
    this.wanted = wanted;
  }

  void enter(Operations.Page page) {
    page.read("DescribeInstanceStatus", DescribeInstanceStatusRequest::builder, this::describe);
  }

  private DescribeInstanceStatusResponse describe(DescribeInstanceStatusRequest request) {
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    List<InstanceStatus> found =
        wanted.apply(request.instanceIds()).stream()
            .filter(instance -> all || instance.lifecycle().checks().isPresent())
            .map(this::of)
            .toList();
    Page<InstanceStatus> page =
        DescribeParameters.page(
            FILTERS.apply(found, DescribeParameters.by(request.filters())),
            request.instanceIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeInstanceStatusResponse.builder()
        .instanceStatuses(page.items())
        .nextToken(page.next())
        .build();
  }

  /** The status of one instance, whatever its state. */
  InstanceStatus of(InstanceRecord instance) {
    Optional<InstanceLifecycle.Checks> checks = instance.lifecycle().checks();
    return InstanceStatus.builder()
        .instanceId(instance.id())
        .availabilityZone(instance.zone())
        .availabilityZoneId(place.zone(instance.zone()).map(Zone::id).orElseThrow())
        .instanceState(instance.lifecycle().state())
        .instanceStatus(summary(checks, InstanceLifecycle.Checks::instance))
        .systemStatus(summary(checks, InstanceLifecycle.Checks::system))
        .events(List.of())
        .build();
  }

  private static InstanceStatusSummary summary(
      Optional<InstanceLifecycle.Checks> checks,
      Function<InstanceLifecycle.Checks, SummaryStatus> which) {
    return checks
        .map(found -> summary(which.apply(found), found.since()))
        .orElseGet(
            () -> InstanceStatusSummary.builder().status(SummaryStatus.NOT_APPLICABLE).build());
  }

  private static InstanceStatusSummary summary(SummaryStatus status, Instant since) {
    InstanceStatusDetails.Builder details =
        InstanceStatusDetails.builder().name(StatusName.REACHABILITY).status(reachability(status));
    if (status == SummaryStatus.IMPAIRED) {
      details.impairedSince(since);
    }
    return InstanceStatusSummary.builder().status(status).details(details.build()).build();
  }

  private static StatusType reachability(SummaryStatus status) {
    return switch (status) {
      case OK -> StatusType.PASSED;
      case IMPAIRED -> StatusType.FAILED;
      case INSUFFICIENT_DATA -> StatusType.INSUFFICIENT_DATA;
      case INITIALIZING, NOT_APPLICABLE, UNKNOWN_TO_SDK_VERSION -> StatusType.INITIALIZING;
    };
  }

  private static List<String> reachability(InstanceStatusSummary summary) {
    return summary.details().stream().map(InstanceStatusDetails::statusAsString).toList();
  }
}
