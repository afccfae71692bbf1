package dev.azdrill.inventory;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * What of a region's inventory belongs to one VPC, as a look at that VPC alone would have it. A
 * kind that cannot be told apart, because what it hangs on was not read, is unread.
 */
final class OneVpc {
  private final Inventory region;
  private final String vpcId;
  private final Inventory.Builder here = Inventory.builder();

  private OneVpc(Inventory region, String vpcId) {
    this.region = region;
    this.vpcId = vpcId;
  }

  static Inventory of(Inventory region, String vpcId) {
    OneVpc scope = new OneVpc(region, vpcId);
    scope.network();
    scope.application();
    scope.loadBalancers();
    return scope.here.build();
  }

  private boolean isHere(@Nullable String other) {
    return vpcId.equals(other);
  }

  private void network() {
    keep(Kind.ZONE, each -> true);
    keep(Kind.VPC, each -> isHere(each.vpcId()));
    keep(Kind.VPC_ATTRIBUTE, each -> isHere(each.vpcId()));
    keep(Kind.SUBNET, each -> isHere(each.vpcId()));
    keep(Kind.ROUTE_TABLE, each -> isHere(each.vpcId()));
    keep(Kind.INTERNET_GATEWAY, this::isAttached);
    keep(Kind.NAT_GATEWAY, each -> isHere(each.vpcId()));
    keep(Kind.SECURITY_GROUP, each -> isHere(each.vpcId()));
    keep(Kind.NETWORK_ACL, each -> isHere(each.vpcId()));
    keep(Kind.NETWORK_INTERFACE, each -> isHere(each.vpcId()));
    keep(Kind.INSTANCE, each -> isHere(each.vpcId()));
    Set<String> ofGateways = new HashSet<>(); // a regional one has no interface
    here.build()
        .all(Kind.NAT_GATEWAY)
        .forEach(
            nat -> nat.natGatewayAddresses().forEach(each -> ofGateways.add(each.allocationId())));
    hanging(
        Kind.ADDRESS,
        Kind.NETWORK_INTERFACE,
        each -> each.networkInterfaceId(),
        (address, interfaces) ->
            interfaces.contains(address.networkInterfaceId())
                || ofGateways.contains(String.valueOf(address.allocationId())));
    hanging(
        Kind.INSTANCE_STATUS,
        Kind.INSTANCE,
        each -> each.instanceId(),
        (status, instances) -> instances.contains(status.instanceId()));
    Set<String> lists = PrefixListNames.in(here.build());
    owned(Kind.PREFIX_LIST_ENTRY, lists::contains);
  }

  private boolean isAttached(InternetGateway gateway) {
    return gateway.attachments().stream().anyMatch(each -> isHere(each.vpcId()));
  }

  private void application() {
    hanging(
        Kind.AUTO_SCALING_GROUP,
        Kind.SUBNET,
        each -> each.subnetId(),
        (group, subnets) -> subnetsOf(group).stream().anyMatch(subnets::contains));
    hanging(
        Kind.SCALING_POLICY,
        Kind.AUTO_SCALING_GROUP,
        each -> each.autoScalingGroupName(),
        (policy, groups) -> groups.contains(policy.autoScalingGroupName()));
    hanging(
        Kind.SCHEDULED_ACTION,
        Kind.AUTO_SCALING_GROUP,
        each -> each.autoScalingGroupName(),
        (action, groups) -> groups.contains(action.autoScalingGroupName()));
    hanging(
        Kind.LIFECYCLE_HOOK,
        Kind.AUTO_SCALING_GROUP,
        each -> each.autoScalingGroupName(),
        (hook, groups) -> groups.contains(hook.autoScalingGroupName()));
    List<AutoScalingGroup> groups = here.build().all(Kind.AUTO_SCALING_GROUP);
    hanging(
        Kind.LAUNCH_TEMPLATE_VERSION,
        Kind.AUTO_SCALING_GROUP,
        each -> each.autoScalingGroupName(),
        (version, names) -> groups.stream().anyMatch(group -> launches(group, version)));
    Inventory launching = here.build();
    Set<String> images = GroupLaunches.images(launching);
    hanging(
        Kind.IMAGE,
        Kind.LAUNCH_TEMPLATE_VERSION,
        each -> each.launchTemplateId(),
        (image, templates) -> images.contains(image.imageId()));
    Set<String> keys = GroupLaunches.keyPairs(launching);
    hanging(
        Kind.KEY_PAIR,
        Kind.LAUNCH_TEMPLATE_VERSION,
        each -> each.launchTemplateId(),
        (key, templates) -> keys.contains(key.keyName()));
    Set<String> profiles = GroupLaunches.instanceProfiles(launching);
    hanging(
        Kind.INSTANCE_PROFILE,
        Kind.LAUNCH_TEMPLATE_VERSION,
        each -> each.launchTemplateId(),
        (profile, templates) -> profiles.contains(profile.instanceProfileName()));
  }

