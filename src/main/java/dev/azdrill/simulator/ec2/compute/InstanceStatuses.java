package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.world.Filters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Zone;
import java.util.List;
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
  private static final Filters<InstanceStatus> FILTERS =
      new Filters<InstanceStatus>()
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
            .filter(instance -> all || instance.state() == Lifecycle.RUNNING)
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
    InstanceStatusSummary summary =
        instance
            .checks()
            .map(InstanceStatuses::summary)
            .orElseGet(
                () -> InstanceStatusSummary.builder().status(SummaryStatus.NOT_APPLICABLE).build());
    return InstanceStatus.builder()
        .instanceId(instance.id())
        .availabilityZone(instance.zone())
        .availabilityZoneId(place.zone(instance.zone()).map(Zone::id).orElseThrow())
        .instanceState(instance.state().described())
        .instanceStatus(summary)
        .systemStatus(summary)
        .events(List.of())
        .build();
  }

  private static InstanceStatusSummary summary(InstanceRecord.Checks checks) {
    boolean impaired = checks.status() == SummaryStatus.IMPAIRED;
    StatusType reachability =
        impaired
            ? StatusType.FAILED
            : checks.status() == SummaryStatus.OK ? StatusType.PASSED : StatusType.INITIALIZING;
    InstanceStatusDetails.Builder details =
        InstanceStatusDetails.builder().name(StatusName.REACHABILITY).status(reachability);
    if (impaired) {
      details.impairedSince(checks.since());
    }
    return InstanceStatusSummary.builder().status(checks.status()).details(details.build()).build();
  }

  private static List<String> reachability(InstanceStatusSummary summary) {
    return summary.details().stream().map(InstanceStatusDetails::statusAsString).toList();
  }
}
