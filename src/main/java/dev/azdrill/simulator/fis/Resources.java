package dev.azdrill.simulator.fis;

import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/** What stands in the region, as targets of experiments: by the type of the resources. */
final class Resources {
  /** The shapes that describe the resources of each type that has any. */
  private static final Map<String, SdkPojo> SHAPES =
      Map.of(
          "aws:ec2:instance", Instance.builder(),
          "aws:ec2:spot-instance", Instance.builder(),
          "aws:ec2:subnet", Subnet.builder(),
          "aws:ec2:ebs-volume", Volume.builder(),
          "aws:ec2:vpc-endpoint", VpcEndpoint.builder(),
          "aws:ec2:autoscaling-group", AutoScalingGroup.builder(),
          "aws:rds:db", DBInstance.builder());

  private static final Set<InstanceStateName> GONE =
      Set.of(InstanceStateName.TERMINATED, InstanceStateName.SHUTTING_DOWN);

  private final RoleCalls calls;
  private final InstanceCalls instances;
  private final NetworkCalls network;
  private final RegionLocation place;

  Resources(RoleCalls calls, InstanceCalls instances, NetworkCalls network, RegionLocation place) {
    this.calls = calls;
    this.instances = instances;
    this.network = network;
    this.place = place;
  }

  /** The shape that describes resources of this type; empty where the region has none. */
  static Optional<SdkPojo> shape(String type) {
    return Optional.ofNullable(SHAPES.get(type));
  }

  /**
   * All resources of a type that have what a target's parameters say.
   *
   * @param parameters those of the target
   */
  List<Resource> all(String type, Map<String, String> parameters) {
    return switch (type) {
      case "aws:ec2:instance" -> instances(false);
      case "aws:ec2:spot-instance" -> instances(true);
      case "aws:ec2:subnet" -> subnets(parameters);
      case "aws:ec2:ebs-volume" -> volumes(parameters);
      case "aws:ec2:vpc-endpoint" -> endpoints();
      case "aws:ec2:autoscaling-group" -> groups();
      case "aws:rds:db" -> databases(parameters);
      default -> List.of();
    };
  }

  /** What stands under an ARN. A role is taken for granted. */
  Optional<Resource> named(String type, String arn) {
    if (type.equals("aws:iam:role")) {
      return Optional.of(
          new Resource(arn, arn.substring(arn.indexOf('/') + 1), Map.of(), Optional.empty()));
    }
    return all(type, Map.of()).stream().filter(each -> each.arn().equals(arn)).findFirst();
  }

  private List<Resource> instances(boolean areSpot) {
    return instances.all().stream()
        .filter(each -> !GONE.contains(each.state().name()))
        .filter(each -> !areSpot || each.instanceLifecycle() == InstanceLifecycleType.SPOT)
        .map(each -> ec2("instance/", each.instanceId(), each.tags(), each))
        .toList();
  }

  private List<Resource> subnets(Map<String, String> parameters) {
    return network.subnets().stream()
        .filter(
            each ->
                isIn(parameters.get("availabilityZoneIdentifier"), each.availabilityZone())
                    && isAsked(parameters.get("vpc"), each.vpcId()))
        .map(each -> ec2("subnet/", each.subnetId(), each.tags(), each))
        .toList();
  }

  private List<Resource> volumes(Map<String, String> parameters) {
    return calls
        .call(
            Service.EC2,
            "DescribeVolumes",
            DescribeVolumesRequest.builder().build(),
            DescribeVolumesResponse.class)
        .volumes()
        .stream()
        .filter(each -> isIn(parameters.get("availabilityZoneIdentifier"), each.availabilityZone()))
        .map(each -> ec2("volume/", each.volumeId(), each.tags(), each))
        .toList();
  }

  private List<Resource> endpoints() {
    return calls
        .call(
            Service.EC2,
            "DescribeVpcEndpoints",
            DescribeVpcEndpointsRequest.builder().build(),
            DescribeVpcEndpointsResponse.class)
        .vpcEndpoints()
        .stream()
        .map(each -> ec2("vpc-endpoint/", each.vpcEndpointId(), each.tags(), each))
        .toList();
  }

  private Resource ec2(String kind, String id, List<Tag> tags, SdkPojo description) {
    return new Resource(
        place.arn(Service.EC2, kind + id),
        id,
        tags(tags, Tag::key, Tag::value),
        Optional.of(description));
  }

  private List<Resource> groups() {
    return paged(
            token ->
                calls.call(
                    Service.AUTO_SCALING,
                    "DescribeAutoScalingGroups",
                    DescribeAutoScalingGroupsRequest.builder().nextToken(token).build(),
                    DescribeAutoScalingGroupsResponse.class),
            DescribeAutoScalingGroupsResponse::nextToken,
            DescribeAutoScalingGroupsResponse::autoScalingGroups)
        .stream()
        .map(
            each ->
                new Resource(
                    each.autoScalingGroupARN(),
                    each.autoScalingGroupName(),
                    tags(each.tags(), tag -> tag.key(), tag -> tag.value()),
                    Optional.of(each)))
        .toList();
  }

  private List<Resource> databases(Map<String, String> parameters) {
    return paged(
            token ->
                calls.call(
                    Service.RDS,
                    "DescribeDBInstances",
                    DescribeDbInstancesRequest.builder().marker(token).build(),
                    DescribeDbInstancesResponse.class),
            DescribeDbInstancesResponse::marker,
            DescribeDbInstancesResponse::dbInstances)
        .stream()
        .filter(
            each -> isIn(parameters.get("availabilityZoneIdentifiers"), each.availabilityZone()))
        .map(
            each ->
                new Resource(
                    each.dbInstanceArn(),
                    each.dbInstanceIdentifier(),
                    tags(each.tagList(), tag -> tag.key(), tag -> tag.value()),
                    Optional.of(each)))
        .toList();
  }

  private static <R, T> List<T> paged(
      Function<@Nullable String, R> page,
      Function<R, @Nullable String> token,
      Function<R, List<T>> items) {
    List<T> all = new ArrayList<>();
    String next = null;
    do {
      R response = page.apply(next);
      all.addAll(items.apply(response));
      next = token.apply(response);
    } while (next != null);
    return all;
  }

  private static <T> Map<String, String> tags(
      List<T> tags, Function<T, String> key, Function<T, @Nullable String> value) {
    return tags.stream()
        .collect(
            Collectors.toMap(
                key,
                tag -> Optional.ofNullable(value.apply(tag)).orElse(""),
                (one, other) -> other,
                LinkedHashMap::new));
  }

  private static boolean isAsked(@Nullable String wanted, @Nullable String value) {
    return wanted == null || wanted.equals(value);
  }

  /** Whether a zone is one of those, names or ids, that are asked for. */
  private boolean isIn(@Nullable String wanted, @Nullable String zone) {
    return wanted == null
        || ParameterKind.items(wanted).stream()
            .flatMap(each -> place.zone(each).map(Zone::name).stream())
            .anyMatch(name -> name.equals(zone));
  }
}
