package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ShapeCopier;
import dev.azdrill.simulator.world.AwsError;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ValidationError;
import software.amazon.awssdk.services.ec2.model.ValidationWarning;

/**
 * What a launch template says. Values that no launch could ever have are refused; things that do
 * not exist are stored with a warning, as EC2 does: they may exist when it is launched.
 */
final class TemplateData {
  private static final int HOPS_MAX = 64;

  /**
   * What a launch heeds or keeps, by structure; of one that is not a key all is kept. What is asked
   * for by API calls is checked before, member by member.
   */
  private static final Map<String, Set<String>> HEEDED =
      Map.of(
          "",
          Set.of(
              "BlockDeviceMappings",
              "CreditSpecification",
              "DisableApiStop",
              "DisableApiTermination",
              "EbsOptimized",
              "IamInstanceProfile",
              "ImageId",
              "InstanceInitiatedShutdownBehavior",
              "InstanceType",
              "KeyName",
              "MetadataOptions",
              "Monitoring",
              "SecurityGroupIds",
              "SecurityGroups",
              "TagSpecifications",
              "UserData"),
          "Placement",
          Set.of("AvailabilityZone"),
          "NetworkInterfaces",
          Set.of(
              "AssociatePublicIpAddress",
              "DeleteOnTermination",
              "Description",
              "DeviceIndex",
              "Groups",
              "NetworkInterfaceId",
              "PrivateIpAddress",
              "SubnetId"));

  /** Ask for what happens anyway, whatever the member. */
  private static final Set<String> NOTHING =
      Set.of("", "0", "false", "default", "interface", "ip-name", "open");

  private static final int USER_DATA_MAX = 16 * 1024;

  /**
   * What is stored, and what EC2 warns of.
   *
   * @param warning null when there is nothing to warn of
   */
  record Checked(ResponseLaunchTemplateData data, @Nullable ValidationWarning warning) {}

  private final Images images;
  private final InstanceTypes types;
  private final KeyPairs keys;
  private final AttachedInstanceProfiles profiles;

  TemplateData(
      Images images, InstanceTypes types, KeyPairs keys, AttachedInstanceProfiles profiles) {
    this.images = images;
    this.types = types;
    this.keys = keys;
    this.profiles = profiles;
  }

  Checked check(RequestLaunchTemplateData asked) {
    return check(asked, ResponseLaunchTemplateData.builder().build());
  }

  /** The data of a new version: what it asks for, laid over the version that it starts from. */
  Checked check(RequestLaunchTemplateData asked, ResponseLaunchTemplateData source) {
    checkUserData(asked.userData());
    checkMetadata(asked.metadataOptions());
    ResponseLaunchTemplateData data = ShapeCopier.into(asked, source.toBuilder()).build();
    return new Checked(data, warning(data));
  }

  /** The same data with the image's alias replaced by the id that it stands for now. */
  ResponseLaunchTemplateData resolved(ResponseLaunchTemplateData data) {
    String image = data.imageId();
    return image == null ? data : data.toBuilder().imageId(images.resolve(image)).build();
  }

  /**
   * User data travels as base64, in one line or several. Source: Amazon EC2 User Guide, "Run
   * commands when you launch an EC2 instance with user data input".
   */
  static void checkUserData(@Nullable String userData) {
    try {
      String oneLine = userData == null ? "" : userData.replaceAll("\\s", "");
      if (Base64.getDecoder().decode(oneLine).length > USER_DATA_MAX) {
        throw ComputeErrors.userDataTooLong(USER_DATA_MAX);
      }
    } catch (IllegalArgumentException e) {
      throw ComputeErrors.userDataMalformed();
    }
  }

