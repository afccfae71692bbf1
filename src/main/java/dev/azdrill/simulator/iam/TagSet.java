package dev.azdrill.simulator.iam;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The tags of one thing. Their keys are the same in any case.
 *
 * <p>Source: IAM User Guide, "Rules for tagging in IAM and AWS STS".
 */
final class TagSet {
  private static final int MAX = 50;

  private final Map<String, Tag> byKey = new LinkedHashMap<>();

  /** Those that a new thing is to have. */
  static TagSet of(List<Tag> wanted) {
    TagSet tags = new TagSet();
    tags.put(wanted);
    return tags;
  }

  /** Adds these, each in place of the one with its key. */
  void put(List<Tag> wanted) {
    Map<String, Tag> added = new LinkedHashMap<>();
    for (Tag tag : wanted) {
      if (added.put(key(tag.key()), tag) != null) {
        throw IamErrors.tagKeyTwice();
      }
    }
    Map<String, Tag> all = new LinkedHashMap<>(byKey);
    all.putAll(added);
    if (all.size() > MAX) {
      throw IamErrors.tooManyTags();
    }
    byKey.putAll(added);
  }

  /** Takes those with these keys away; it is no matter whether they are there. */
  void remove(Collection<String> keys) {
    keys.forEach(each -> byKey.remove(key(each)));
  }

  List<Tag> all() {
    return List.copyOf(byKey.values());
  }

  private static String key(String asGiven) {
    return asGiven.toLowerCase(Locale.ROOT);
  }
}
