package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Launches;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * What groups launch with, was looked for elsewhere, and is not there: not here either, and nothing
 * that a twin leaves out.
 *
 * @param images their ids
 * @param keyPairs their names
 */
record Gone(Set<String> images, Set<String> keyPairs) {
  static Gone of(Inventory described) {
    Set<String> images = new TreeSet<>();
    if (described.knows(Kind.IMAGE)) {
      images.addAll(Launches.images(described));
      described.all(Kind.IMAGE).forEach(each -> images.remove(String.valueOf(each.imageId())));
    }
    Set<String> keyPairs = new TreeSet<>();
    if (described.knows(Kind.KEY_PAIR)) {
      keyPairs.addAll(Launches.keyPairs(described));
      described.all(Kind.KEY_PAIR).forEach(each -> keyPairs.remove(String.valueOf(each.keyName())));
    }
    return new Gone(images, keyPairs);
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
    return rest.build();
  }
}