  private static void checkMetadata(@Nullable LaunchTemplateInstanceMetadataOptionsRequest wanted) {
    if (wanted == null) {
      return;
    }
    if (wanted.httpTokens() == LaunchTemplateHttpTokensState.UNKNOWN_TO_SDK_VERSION) {
      throw Ec2Errors.invalidParameterValue(wanted.httpTokensAsString(), "HttpTokens");
    }
    Integer hops = wanted.httpPutResponseHopLimit();
    if (hops != null && (hops < 1 || hops > HOPS_MAX)) {
      throw ComputeErrors.hopLimitOutOfBounds(hops, HOPS_MAX);
    }
  }

  /** Refuses an image, an instance type, a key pair or a profile that does not exist. */
  void requireWhatIsNamed(ResponseLaunchTemplateData data) {
    if (data.imageId() != null) {
      images.one(data.imageId());
    }
    if (data.instanceType() != null) {
      types.one(data.instanceTypeAsString());
    }
    if (data.keyName() != null) {
      keys.named(data.keyName());
    }
    if (data.iamInstanceProfile() != null) {
      profiles.one(profile(data));
    }
  }

  private static IamInstanceProfileSpecification profile(ResponseLaunchTemplateData data) {
    return ShapeCopier.into(data.iamInstanceProfile(), IamInstanceProfileSpecification.builder())
        .build();
  }

  /**
   * Why nothing can be launched from it, and what a launch does not heed of it, in a sentence each;
   * empty when all that it says has its effect.
   */
  List<String> obstacles(ResponseLaunchTemplateData data) {
    List<String> obstacles = new ArrayList<>();
    ValidationWarning warning = warning(data);
    if (warning != null) {
      warning
          .errors()
          .forEach(error -> obstacles.add("nothing can be launched from it: " + error.message()));
    }
    List<String> unheeded = new ArrayList<>();
    unheeded("", data, unheeded);
    unheeded.forEach(each -> obstacles.add(each + " has no effect on a launch from it"));
    return obstacles.stream().map(each -> each.replaceFirst("\\.$", "")).toList();
  }

  private static void unheeded(String shape, SdkPojo value, List<String> found) {
    Set<String> heeded = HEEDED.getOrDefault(shape, Set.of());
    for (SdkField<?> field : value.sdkFields()) {
      Object given = field.getValueOrDefault(value);
      String name = field.memberName();
      if (HEEDED.containsKey(name)) {
        (given instanceof List<?> many ? many : Stream.ofNullable(given).toList())
            .forEach(each -> unheeded(name, (SdkPojo) each, found));
      } else if (!heeded.contains(name) && !asksForNothing(given)) {
        found.add(shape.isEmpty() ? name : shape + "." + name);
      }
    }
  }

  private static boolean asksForNothing(@Nullable Object given) {
    if (given instanceof List<?> many) {
      return many.stream().allMatch(TemplateData::asksForNothing);
    }
    if (given instanceof SdkPojo pojo) {
      return pojo.sdkFields().stream()
          .map((SdkField<?> field) -> field.getValueOrDefault(pojo))
          .allMatch(TemplateData::asksForNothing);
    }
    return given == null || NOTHING.contains(given.toString());
  }

  private @Nullable ValidationWarning warning(ResponseLaunchTemplateData data) {
    List<ValidationError> errors = new ArrayList<>();
    if (data.imageId() != null) {
      tried(() -> images.one(data.imageId()), errors);
    }
    if (data.instanceType() != null) {
      tried(() -> types.one(data.instanceTypeAsString()), errors);
    }
    if (data.keyName() != null) {
      tried(() -> keys.named(data.keyName()), errors);
    }
    if (data.iamInstanceProfile() != null) {
      tried(() -> profiles.one(profile(data)), errors);
    }
    return errors.isEmpty() ? null : ValidationWarning.builder().errors(errors).build();
  }

  private static void tried(Runnable look, List<ValidationError> errors) {
    try {
      look.run();
    } catch (AwsError refusal) {
      errors.add(
          ValidationError.builder().code(refusal.code()).message(refusal.getMessage()).build());
    }
  }
}
