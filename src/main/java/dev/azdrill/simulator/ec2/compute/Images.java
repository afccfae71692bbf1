package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AmiCatalogue;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.ImdsSupportValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * The machine images that can be launched: those of {@link AmiCatalogue}, owned by Amazon, and
 * those that instances and launch templates name which were taken over from elsewhere.
 */
final class Images {
  /** The account that publishes Amazon Linux. */
  private static final String AMAZON_LINUX = "137112412989";

  private static final String ALIAS = "resolve:ssm:";
  private static final String CREATED = "2025-12-09T20:14:36.000Z";
  private static final int ROOT_GIB = 8;

  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "ami",
          "imageId",
          "InvalidAMIID.Malformed",
          "InvalidAMIID.NotFound",
          "The image id '[%s]' does not exist");
  private static final DescribeFilters<Image> FILTERS =
      new DescribeFilters<Image>()
          .on("architecture", Image::architectureAsString)
          .on("creation-date", Image::creationDate)
          .on("description", Image::description)
          .on("ena-support", Image::enaSupport)
          .on("hypervisor", Image::hypervisorAsString)
          .on("image-id", Image::imageId)
          .on("image-type", Image::imageTypeAsString)
          .on("is-public", Image::publicLaunchPermissions)
          .on("name", Image::name)
          .on("owner-alias", Image::imageOwnerAlias)
          .on("owner-id", Image::ownerId)
          .on("root-device-name", Image::rootDeviceName)
          .on("root-device-type", Image::rootDeviceTypeAsString)
          .on("state", Image::stateAsString)
          .on("virtualization-type", Image::virtualizationTypeAsString)
          .onTags(image -> Map.of());

  private final Map<String, Image> images = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  Images() {
    for (AmiCatalogue entry : AmiCatalogue.values()) {
      images.put(entry.imageId(), image(entry));
    }
  }

  void enter(Operations.Page page) {
    page.read("DescribeImages", DescribeImagesRequest::builder, this::describe);
  }

  /**
   * The image that a launch names, by id or as {@code resolve:ssm:PARAMETER}.
   *
   * @throws AwsError when there is none
   */
  Image one(String idOrAlias) {
    return NOUN.one(resolve(idOrAlias), images);
  }

  /** The image with this id, if there is one. */
  Optional<Image> find(String id) {
    return Optional.ofNullable(images.get(id));
  }

  /**
   * Takes over an image as it is described elsewhere.
   *
   * @throws Adoption.NotAdopted when it cannot be
   */
  void take(Image described) {
    String id = Adoption.required(described.imageId(), "ImageId");
    Adoption.required(described.architecture(), "Architecture");
    if (described.state() != ImageState.AVAILABLE) {
      throw new Adoption.NotAdopted(
          "an image in the state " + described.stateAsString() + " is not simulated");
    }
    images.put(id, described);
  }

  /** Lets nobody launch this image: it was looked for elsewhere and is not there. */
  void forget(String id) {
    images.remove(id);
  }

  /** Lets an image that the region does not know yet be launched. */
  void assume(Image image) {
    images.putIfAbsent(image.imageId(), image);
  }

  /** Lets {@code resolve:ssm:PARAMETER} stand for an image, unless it stands for one already. */
  void adoptAlias(String alias, String imageId) {
    aliases.putIfAbsent(alias, imageId);
  }

  /** Whether a text names an image by a parameter of Systems Manager. */
  static boolean isAlias(String idOrAlias) {
    return idOrAlias.startsWith(ALIAS);
  }

  /**
   * The image id behind {@code resolve:ssm:PARAMETER}; any other text unchanged.
   *
   * <p>Source: Amazon EC2 User Guide, "Use a Systems Manager parameter instead of an AMI ID in your
   * launch template".
   */
  String resolve(String idOrAlias) {
    if (!isAlias(idOrAlias)) {
      return idOrAlias;
    }
    String parameter = idOrAlias.substring(ALIAS.length());
    return AmiCatalogue.byAlias(parameter)
        .map(AmiCatalogue::imageId)
        .or(() -> Optional.ofNullable(aliases.get(idOrAlias)))
        .orElseThrow(() -> ComputeErrors.imageParameterNotFound(parameter));
  }

  private DescribeImagesResponse describe(DescribeImagesRequest request) {
    if (request.maxResults() != null && request.hasImageIds()) {
      throw ComputeErrors.imageIdsWithMaxResults();
    }
    List<Image> chosen =
        request.imageIds().isEmpty()
            ? List.copyOf(images.values())
            : request.imageIds().stream().map(this::one).toList();
    List<Image> owned =
        chosen.stream()
            .filter(
                image ->
                    request.owners().isEmpty()
                        || request.owners().contains(image.imageOwnerAlias())
                        || request.owners().contains(image.ownerId()))
            .filter(
                image ->
                    request.executableUsers().isEmpty()
                        || request.executableUsers().contains("all"))
            .toList();
    Page<Image> page =
        Page.cut(
            FILTERS.apply(owned, DescribeParameters.by(request.filters())),
            request.nextToken(),
            request.maxResults(),
            Ec2Errors.INVALID_NEXT_TOKEN);
    return DescribeImagesResponse.builder().images(page.items()).nextToken(page.next()).build();
  }

  private static Image image(AmiCatalogue entry) {
    String snapshot = "snap-" + entry.imageId().substring("ami-".length());
    return Image.builder()
        .imageId(entry.imageId())
        .name(entry.imageName())
        .description("Amazon Linux 2023 AMI " + entry.architecture() + " HVM kernel-6.1")
        .imageLocation("amazon/" + entry.imageName())
        .ownerId(AMAZON_LINUX)
        .imageOwnerAlias("amazon")
        .publicLaunchPermissions(true)
        .creationDate(CREATED)
        .architecture(ArchitectureValues.fromValue(entry.architecture()))
        .imageType(ImageTypeValues.MACHINE)
        .state(ImageState.AVAILABLE)
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .hypervisor(HypervisorType.XEN)
        .virtualizationType(VirtualizationType.HVM)
        .bootMode(
            entry == AmiCatalogue.AL2023_ARM64
                ? BootModeValues.UEFI
                : BootModeValues.UEFI_PREFERRED)
        .imdsSupport(ImdsSupportValues.V2_0)
        .enaSupport(true)
        .sriovNetSupport("simple")
        .rootDeviceType(DeviceType.EBS)
        .rootDeviceName("/dev/xvda")
        .blockDeviceMappings(
            BlockDeviceMapping.builder()
                .deviceName("/dev/xvda")
                .ebs(
                    ebs ->
                        ebs.snapshotId(snapshot)
                            .volumeSize(ROOT_GIB)
                            .volumeType(VolumeType.GP3)
                            .iops(3000)
                            .throughput(125)
                            .deleteOnTermination(true)
                            .encrypted(false))
                .build())
        .build();
  }
}
