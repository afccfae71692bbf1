package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.NetworkInterfaces;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.ec2.resource.ShapeCopier;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.RegionLocation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.ImdsSupportValues;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataProtocolState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tenancy;

/** Instances as DescribeInstances shows them: their own traits and what other nouns add. */
final class InstanceDescriptions {
  private final DescribeFilters<InstanceRecord> filters = new DescribeFilters<>();
  private final Kernel kernel;
  private final RegionLocation place;
  private final ResourceTags tags;
  private final NetworkInterfaces interfaces;
  private final Volumes volumes;
  private final AttachedInstanceProfiles profiles;

  InstanceDescriptions(
      Kernel kernel,
      RegionLocation place,
      ResourceTags tags,
      NetworkInterfaces interfaces,
      Volumes volumes,
      AttachedInstanceProfiles profiles) {
    this.kernel = kernel;
    this.place = place;
    this.tags = tags;
    this.interfaces = interfaces;
    this.volumes = volumes;
    this.profiles = profiles;
    filterByTraits();
    filterByNetwork();
  }

  /** Those that pass the filters of DescribeInstances. */
  List<InstanceRecord> filter(List<InstanceRecord> instances, Map<String, List<String>> wanted) {
    return filters.apply(instances, wanted);
  }

  /** What a launch fixes: all but state, network, volumes and tags. */
  Instance traits(Launch launch, String id, int index, Instant now) {
    RunInstancesRequest asked = launch.asked();
    boolean monitored =
        asked.monitoring() != null && Boolean.TRUE.equals(asked.monitoring().enabled());
    return Instance.builder()
        .instanceId(id)
        .imageId(launch.image().imageId())
        .architecture(launch.image().architectureAsString())
        .bootMode(launch.image().bootModeAsString())
        .hypervisor(HypervisorType.XEN)
        .virtualizationType(launch.image().virtualizationTypeAsString())
        .platformDetails(launch.image().platformDetails())
        .usageOperation(launch.image().usageOperation())
        .usageOperationUpdateTime(now)
        .rootDeviceName(launch.image().rootDeviceName())
        .rootDeviceType(launch.image().rootDeviceTypeAsString())
        .instanceType(launch.type().instanceTypeAsString())
        .cpuOptions(
            cpu ->
                cpu.coreCount(launch.type().vCpuInfo().defaultCores())
                    .threadsPerCore(launch.type().vCpuInfo().defaultThreadsPerCore()))
        .instanceLifecycle(launch.isSpot() ? InstanceLifecycleType.SPOT : null)
        .amiLaunchIndex(index)
        .keyName(asked.keyName())
        .launchTime(now)
        .clientToken(asked.clientToken() == null ? "" : asked.clientToken())
        .placement(placement(launch))
        .monitoring(m -> m.state(monitored ? MonitoringState.ENABLED : MonitoringState.DISABLED))
        .iamInstanceProfile(profiles.named(asked.iamInstanceProfile()))
        .ebsOptimized(Boolean.TRUE.equals(asked.ebsOptimized()))
        .enaSupport(true)
        .metadataOptions(metadata(launch))
        .productCodes(List.of())
        .build();
  }

  /** The same of an instance that is described elsewhere; its private name stays with it. */
  static Instance traits(Instance described) {
    return described.toBuilder()
        .state((InstanceState) null)
        .stateReason((StateReason) null)
        .stateTransitionReason(null)
        .blockDeviceMappings(List.of())
        .networkInterfaces(List.of())
        .securityGroups(List.of())
        .vpcId(null)
        .subnetId(null)
        .privateIpAddress(null)
        .publicIpAddress(null)
        .publicDnsName(null)
        .sourceDestCheck(null)
        .tags(List.of())
        .build();
  }

  private static Placement placement(Launch launch) {
    return Placement.builder()
        .availabilityZone(launch.subnet().availabilityZone())
        .availabilityZoneId(launch.subnet().availabilityZoneId())
        .groupName("")
        .tenancy(Tenancy.DEFAULT)
        .build();
  }

  /**
   * An image that supports IMDSv2 makes it the default of what it boots. Source: Amazon EC2 User
   * Guide, "Configure the Instance Metadata Service options", order of precedence.
   */
  private static InstanceMetadataOptionsResponse metadata(Launch launch) {
    boolean second = launch.image().imdsSupport() == ImdsSupportValues.V2_0;
    InstanceMetadataOptionsResponse.Builder options =
        InstanceMetadataOptionsResponse.builder()
            .state(InstanceMetadataOptionsState.APPLIED)
            .httpTokens(second ? HttpTokensState.REQUIRED : HttpTokensState.OPTIONAL)
            .httpPutResponseHopLimit(second ? 2 : 1)
            .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
            .httpProtocolIpv6(InstanceMetadataProtocolState.DISABLED)
            .instanceMetadataTags(InstanceMetadataTagsState.DISABLED);
    return launch.asked().metadataOptions() == null
        ? options.build()
        : ShapeCopier.into(launch.asked().metadataOptions(), options).build();
  }