  private static List<String> subnetsOf(AutoScalingGroup group) {
    String all = group.vpcZoneIdentifier();
    return all == null ? List.of() : List.of(all.strip().split("\\s*,\\s*", -1));
  }

  private static boolean launches(AutoScalingGroup group, LaunchTemplateVersion version) {
    if (isOf(group.launchTemplate(), version)) {
      return true;
    }
    return group.mixedInstancesPolicy() != null
        && group.mixedInstancesPolicy().launchTemplate() != null
        && (isOf(
                group.mixedInstancesPolicy().launchTemplate().launchTemplateSpecification(),
                version)
            || group.mixedInstancesPolicy().launchTemplate().overrides().stream()
                .anyMatch(each -> isOf(each.launchTemplateSpecification(), version)));
  }

  private static boolean isOf(
      @Nullable LaunchTemplateSpecification wanted, LaunchTemplateVersion version) {
    if (wanted == null) {
      return false;
    }
    return wanted.launchTemplateId() == null
        ? Objects.equals(wanted.launchTemplateName(), version.launchTemplateName())
        : Objects.equals(wanted.launchTemplateId(), version.launchTemplateId());
  }

  private void loadBalancers() {
    keep(Kind.LOAD_BALANCER, each -> isHere(each.vpcId()));
    keep(Kind.TARGET_GROUP, each -> isHere(each.vpcId()));
    keep(
        Kind.DB_INSTANCE,
        each -> each.dbSubnetGroup() != null && isHere(each.dbSubnetGroup().vpcId()));
    keep(Kind.DB_SUBNET_GROUP, each -> isHere(each.vpcId()));
    hanging(
        Kind.LISTENER,
        Kind.LOAD_BALANCER,
        each -> each.loadBalancerArn(),
        (listener, balancers) -> balancers.contains(listener.loadBalancerArn()));
    ownedBy(Kind.LOAD_BALANCER_ATTRIBUTE, Kind.LOAD_BALANCER, each -> each.loadBalancerArn());
    ownedBy(Kind.WEB_ACL, Kind.LOAD_BALANCER, each -> each.loadBalancerArn());
    Set<String> sets = Named.ipSets(here.build());
    hanging(Kind.IP_SET, Kind.WEB_ACL, each -> each.arn(), (set, acls) -> sets.contains(set.arn()));
    ownedBy(Kind.RULE, Kind.LISTENER, each -> each.listenerArn());
    ownedBy(Kind.TARGET_GROUP_ATTRIBUTE, Kind.TARGET_GROUP, each -> each.targetGroupArn());
    ownedBy(Kind.TARGET_HEALTH, Kind.TARGET_GROUP, each -> each.targetGroupArn());
  }

  private <T extends SdkPojo> void keep(Kind<T> kind, Predicate<T> isHere) {
    region.unread(kind).ifPresent(why -> here.unread(kind, why));
    if (region.knows(kind)) {
      here.add(kind, region.all(kind).stream().filter(isHere).toList());
    }
  }

  /** Whether a thing hangs on one of these. */
  private interface Hanging<T> {
    boolean on(T thing, Collection<@Nullable String> ids);
  }

  private <T extends SdkPojo, U extends SdkPojo> void hanging(
      Kind<T> kind, Kind<U> on, Function<U, @Nullable String> id, Hanging<T> hangs) {
    ids(kind, on, id).ifPresent(ids -> keep(kind, each -> hangs.on(each, ids)));
  }

  private <T extends SdkPojo, U extends SdkPojo> void ownedBy(
      Kind<T> kind, Kind<U> owners, Function<U, @Nullable String> id) {
    ids(kind, owners, id).ifPresent(ids -> owned(kind, ids::contains));
  }

  /** The ids of what stands here and is hung on; where that was not read, neither is what hangs. */
  private <U extends SdkPojo> Optional<Set<@Nullable String>> ids(
      Kind<?> kind, Kind<U> on, Function<U, @Nullable String> id) {
    Inventory known = here.build();
    if (!known.knows(on)) {
      here.unread(
          kind,
          on + " were not read, and without them nobody knows which " + kind + " belong here");
      return Optional.empty();
    }
    Set<@Nullable String> ids = new LinkedHashSet<>();
    known.all(on).forEach(each -> ids.add(id.apply(each)));
    return Optional.of(ids);
  }

  private <T extends SdkPojo> void owned(Kind<T> kind, Predicate<String> owner) {
    region.unread(kind).ifPresent(why -> here.unread(kind, why));
    if (!region.knows(kind)) {
      return;
    }
    here.add(kind, List.of());
    region
        .owned(kind)
        .forEach(
            each ->
                each.owner()
                    .filter(owner)
                    .ifPresent(arn -> here.add(kind, arn, List.of(each.value()))));
  }
}
