package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.network.NetworkResources;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ShapeCopier;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * From what RunInstances was asked for to a {@link Launch}: lays the request over its launch
 * template, and finds everything that it names.
 *
 * <p>Source: Amazon EC2 API Reference, "RunInstances"; Amazon EC2 User Guide, "Launch instances
 * from a launch template".
 */
final class Launching {
  /** The tag of an instance that says from which launch template it was launched. */
  static final String TEMPLATE_ID = "aws:ec2launchtemplate:id";

  /** The tag that says from which version of it. */
  static final String TEMPLATE_VERSION = "aws:ec2launchtemplate:version";

  private final Templates templates;
  private final Images images;
  private final InstanceTypes types;
  private final KeyPairs keys;
  private final AttachedInstanceProfiles profiles;
  private final NetworkResources network;

  Launching(
      Templates templates,
      Images images,
      InstanceTypes types,
      KeyPairs keys,
      AttachedInstanceProfiles profiles,
      NetworkResources network) {
    this.templates = templates;
    this.images = images;
    this.types = types;
    this.keys = keys;
    this.profiles = profiles;
    this.network = network;
  }

  /**
   * The request with its launch template beneath it: what the request says wins, and tags of both
   * apply. Instances carry the template they came from as tags.
   */
  RunInstancesRequest overTemplate(RunInstancesRequest request) {
    LaunchTemplateSpecification from = request.launchTemplate();
    if (from == null) {
      return request;
    }
    LaunchTemplateVersion version = version(from);
    RunInstancesRequest base =
        ShapeCopier.into(version.launchTemplateData(), RunInstancesRequest.builder()).build();
    List<TagSpecification> tags = new ArrayList<>(base.tagSpecifications());
    tags.addAll(request.tagSpecifications());
    tags.add(
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(
                tag(TEMPLATE_ID, version.launchTemplateId()),
                tag(TEMPLATE_VERSION, version.versionNumber().toString()))
            .build());
    return ShapeCopier.into(request, base.toBuilder()).tagSpecifications(tags).build();
  }

  /** What an instance that carries these tags was launched with, as far as its template tells. */
  RunInstancesRequest launched(Optional<String> templateId, Optional<String> version) {
    RunInstancesRequest nothing = RunInstancesRequest.builder().build();
    if (templateId.isEmpty() || version.isEmpty()) {
      return nothing;
    }
    try {
      return overTemplate(
          RunInstancesRequest.builder()
              .launchTemplate(
                  LaunchTemplateSpecification.builder()
                      .launchTemplateId(templateId.get())
                      .version(version.get())
                      .build())
              .build());
    } catch (AwsError noLongerThere) {
      return nothing;
    }
  }

  private LaunchTemplateVersion version(LaunchTemplateSpecification from) {
    String id = from.launchTemplateId();
    String name = from.launchTemplateName();
    if (id == null && name == null) {
      throw ComputeErrors.launchTemplateMissing();
    }
    if (id != null && name != null) {
      throw ComputeErrors.launchTemplateIdWithName();
    }
    String version = from.version() == null ? "$Default" : from.version();
    return templates.resolve(id == null ? Objects.requireNonNull(name) : id, version);
  }

  /**
   * The same launch in another subnet, as Auto Scaling places it: the subnet goes into the first
   * network interface where there is one.
   */
  static RunInstancesRequest in(String subnetId, RunInstancesRequest asked) {
    if (!asked.hasNetworkInterfaces()) {
      return asked.toBuilder().subnetId(subnetId).build();
    }
    return asked.toBuilder()
        .networkInterfaces(
            asked.networkInterfaces().stream()
                .map(spec -> spec.toBuilder().subnetId(subnetId).build())
                .toList())
        .build();
  }

  /**
   * Finds what a launch names.
   *
   * @throws AwsError for whatever does not exist or does not go together
   */
  Launch find(RunInstancesRequest asked) {
    checkCounts(asked);
    Image image = image(asked);
    InstanceTypeInfo type = type(asked, image);
    TemplateData.checkUserData(asked.userData());
    if (asked.keyName() != null) {
      keys.named(asked.keyName());
    }
    profiles.named(asked.iamInstanceProfile());
    if (asked.blockDeviceMappings().stream().anyMatch(mapping -> mapping.deviceName() == null)) {
      throw Ec2Errors.missingParameter("deviceName");
    }
    List<Launch.AttachmentSpec> attachments =
        asked.hasNetworkInterfaces() ? fromSpecifications(asked) : List.of(fromRequest(asked));
    Subnet subnet = network.subnets().one(attachments.get(0).subnetId());
    checkZone(asked, subnet);
    attachments.forEach(attachment -> checkGroups(attachment, subnet));
    boolean one = attachments.stream().anyMatch(p -> p.existing() != null || p.address() != null);
    if (one && asked.maxCount() > 1) {
      throw ComputeErrors.oneInterfaceForSeveralInstances();
    }
    return new Launch(asked, image, type, subnet, attachments, false);
  }

  private static void checkCounts(RunInstancesRequest asked) {
    Integer min = asked.minCount();
    Integer max = asked.maxCount();
    if (min == null || max == null) {
      throw Ec2Errors.missingParameter(min == null ? "MinCount" : "MaxCount");
    }
    if (min < 1) {
      throw ComputeErrors.minCountTooSmall(min);
    }
    if (max < min) {
      throw ComputeErrors.maxCountBelowMinCount(min, max);
    }
  }

  private Image image(RunInstancesRequest asked) {
    if (asked.imageId() == null) {
      throw Ec2Errors.missingParameter("ImageId");
    }
    return images.one(asked.imageId());
  }

