package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * What the groups of an inventory launch now, and what such a launch names that stands outside the
 * stack: images, key pairs and instance profiles. Only those are looked up that a group would
 * launch with; other versions of a template often name images that are long gone.
 */
public final class GroupLaunches {
  private static final String ALIAS = "resolve:ssm:";

  private GroupLaunches() {}

  /**
   * One way in which a group launches.
   *
   * @param template the version that it launches from
   * @param instanceType that it launches; empty where attributes of the type are given in its place
   *     or nothing is said
   */
  public record Launch(LaunchTemplateVersion template, Optional<String> instanceType) {
    /** What the version says. */
    public ResponseLaunchTemplateData data() {
      return template.launchTemplateData() == null
          ? ResponseLaunchTemplateData.builder().build()
          : template.launchTemplateData();
    }

    /** As people call it: {@code web version 2}. */
    public String words() {
      return template.launchTemplateName() + " version " + template.versionNumber();
    }
  }

  /** The ways in which a group launches; empty when the version for one is not described. */
  public static Optional<List<Launch>> of(AutoScalingGroup group, Inventory inventory) {
    List<Optional<Launch>> launches = new ArrayList<>();
    LaunchTemplate mixed =
        group.mixedInstancesPolicy() == null ? null : group.mixedInstancesPolicy().launchTemplate();
    if (mixed == null) {
      launches.add(launch(group.launchTemplate(), null, inventory));
    } else if (mixed.overrides().isEmpty()) {
      launches.add(launch(mixed.launchTemplateSpecification(), null, inventory));
    } else {
      for (LaunchTemplateOverrides each : mixed.overrides()) {
        launches.add(
            launch(
                each.launchTemplateSpecification() == null
                    ? mixed.launchTemplateSpecification()
                    : each.launchTemplateSpecification(),
                each,
                inventory));
      }
    }
    return launches.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(launches.stream().flatMap(Optional::stream).distinct().toList());
  }

  private static Optional<Launch> launch(
      @Nullable LaunchTemplateSpecification wanted,
      @Nullable LaunchTemplateOverrides override,
      Inventory inventory) {
    return Optional.ofNullable(wanted)
        .flatMap(each -> version(each, inventory))
        .map(
            version -> new Launch(version, Optional.ofNullable(instanceTypeOf(version, override))));
  }

  private static @Nullable String instanceTypeOf(
      LaunchTemplateVersion version, @Nullable LaunchTemplateOverrides override) {
    if (override != null
        && (override.instanceType() != null || override.instanceRequirements() != null)) {
      return override.instanceType();
    }
    return version.launchTemplateData() == null
        ? null
        : version.launchTemplateData().instanceTypeAsString();
  }

  /** The version that is meant: by its number, {@code $Latest} or {@code $Default}. */
  public static Optional<LaunchTemplateVersion> version(
      LaunchTemplateSpecification wanted, Inventory inventory) {
    List<LaunchTemplateVersion> versions =
        inventory.all(Kind.LAUNCH_TEMPLATE_VERSION).stream()
            .filter(
                each ->
                    wanted.launchTemplateId() == null
                        ? Objects.equals(each.launchTemplateName(), wanted.launchTemplateName())
                        : Objects.equals(each.launchTemplateId(), wanted.launchTemplateId()))
            .toList();
    String version = wanted.version() == null ? "$Default" : wanted.version();
    return switch (version) {
      case "$Latest" ->
          versions.stream().max(Comparator.comparingLong(LaunchTemplateVersion::versionNumber));
      case "$Default" ->
          versions.stream().filter(each -> Boolean.TRUE.equals(each.defaultVersion())).findFirst();
      default ->
          versions.stream()
              .filter(each -> version.equals(String.valueOf(each.versionNumber())))
              .findFirst();
    };
  }

  /** The ids of the images that groups launch, sorted. */
  public static Set<String> images(Inventory inventory) {
    return named(inventory, each -> isParameter(each.imageId()) ? null : each.imageId());
  }

  /** The parameters of Systems Manager by which groups name images, as templates say it. */
  public static Set<String> imageParameters(Inventory inventory) {
    return named(inventory, each -> isParameter(each.imageId()) ? each.imageId() : null);
  }

  /** Whether an image is named by a parameter of Systems Manager, {@code resolve:ssm:NAME}. */
  public static boolean isParameter(@Nullable String image) {
    return image != null && image.startsWith(ALIAS);
  }

  /** The names of the key pairs that groups launch with, sorted. */
  public static Set<String> keyPairs(Inventory inventory) {
    return named(inventory, ResponseLaunchTemplateData::keyName);
  }

  /** The names of the instance profiles that groups launch with, sorted. */
  public static Set<String> instanceProfiles(Inventory inventory) {
    return named(inventory, each -> instanceProfile(each).orElse(null));
  }

  /** The name of the instance profile that a version says, by its name or its ARN. */
  public static Optional<String> instanceProfile(ResponseLaunchTemplateData data) {
    LaunchTemplateIamInstanceProfileSpecification profile = data.iamInstanceProfile();
    if (profile == null) {
      return Optional.empty();
    }
    return profile.name() == null
        ? Optional.ofNullable(profile.arn()).map(GroupLaunches::nameIn)
        : Optional.of(profile.name());
  }

  /** The name in the ARN of an instance profile: names are unique, whatever their paths. */
  public static String nameIn(String profileArn) {
    return profileArn.substring(profileArn.lastIndexOf('/') + 1);
  }

  private static Set<String> named(
      Inventory inventory, Function<ResponseLaunchTemplateData, @Nullable String> name) {
    Set<String> names = new TreeSet<>();
    inventory.all(Kind.AUTO_SCALING_GROUP).stream()
        .flatMap(group -> ways(group, inventory))
        .map(launch -> name.apply(launch.data()))
        .filter(each -> each != null && !each.isBlank())
        .forEach(names::add);
    return names;
  }

  /** Those that are described, though others of the same group may not be. */
  private static Stream<Launch> ways(AutoScalingGroup group, Inventory inventory) {
    return of(group, inventory).stream().flatMap(List::stream);
  }
}