  /** The whole description as it is now. */
  Instance of(InstanceRecord launched) {
    kernel.looked();
    List<NetworkInterface> attached = interfaces.ofInstance(launched.id());
    InstanceLifecycle lifecycle = launched.lifecycle();
    Instance.Builder instance =
        launched.traits().toBuilder()
            .state(lifecycle.state())
            .stateReason(lifecycle.cause().reason().orElse(null))
            .stateTransitionReason(lifecycle.cause().transition())
            .blockDeviceMappings(volumes.of(launched.id()))
            .networkInterfaces(attached.stream().map(InstanceDescriptions::attached).toList())
            .securityGroups(List.<GroupIdentifier>of())
            .privateDnsName("")
            .publicDnsName("")
            .tags(tags.list(launched.id()));
    if (!attached.isEmpty()) {
      describeNetwork(instance, launched.traits().privateDnsName(), attached.get(0));
    }
    return instance.build();
  }

  /**
   * The first interface is the instance's own in the description.
   *
   * @param privateName one that it was given; null where it has that of its address
   */
  private void describeNetwork(
      Instance.Builder instance, @Nullable String privateName, NetworkInterface first) {
    instance
        .vpcId(first.vpcId())
        .subnetId(first.subnetId())
        .privateIpAddress(first.privateIpAddress())
        .privateDnsName(privateName == null ? privateName(first) : privateName)
        .sourceDestCheck(first.sourceDestCheck())
        .securityGroups(first.groups());
    if (first.association() != null) {
      String name = first.association().publicDnsName();
      instance
          .publicIpAddress(first.association().publicIp())
          .publicDnsName(name == null ? "" : name);
    }
  }

  private String privateName(NetworkInterface first) {
    String address = first.privateIpAddress().replace('.', '-');
    return "ip-" + address + "." + place.region() + ".compute.internal";
  }

  private static InstanceNetworkInterface attached(NetworkInterface eni) {
    return ShapeCopier.into(eni, InstanceNetworkInterface.builder()).build();
  }

  private void filterByTraits() {
    filters
        .on("instance-id", InstanceRecord::id)
        .on("reservation-id", InstanceRecord::reservationId)
        .on("owner-id", instance -> place.account())
        .on("availability-zone", InstanceRecord::zone)
        .on("instance-state-code", instance -> instance.lifecycle().state().code())
        .on("instance-state-name", instance -> instance.lifecycle().state().nameAsString())
        .on("architecture", instance -> instance.traits().architectureAsString())
        .on("client-token", instance -> instance.traits().clientToken())
        .on("image-id", instance -> instance.traits().imageId())
        .on("instance-type", instance -> instance.traits().instanceTypeAsString())
        .on("instance-lifecycle", instance -> instance.traits().instanceLifecycleAsString())
        .on("key-name", instance -> instance.traits().keyName())
        .on("launch-time", instance -> instance.traits().launchTime())
        .on(
            "monitoring-state",
            instance ->
                instance.traits().monitoring() == null
                    ? null
                    : instance.traits().monitoring().stateAsString())
        .on("root-device-name", instance -> instance.traits().rootDeviceName())
        .on("root-device-type", instance -> instance.traits().rootDeviceTypeAsString())
        .on("tenancy", instance -> instance.traits().placement().tenancyAsString())
        .on(
            "metadata-options.http-tokens",
            instance -> instance.metadataOptions().httpTokensAsString())
        .on(
            "metadata-options.http-endpoint",
            instance -> instance.metadataOptions().httpEndpointAsString())
        .on(
            "iam-instance-profile.arn",
            instance ->
                instance.traits().iamInstanceProfile() == null
                    ? null
                    : instance.traits().iamInstanceProfile().arn())
        .onMany(
            "block-device-mapping.volume-id",
            instance -> volumes.of(instance.id()).stream().map(m -> m.ebs().volumeId()).toList())
        .onTags(instance -> tags.of(instance.id()));
  }

  private void filterByNetwork() {
    filters
        .on("vpc-id", instance -> of(instance).vpcId())
        .on("subnet-id", instance -> of(instance).subnetId())
        .on("private-ip-address", instance -> of(instance).privateIpAddress())
        .on("private-dns-name", instance -> of(instance).privateDnsName())
        .on("ip-address", instance -> of(instance).publicIpAddress())
        .on("dns-name", instance -> of(instance).publicDnsName())
        .onMany(
            "instance.group-id",
            instance ->
                of(instance).securityGroups().stream().map(GroupIdentifier::groupId).toList())
        .onMany(
            "instance.group-name",
            instance ->
                of(instance).securityGroups().stream().map(GroupIdentifier::groupName).toList())
        .onMany(
            "network-interface.network-interface-id",
            instance ->
                interfaces.ofInstance(instance.id()).stream()
                    .map(NetworkInterface::networkInterfaceId)
                    .toList())
        .onMany(
            "network-interface.subnet-id",
            instance ->
                interfaces.ofInstance(instance.id()).stream()
                    .map(NetworkInterface::subnetId)
                    .toList());
  }
}