  private InstanceTypeInfo type(RunInstancesRequest asked, Image image) {
    if (asked.instanceType() == null) {
      throw ComputeErrors.instanceTypeMissing();
    }
    InstanceTypeInfo type = types.one(asked.instanceTypeAsString());
    List<String> runs = type.processorInfo().supportedArchitecturesAsStrings();
    if (!runs.contains(image.architectureAsString())) {
      throw ComputeErrors.architectureMismatch(runs, image.architectureAsString());
    }
    return type;
  }

  private Launch.AttachmentSpec fromRequest(RunInstancesRequest asked) {
    Subnet subnet = subnet(asked.subnetId(), asked);
    return new Launch.AttachmentSpec(
        0,
        null,
        subnet.subnetId(),
        asked.subnetId() == null && asked.hasSecurityGroups()
            ? named(asked.securityGroups(), subnet)
            : groups(asked.securityGroupIds(), asked.securityGroups(), subnet),
        "",
        asked.privateIpAddress(),
        true,
        Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()));
  }

  private List<Launch.AttachmentSpec> fromSpecifications(RunInstancesRequest asked) {
    refuseBeside(asked.hasSecurityGroupIds() || asked.hasSecurityGroups(), "security groups");
    refuseBeside(asked.subnetId() != null, "subnet ID");
    refuseBeside(asked.privateIpAddress() != null, "private address");
    List<InstanceNetworkInterfaceSpecification> specs =
        asked.networkInterfaces().stream()
            .sorted(Comparator.comparing(Launching::deviceIndex))
            .toList();
    if (deviceIndex(specs.get(0)) != 0) {
      throw ComputeErrors.deviceIndexZeroMissing();
    }
    boolean decided = specs.stream().anyMatch(spec -> spec.associatePublicIpAddress() != null);
    if (decided && (specs.size() > 1 || specs.get(0).networkInterfaceId() != null)) {
      throw ComputeErrors.publicAddressForSeveralInterfaces();
    }
    return specs.stream().map(spec -> attachment(spec, specs.size() == 1, asked)).toList();
  }

  private static void refuseBeside(boolean given, String what) {
    if (given) {
      throw ComputeErrors.besideNetworkInterfaces(what);
    }
  }

  private static int deviceIndex(InstanceNetworkInterfaceSpecification spec) {
    Integer index = spec.deviceIndex();
    if (index == null) {
      throw ComputeErrors.deviceIndexMissing();
    }
    return index;
  }

  /** The choice of the request beats the subnet's, in both directions. */
  private Launch.AttachmentSpec attachment(
      InstanceNetworkInterfaceSpecification spec, boolean alone, RunInstancesRequest asked) {
    String existing = spec.networkInterfaceId();
    if (existing != null) {
      NetworkInterface eni = network.interfaces().one(existing);
      if (eni.attachment() != null) {
        throw Ec2Errors.interfaceInUse(existing);
      }
      boolean stays = !Boolean.TRUE.equals(spec.deleteOnTermination());
      return new Launch.AttachmentSpec(
          deviceIndex(spec), existing, eni.subnetId(), List.of(), "", null, !stays, false);
    }
    Subnet subnet = subnet(spec.subnetId(), asked);
    Boolean choice = spec.associatePublicIpAddress();
    return new Launch.AttachmentSpec(
        deviceIndex(spec),
        null,
        subnet.subnetId(),
        groups(spec.groups(), List.of(), subnet),
        spec.description() == null ? "" : spec.description(),
        spec.privateIpAddress(),
        !Boolean.FALSE.equals(spec.deleteOnTermination()),
        choice == null ? alone && Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()) : choice);
  }

  /** Who names no subnet gets that of the default VPC, in the zone that is asked for. */
  private Subnet subnet(@Nullable String id, RunInstancesRequest asked) {
    if (id != null) {
      return network.subnets().one(id);
    }
    return network.defaultVpc().subnet(zone(asked)).orElseThrow(Ec2Errors::noDefaultVpc);
  }

  /** The zone that is asked for. Terraform gives an empty one where nobody names any. */
  private static Optional<String> zone(RunInstancesRequest asked) {
    return Optional.ofNullable(asked.placement())
        .map(Placement::availabilityZone)
        .filter(zone -> !zone.isEmpty());
  }

  private List<String> named(List<String> names, Subnet subnet) {
    return names.stream()
        .distinct()
        .map(
            name ->
                network
                    .groups()
                    .named(subnet.vpcId(), name)
                    .orElseThrow(() -> Ec2Errors.groupNotInDefaultVpc(name, subnet.vpcId()))
                    .groupId())
        .toList();
  }

  private List<String> groups(List<String> ids, List<String> names, Subnet subnet) {
    if (!names.isEmpty()) {
      throw ComputeErrors.groupNameWithSubnet();
    }
    return ids.isEmpty()
        ? List.of(network.groups().defaultOf(subnet.vpcId()).groupId())
        : ids.stream().distinct().toList();
  }

  private void checkGroups(Launch.AttachmentSpec attachment, Subnet subnet) {
    for (String id : attachment.groups()) {
      SecurityGroup group = network.groups().one(id);
      if (!group.vpcId().equals(subnet.vpcId())) {
        throw Ec2Errors.groupOfOtherNetwork(id, attachment.subnetId());
      }
    }
    String zone = network.subnets().zoneOf(attachment.subnetId());
    if (!zone.equals(subnet.availabilityZone())) {
      throw ComputeErrors.interfacesInDifferentZones();
    }
  }

  private static void checkZone(RunInstancesRequest asked, Subnet subnet) {
    zone(asked)
        .filter(zone -> !zone.equals(subnet.availabilityZone()))
        .ifPresent(
            zone -> {
              throw ComputeErrors.subnetInOtherZone(
                  zone, subnet.subnetId(), subnet.availabilityZone());
            });
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
