package dev.azdrill.platform.completion;

import dev.azdrill.simulator.world.Compute;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceMarketOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplatesMonitoring;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.RunInstancesMonitoringEnabled;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * How a foreign EC2 is asked for an instance of a group. What LocalStack does not take from a
 * template is said again.
 */
final class LaunchRequest {
  private LaunchRequest() {}

  /**
   * The request.
   *
   * @param template what the launch's template says
   */
  static RunInstancesRequest of(Compute.Launch launch, ResponseLaunchTemplateData template) {
    List<Tag> tags =
        new TreeMap<>(launch.tags())
            .entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .launchTemplate(t -> t.launchTemplateId(launch.templateId()).version(launch.version()))
            .instanceType(launch.instanceType().orElse(null))
            .instanceMarketOptions(
                launch.isSpot()
                    ? InstanceMarketOptionsRequest.builder().marketType(MarketType.SPOT).build()
                    : null)
            .minCount(1)
            .maxCount(1)
            .monitoring(monitoring(template.monitoring()))
            .metadataOptions(metadataOptions(template.metadataOptions()))
            .tagSpecifications(
                TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tags).build());
    if (template.hasNetworkInterfaces()) {
      request.networkInterfaces(
          template.networkInterfaces().stream().map(each -> in(launch.subnetId(), each)).toList());
    } else {
      request.subnetId(launch.subnetId());
    }
    return request.build();
  }

  /**
   * EC2 takes no subnet beside a template's network interfaces, so it is said with each of them.
   * LocalStack would take it, and give the instance another network interface than the template
   * says: no public address, and one that stays behind.
   */
  private static InstanceNetworkInterfaceSpecification in(
      String subnetId, LaunchTemplateInstanceNetworkInterfaceSpecification template) {
    return InstanceNetworkInterfaceSpecification.builder()
        .subnetId(subnetId)
        .deviceIndex(template.deviceIndex())
        .networkCardIndex(template.networkCardIndex())
        .interfaceType(template.interfaceType())
        .description(template.description())
        .groups(template.hasGroups() ? template.groups() : null)
        .privateIpAddress(template.privateIpAddress())
        .associatePublicIpAddress(template.associatePublicIpAddress())
        // What a launch makes goes with its instance, unless somebody says otherwise.
        .deleteOnTermination(!Boolean.FALSE.equals(template.deleteOnTermination()))
        .build();
  }

  /**
   * LocalStack ignores what a template says of it: without a word its instances would be measured
   * every five minutes, and a group would scale minutes later than its blueprint lets it.
   */
  private static @Nullable RunInstancesMonitoringEnabled monitoring(
      @Nullable LaunchTemplatesMonitoring template) {
    return template != null && Boolean.TRUE.equals(template.enabled())
        ? RunInstancesMonitoringEnabled.builder().enabled(true).build()
        : null;
  }

  /** LocalStack launches from a template without its metadata options: they are said again. */
  private static @Nullable InstanceMetadataOptionsRequest metadataOptions(
      @Nullable LaunchTemplateInstanceMetadataOptions template) {
    return template == null
        ? null
        : InstanceMetadataOptionsRequest.builder()
            .httpTokens(template.httpTokensAsString())
            .httpEndpoint(template.httpEndpointAsString())
            .httpPutResponseHopLimit(template.httpPutResponseHopLimit())
            .httpProtocolIpv6(template.httpProtocolIpv6AsString())
            .instanceMetadataTags(template.instanceMetadataTagsAsString())
            .build();
  }
}
