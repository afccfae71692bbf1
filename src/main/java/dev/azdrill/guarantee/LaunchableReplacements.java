package dev.azdrill.guarantee;

import dev.azdrill.catalogue.InstanceTypeFacts;
import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.GroupLaunches.Launch;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.LaunchHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/**
 * Whether what a group launches in the place of what it has lost can be launched: an image that is
 * there and that the instance type can run, a key pair that is there, an instance profile that is
 * there and has a role; and whether a lifecycle hook lets it serve. Of what was not read nothing is
 * found here: that it was asked for makes the claim unknown.
 */
final class LaunchableReplacements {
  private LaunchableReplacements() {}

  static List<Finding> of(AutoScalingGroup group, Inventory inventory) {
    String name = group.autoScalingGroupName();
    Optional<List<Launch>> launches = GroupLaunches.of(group, inventory);
    if (launches.isEmpty()) {
      return List.of(Finding.unknown(name, "launches from a template that is not described"));
    }
    List<Finding> findings = new ArrayList<>();
    LaunchHooks.of(group, inventory).forEach(each -> findings.add(hook(name, each)));
    for (Launch each : launches.get()) {
      image(name, each, inventory).ifPresent(findings::add);
      key(name, each, inventory).ifPresent(findings::add);
      profile(name, each, inventory).ifPresent(findings::add);
    }
    return findings;
  }

  /** Who completes a hook, if anybody, no description tells. */
  private static Finding hook(String name, LifecycleHook hook) {
    String held =
        "what it launches is held by lifecycle hook "
            + hook.lifecycleHookName()
            + " for up to "
            + hook.heartbeatTimeout()
            + " s";
    if (!LaunchHooks.goesOn(hook)) {
      return Finding.unknown(
          name,
          held
              + ", and abandoned unless somebody completes its action, which is described nowhere");
    }
    return hook.heartbeatTimeout() <= TargetChecks.WITHIN.toSeconds()
        ? Finding.proven(name, held + ", and serves then")
        : Finding.unknown(
            name, held + " unless somebody completes its action, which is described nowhere");
  }

  private static Optional<Finding> image(String name, Launch launch, Inventory inventory) {
    String id = launch.data().imageId();
    String launches = "launches from " + launch.words() + ", ";
    if (id == null) {
      return Optional.of(Finding.violated(name, launches + "which names no image"));
    }
    if (GroupLaunches.isParameter(id)) {
      return Optional.of(
          Finding.unknown(
              name, launches + "whose image is behind " + id + ": parameters are not read"));
    }
    List<Image> images = inventory.all(Kind.IMAGE);
    if (!inventory.knows(Kind.IMAGE)) {
      return Optional.empty();
    }
    Optional<String> obstacle =
        images.stream()
            .filter(each -> id.equals(each.imageId()))
            .findFirst()
            .map(each -> obstacle(each, launch))
            .orElseGet(() -> Optional.of("does not exist"));
    return Optional.of(
        Finding.of(
            name,
            obstacle.isEmpty(),
            launches + "whose image exists",
            launches + "whose image " + id + " " + obstacle.orElse("")));
  }

  private static Optional<String> obstacle(Image image, Launch launch) {
    return image.state() == null || image.state() == ImageState.AVAILABLE
        ? launch.instanceType().flatMap(type -> mismatch(type, image))
        : Optional.of("is " + image.stateAsString());
  }

  /** Why an instance type cannot run an image; empty where it can, or it is not a known one. */
  private static Optional<String> mismatch(String type, Image image) {
    return Optional.ofNullable(InstanceTypeFacts.offered().get(type))
        .filter(facts -> image.architecture() != null)
        .filter(facts -> !facts.architectures().contains(image.architectureAsString()))
        .map(
            facts ->
                "is for "
                    + image.architectureAsString()
                    + ", and a "
                    + type
                    + " runs "
                    + String.join(" and ", facts.architectures()));
  }

  private static Optional<Finding> key(String name, Launch launch, Inventory inventory) {
    String key = launch.data().keyName();
    if (key == null) {
      return Optional.empty();
    }
    List<KeyPairInfo> pairs = inventory.all(Kind.KEY_PAIR);
    if (!inventory.knows(Kind.KEY_PAIR)) {
      return Optional.empty();
    }
    String which = "launches from " + launch.words() + ", whose key pair ";
    return Optional.of(
        Finding.of(
            name,
            pairs.stream().anyMatch(each -> key.equals(each.keyName())),
            which + "exists",
            which + key + " does not exist"));
  }

  static List<Mutant> mutants() {
    return List.of(
        new Mutant("the image is gone", sound -> sound.with(Kind.IMAGE, List.of())),
        new Mutant(
            "the image is disabled",
            sound ->
                sound.map(Kind.IMAGE, each -> each.toBuilder().state(ImageState.DISABLED).build())),
        new Mutant(
            "the image is one for another architecture",
            sound -> sound.map(Kind.IMAGE, LaunchableReplacements::forAnother)),
        new Mutant(
            "the template names a key pair that does not exist",
            sound -> TopologyMutations.launches(sound, LaunchableReplacements::withOtherKey)),
        new Mutant(
            "the template names no image",
            sound -> TopologyMutations.launches(sound, LaunchableReplacements::withoutImage)));
  }

  private static LaunchTemplateVersion withOtherKey(LaunchTemplateVersion version) {
    return version.copy(
        it -> it.launchTemplateData(version.launchTemplateData().copy(d -> d.keyName("gone"))));
  }

  private static LaunchTemplateVersion withoutImage(LaunchTemplateVersion version) {
    return version.copy(
        it -> it.launchTemplateData(version.launchTemplateData().copy(d -> d.imageId(null))));
  }

  private static Image forAnother(Image image) {
    boolean isArm = "arm64".equals(image.architectureAsString());
    return image.toBuilder().architecture(isArm ? "x86_64" : "arm64").build();
  }

  /**
   * Source: IAM User Guide, "Using instance profiles": EC2 launches nothing with one that has no
   * role.
   */
  private static Optional<Finding> profile(String name, Launch launch, Inventory inventory) {
    Optional<String> wanted = GroupLaunches.instanceProfile(launch.data());
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    List<InstanceProfile> profiles = inventory.all(Kind.INSTANCE_PROFILE);
    if (!inventory.knows(Kind.INSTANCE_PROFILE)) {
      return Optional.empty();
    }
    Optional<InstanceProfile> found =
        profiles.stream()
            .filter(each -> wanted.get().equals(each.instanceProfileName()))
            .findFirst();
    String which = "launches from " + launch.words() + ", whose instance profile ";
    return Optional.of(
        Finding.of(
            name,
            found.filter(each -> !each.roles().isEmpty()).isPresent(),
            which + "exists",
            which + wanted.get() + (found.isPresent() ? " has no role" : " does not exist")));
  }
}
