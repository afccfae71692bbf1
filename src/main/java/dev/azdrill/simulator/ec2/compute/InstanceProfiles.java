package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.AwsError;
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

/**
 * The instance profiles of instances. IAM is not part of the region: any profile is taken to exist
 * that has a name which a profile can have.
 *
 * <p>Source: Amazon EC2 API Reference, "IamInstanceProfileSpecification" and
 * "IamInstanceProfileAssociation"; IAM API Reference, "CreateInstanceProfile".
 */
final class InstanceProfiles {
  private static final String NAME = "[\\w+=,.@-]{1,128}";
  private static final Pattern NAMES = Pattern.compile(NAME);
  private static final Pattern ARNS =
      Pattern.compile(
          "arn:aws[a-z-]*:iam::\\d{12}:instance-profile/([\\x21-\\x2e\\x30-\\x7e]+/)*" + NAME);
  private static final Pattern IDS = Pattern.compile("iip-assoc-[0-9a-f]{17}");
  private static final int ID_CHARACTERS = 17;
  private static final int RADIX = 36;

  private final Map<String, IamInstanceProfileAssociation> associations = new LinkedHashMap<>();
  private final Map<String, IamInstanceProfile> adopted = new LinkedHashMap<>();
  private final World world;

  InstanceProfiles(World world) {
    this.world = world;
  }

  /**
   * The profile that is meant, if one is: under the same ARN always the same.
   *
   * @throws AwsError for what can be none
   */
  @Nullable IamInstanceProfile named(@Nullable IamInstanceProfileSpecification asked) {
    return asked == null ? null : one(asked);
  }

  /** The same where one has to be named. */
  IamInstanceProfile one(IamInstanceProfileSpecification asked) {
    Optional<IamInstanceProfile> known = adopted(asked);
    if (known.isPresent()) {
      return known.get();
    }
    String arn = arn(asked);
    SplittableRandom random = world.seed().derive("instance profile " + arn).random();
    StringBuilder id = new StringBuilder("AIPA");
    for (int i = 0; i < ID_CHARACTERS; i++) {
      id.append(Character.toUpperCase(Character.forDigit(random.nextInt(RADIX), RADIX)));
    }
    return IamInstanceProfile.builder().arn(arn).id(id.toString()).build();
  }

  /** Makes a profile known that is described elsewhere, with its path and its id. */
  void adopt(IamInstanceProfile described) {
    if (described.arn() != null && described.id() != null) {
      adopted.putIfAbsent(described.arn(), described);
    }
  }

  /** Names of profiles are unique in an account, whatever their paths. */
  private Optional<IamInstanceProfile> adopted(IamInstanceProfileSpecification asked) {
    String account = ":" + world.place().account() + ":";
    return adopted.values().stream()
        .filter(
            each ->
                asked.name() == null
                    ? each.arn().equals(asked.arn())
                    : asked.arn() == null
                        && each.arn().contains(account)
                        && each.arn().endsWith("/" + asked.name()))
        .findFirst();
  }

  private String arn(IamInstanceProfileSpecification asked) {
    String arn = asked.arn();
    String name = asked.name();
    if (arn != null && name != null) {
      throw InstanceProfileErrors.nameWithArn();
    }
    if (arn != null) {
      if (!ARNS.matcher(arn).matches()) {
        throw InstanceProfileErrors.arnInvalid(arn);
      }
      return arn;
    }
    if (name == null) {
      throw InstanceProfileErrors.nameAndArnMissing();
    }
    if (!NAMES.matcher(name).matches()) {
      throw InstanceProfileErrors.nameInvalid(name);
    }
    return "arn:aws:iam::" + world.place().account() + ":instance-profile/" + name;
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
