package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.GroupLaunches;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * What groups launch with, was looked for elsewhere, and is not there: not here either, and nothing
 * that a twin leaves out.
 *
 * @param images their ids
 * @param keyPairs their names
 * @param profiles the names of instance profiles that are not there, or have no role
 */
record MissingLaunchInputs(Set<String> images, Set<String> keyPairs, Set<String> profiles) {
  static MissingLaunchInputs of(Inventory described) {
    Set<String> images = new TreeSet<>();
    if (described.knows(Kind.IMAGE)) {
      images.addAll(GroupLaunches.images(described));
      described.all(Kind.IMAGE).forEach(each -> images.remove(String.valueOf(each.imageId())));
    }
    Set<String> keyPairs = new TreeSet<>();
    if (described.knows(Kind.KEY_PAIR)) {
      keyPairs.addAll(GroupLaunches.keyPairs(described));
      described.all(Kind.KEY_PAIR).forEach(each -> keyPairs.remove(String.valueOf(each.keyName())));
    }
    Set<String> profiles = new TreeSet<>();
    if (described.knows(Kind.INSTANCE_PROFILE)) {
      profiles.addAll(GroupLaunches.instanceProfiles(described));
      described.all(Kind.INSTANCE_PROFILE).stream()
          .filter(each -> !each.roles().isEmpty())
          .forEach(each -> profiles.remove(String.valueOf(each.instanceProfileName())));
    }
    return new MissingLaunchInputs(images, keyPairs, profiles);
  }

  /** A version's data as if it named nothing of this. */
  ResponseLaunchTemplateData without(ResponseLaunchTemplateData data) {
    ResponseLaunchTemplateData.Builder rest = data.toBuilder();
    if (images.contains(String.valueOf(data.imageId()))) {
      rest.imageId(null);
    }
    if (keyPairs.contains(String.valueOf(data.keyName()))) {
      rest.keyName(null);
    }
    if (GroupLaunches.instanceProfile(data).filter(profiles::contains).isPresent()) {
      rest.iamInstanceProfile((LaunchTemplateIamInstanceProfileSpecification) null);
    }
    return rest.build();
  }
}
