package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.IamProfiles;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociationState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecification;

/**
 * The instance profiles of instances: those that stand in IAM and have a role, and of a twin those
 * that what stands elsewhere names.
 *
 * <p>Source: Amazon EC2 API Reference, "IamInstanceProfileSpecification" and
 * "IamInstanceProfileAssociation".
 */
final class AttachedInstanceProfiles {
  private static final Pattern IDS = Pattern.compile("iip-assoc-[0-9a-f]{17}");
  private static final String ARN = "arn:aws:iam::%s:instance-profile/%s";
  private static final int ID_CHARACTERS = 17;
  private static final int RADIX = 36;

  private final Map<String, IamInstanceProfileAssociation> associations = new LinkedHashMap<>();
  private final Map<String, IamInstanceProfile> adopted = new LinkedHashMap<>();
  private final World world;
  private final IamProfiles iam;

  AttachedInstanceProfiles(World world, IamProfiles iam) {
    this.world = world;
    this.iam = iam;
  }

  /**
   * The profile that is meant, if one is.
   *
   * @throws AwsError for one that does not exist, or has no role
   */
  @Nullable IamInstanceProfile named(@Nullable IamInstanceProfileSpecification asked) {
    return asked == null ? null : one(asked);
  }

  /** The same where one has to be named. */
  IamInstanceProfile one(IamInstanceProfileSpecification asked) {
    String arn = asked.arn();
    String name = asked.name();
    if (arn != null && name != null) {
      throw InstanceProfileErrors.nameWithArn();
    }
    if (arn != null) {
      return find(nameIn(arn))
          .filter(found -> found.arn().equals(arn))
          .orElseThrow(() -> InstanceProfileErrors.arnInvalid(arn));
    }
    if (name == null) {
      throw InstanceProfileErrors.nameAndArnMissing();
    }
    return find(name).orElseThrow(() -> InstanceProfileErrors.nameInvalid(name));
  }

  private Optional<IamInstanceProfile> find(String name) {
    Optional<IamProfiles.Profile> standing = iam.named(name);
    standing
        .filter(profile -> !profile.hasRole())
        .ifPresent(
            profile -> {
              throw InstanceProfileErrors.roleMissing(profile.arn());
            });
    return standing
        .map(profile -> IamInstanceProfile.builder().arn(profile.arn()).id(profile.id()).build())
        .or(() -> Optional.ofNullable(adopted.get(name)));
  }

  /** Names of profiles are unique in an account, whatever their paths. */
  private static String nameIn(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Makes a profile known that is described elsewhere, with its path and its id. */
  void adopt(IamInstanceProfile described) {
    if (described.arn() != null && described.id() != null) {
      adopted.putIfAbsent(nameIn(described.arn()), described);
    }
  }

  /** Makes a profile known that a launch template elsewhere names: nobody tells its id. */
  void adopt(LaunchTemplateIamInstanceProfileSpecification named) {
    if (named.arn() != null || named.name() != null) {
      String arn = named.arn() == null ? ARN.formatted(account(), named.name()) : named.arn();
      adopt(IamInstanceProfile.builder().arn(arn).id(assumedId(arn)).build());
    }
  }

  private String account() {
    return world.place().account();
  }

  private String assumedId(String arn) {
    SplittableRandom random = world.seed().derive("instance profile " + arn).random();
    StringBuilder id = new StringBuilder("AIPA");
    for (int i = 0; i < ID_CHARACTERS; i++) {
      id.append(Character.toUpperCase(Character.forDigit(random.nextInt(RADIX), RADIX)));
    }
    return id.toString();
  }

  /** The associations by id, in the order in which they were made; to be changed in place. */
  Map<String, IamInstanceProfileAssociation> associations() {
    return associations;
  }

  /** The association with this id, or AWS's refusal. */
  IamInstanceProfileAssociation association(String id) {
    IamInstanceProfileAssociation found = associations.get(id);
    if (found != null) {
      return found;
    }
    throw IDS.matcher(id).matches()
        ? InstanceProfileErrors.associationNotFound(id)
        : InstanceProfileErrors.associationMalformed();
  }

  /** Those of an instance: none, one, or two while one replaces the other. */
  List<IamInstanceProfileAssociation> of(String instanceId) {
    return associations.values().stream()
        .filter(each -> each.instanceId().equals(instanceId))
        .toList();
  }

  IamInstanceProfileAssociation associate(
      String instanceId, IamInstanceProfile profile, IamInstanceProfileAssociationState state) {
    IamInstanceProfileAssociation association =
        IamInstanceProfileAssociation.builder()
            .associationId(world.ids().next("iip-assoc"))
            .instanceId(instanceId)
            .iamInstanceProfile(profile)
            .state(state)
            .timestamp(world.kernel().now())
            .build();
    associations.put(association.associationId(), association);
    return association;
  }

  /** What is described with a profile is associated with it. */
  void adopt(String instanceId, IamInstanceProfile described) {
    associate(instanceId, described, IamInstanceProfileAssociationState.ASSOCIATED);
  }

  /** What is launched with a profile is associated with it from the beginning. */
  void launched(String instanceId, @Nullable IamInstanceProfileSpecification asked) {
    if (asked != null) {
      associate(instanceId, one(asked), IamInstanceProfileAssociationState.ASSOCIATED);
    }
  }

  /** An instance is gone: so are its associations. */
  void release(String instanceId) {
    associations.values().removeIf(each -> each.instanceId().equals(instanceId));
  }
}
