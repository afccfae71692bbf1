package dev.azdrill.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Labels in EC2's own words. */
final class Ec2Labels {
  private Ec2Labels() {}

  /** Only what bears the stack's tag. */
  static Filter own(Work work) {
    return filter("tag:" + Labels.STACK, work.labels().stack());
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** The tags with which a thing of this type and role is created. */
  static TagSpecification specification(Construction construction, ResourceType type, String role) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(construction.tags(role, Ec2Labels::tag))
        .build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static Optional<String> value(List<Tag> tags, String key) {
    return tags.stream().filter(tag -> key.equals(tag.key())).map(Tag::value).findFirst();
  }

  /** The things by their role; those without one are not the stack's to know. */
  static <T> Map<String, T> byRole(List<T> things, Function<T, List<Tag>> tags) {
    Map<String, T> byRole = new TreeMap<>();
    for (T thing : things) {
      value(tags.apply(thing), Labels.ROLE).ifPresent(role -> byRole.putIfAbsent(role, thing));
    }
    return byRole;
  }
}
