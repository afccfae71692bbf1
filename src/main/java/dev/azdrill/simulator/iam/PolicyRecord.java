package dev.azdrill.simulator.iam;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** A managed policy with its versions and its tags. */
final class PolicyRecord {
  private Policy described;
  private final boolean isOfAws;
  private final TagSet tags;
  private final SortedMap<Integer, PolicyVersion> versions =
      new TreeMap<>(Comparator.reverseOrder());
  private int last;

  private PolicyRecord(Policy described, boolean isOfAws, TagSet tags) {
    this.described = described;
    this.isOfAws = isOfAws;
    this.tags = tags;
  }

  /** One that AWS manages: of its versions nothing but the number is known. */
  static PolicyRecord ofAws(Policy described) {
    return new PolicyRecord(described, true, new TagSet());
  }

  /**
   * One of the account's own.
   *
   * @param first the document of its first version, as answers have it
   */
  static PolicyRecord of(Policy described, String first, TagSet tags) {
    PolicyRecord policy = new PolicyRecord(described, false, tags);
    policy.add(PolicyVersion.builder().document(first).createDate(described.createDate()).build());
    return policy;
  }

  String arn() {
    return described.arn();
  }

  /** Whether it has this name, in any case. */
  boolean isCalled(String name) {
    return described.policyName().equalsIgnoreCase(name);
  }

  /** Whether AWS manages it, and nobody may change it. */
  boolean isOfAws() {
    return isOfAws;
  }

  /** As lists show it: without its description and its tags. */
  Policy listed(int attachments) {
    return described.toBuilder().description(null).attachmentCount(attachments).build();
  }

  /** Whole. */
  Policy describe(int attachments) {
    return described.toBuilder().attachmentCount(attachments).tags(tags.all()).build();
  }

  /** Changes what is described of it. */
  void change(Consumer<Policy.Builder> change) {
    Policy.Builder next = described.toBuilder();
    change.accept(next);
    described = next.build();
  }

  /** Another version, under the next number: {@code v2}. */
  PolicyVersion add(PolicyVersion version) {
    last++;
    PolicyVersion numbered = version.toBuilder().versionId("v" + last).build();
    versions.put(last, numbered);
    return shown(numbered);
  }

  /** The versions, the newest first. */
  List<PolicyVersion> versions() {
    return versions.values().stream().map(this::shown).toList();
  }

  Optional<PolicyVersion> version(String id) {
    return versions.values().stream()
        .filter(each -> each.versionId().equals(id))
        .findFirst()
        .map(this::shown);
  }

  void remove(PolicyVersion version) {
    versions.values().removeIf(each -> each.versionId().equals(version.versionId()));
  }

  private PolicyVersion shown(PolicyVersion version) {
    return version.toBuilder()
        .isDefaultVersion(version.versionId().equals(described.defaultVersionId()))
        .build();
  }

  TagSet tags() {
    return tags;
  }
}
