package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.ImdsSupportValues;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What instances and launch templates name that stand elsewhere: images, key pairs, instance
 * profiles.
 *
 * <p>Images, key pairs and instance profiles are described where a group launches with them. One
 * that was looked for and is not there is not made here either, so that launches fail as they do
 * there. What nobody looked for is assumed, with what the instances tell of it: an account in which
 * the instances run had it.
 */
final class LaunchPrerequisites {
  private static final String ROOT_DEVICE = "/dev/xvda";
  private static final Set<String> ROOT_DEVICES = Set.of(ROOT_DEVICE, "/dev/sda1");

  private final Images images;
  private final InstanceTypes types;
  private final KeyPairs keys;
  private final AttachedInstanceProfiles profiles;

  LaunchPrerequisites(
      Images images, InstanceTypes types, KeyPairs keys, AttachedInstanceProfiles profiles) {
    this.images = images;
    this.types = types;
    this.keys = keys;
    this.profiles = profiles;
  }

  /** Makes known what is named there. What an instance tells goes before what a template does. */
  void adopt(Adoption adoption) {
    Inventory described = adoption.from();
    adoption.each(Kind.IMAGE, Image::imageId, images::take);
    adoption.each(Kind.KEY_PAIR, KeyPairInfo::keyName, keys::take);
    MissingLaunchInputs gone = MissingLaunchInputs.of(described);
    gone.images().forEach(images::forget);
    List<Instance> instances = described.all(Kind.INSTANCE);
    List<LaunchTemplateVersion> versions =
        described.all(Kind.LAUNCH_TEMPLATE_VERSION).stream()
            .filter(version -> version.launchTemplateData() != null)
            .toList();
    for (Instance each : instances) {
      imageOf(each)
          .filter(image -> !gone.images().contains(image.imageId()))
          .ifPresent(images::assume);
      Optional.ofNullable(each.iamInstanceProfile())
          .filter(
              profile ->
                  profile.arn() == null
                      || !gone.profiles().contains(GroupLaunches.nameIn(profile.arn())))
          .ifPresent(profiles::adopt);
    }
    for (LaunchTemplateVersion each : versions) {
      imageOf(each.launchTemplateData())
          .filter(image -> !gone.images().contains(image.imageId()))
          .ifPresent(images::assume);
      adoptAlias(each, instances);
      if (GroupLaunches.instanceProfile(each.launchTemplateData())
          .filter(name -> !gone.profiles().contains(name))
          .isPresent()) {
        profiles.adopt(each.launchTemplateData().iamInstanceProfile());
      }
    }
    Stream.concat(
            instances.stream().map(Instance::keyName),
            versions.stream().map(version -> version.launchTemplateData().keyName()))
        .filter(name -> name != null && !name.isBlank())
        .filter(name -> !gone.keyPairs().contains(name))
        .forEach(keys::assume);
  }

  /** What an instance was booted from; empty where it does not tell its image or architecture. */
  static Optional<Image> imageOf(Instance instance) {
    if (instance.imageId() == null || instance.architecture() == null) {
      return Optional.empty();
    }
    String device = instance.rootDeviceName() == null ? ROOT_DEVICE : instance.rootDeviceName();
    boolean second =
        instance.metadataOptions() != null
            && instance.metadataOptions().httpTokens() == HttpTokensState.REQUIRED;
    return Optional.of(
        image(instance.imageId(), instance.architectureAsString(), device)
            .bootMode(instance.bootModeAsString())
            .hypervisor(instance.hypervisorAsString())
            .virtualizationType(instance.virtualizationTypeAsString())
            .platformDetails(instance.platformDetails())
            .usageOperation(instance.usageOperation())
            .enaSupport(instance.enaSupport())
            .sriovNetSupport(instance.sriovNetSupport())
            .imdsSupport(second ? ImdsSupportValues.V2_0 : null)
            .blockDeviceMappings(root(device, goesWithInstance(instance, device)))
            .build());
  }

  private static boolean goesWithInstance(Instance instance, String device) {
    return instance.blockDeviceMappings().stream()
        .filter(mapping -> device.equals(mapping.deviceName()))
        .map(InstanceBlockDeviceMapping::ebs)
        .flatMap(Stream::ofNullable)
        .map(EbsInstanceBlockDevice::deleteOnTermination)
        .noneMatch(Boolean.FALSE::equals);
  }

  /** An image that no instance runs has the architecture of the type that it is launched on. */
  private Optional<Image> imageOf(ResponseLaunchTemplateData data) {
    String id = data.imageId();
    if (id == null || data.instanceType() == null || Images.isAlias(id)) {
      return Optional.empty();
    }
    String device =
        data.blockDeviceMappings().stream()
            .map(LaunchTemplateBlockDeviceMapping::deviceName)
            .filter(name -> name != null && ROOT_DEVICES.contains(name))
            .findFirst()
            .orElse(ROOT_DEVICE);
    return types
        .find(data.instanceTypeAsString())
        .map(type -> type.processorInfo().supportedArchitecturesAsStrings().get(0))
        .map(
            architecture ->
                image(id, architecture, device).blockDeviceMappings(root(device, true)).build());
  }

  private static Image.Builder image(String id, String architecture, String rootDevice) {
    return Image.builder()
        .imageId(id)
        .architecture(architecture)
        .imageType(ImageTypeValues.MACHINE)
        .state(ImageState.AVAILABLE)
        .rootDeviceType(DeviceType.EBS)
        .rootDeviceName(rootDevice);
  }

  private static BlockDeviceMapping root(String device, boolean deleteOnTermination) {
    return BlockDeviceMapping.builder()
        .deviceName(device)
        .ebs(Volumes.fresh().toBuilder().deleteOnTermination(deleteOnTermination).build())
        .build();
  }

  /** A parameter stands for the image of the instance that was launched last by naming it. */
  private void adoptAlias(LaunchTemplateVersion version, List<Instance> instances) {
    String alias = version.launchTemplateData().imageId();
    if (alias == null || !Images.isAlias(alias)) {
      return;
    }
    instances.stream()
        .filter(each -> each.imageId() != null && each.launchTime() != null)
        .filter(each -> isFrom(version, each))
        .max(Comparator.comparing(Instance::launchTime))
        .ifPresent(each -> images.adoptAlias(alias, each.imageId()));
  }

  private static boolean isFrom(LaunchTemplateVersion version, Instance instance) {
    return is(instance, Launching.TEMPLATE_ID, version.launchTemplateId())
        && is(instance, Launching.TEMPLATE_VERSION, String.valueOf(version.versionNumber()));
  }

  private static boolean is(Instance instance, String key, @Nullable String value) {
    return tag(instance, key).filter(each -> each.equals(value)).isPresent();
  }

  /** The value of an instance's tag. */
  static Optional<String> tag(Instance instance, String key) {
    return instance.tags().stream()
        .filter(tag -> key.equals(tag.key()))
        .map(Tag::value)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }
}
