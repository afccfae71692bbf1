package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * One launch template: numbered versions that never change, of which one is the default. Numbers
 * are not used twice, also when the version is deleted.
 */
final class Template {
  private final String id;
  private final String name;
  private final @Nullable String createdBy;
  private Instant created;
  private final NavigableMap<Long, LaunchTemplateVersion> versions = new TreeMap<>();
  private Optional<Long> defaultVersion = Optional.empty();
  private long lastNumber;

  /**
   * @param createdBy who made it; null where nobody tells
   */
  Template(String id, String name, @Nullable String createdBy, Instant created) {
    this.id = id;
    this.name = name;
    this.createdBy = createdBy;
    this.created = created;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  /**
   * Adds the next version; the first one is the default until another is made that.
   *
   * @param by who makes it
   */
  LaunchTemplateVersion add(
      ResponseLaunchTemplateData data, @Nullable String description, String by, Instant now) {
    lastNumber++;
    if (lastNumber == 1) {
      defaultVersion = Optional.of(lastNumber);
    }
    LaunchTemplateVersion version =
        LaunchTemplateVersion.builder()
            .launchTemplateId(id)
            .launchTemplateName(name)
            .versionNumber(lastNumber)
            .versionDescription(description)
            .createTime(now)
            .createdBy(by)
            .launchTemplateData(data)
            .build();
    versions.put(lastNumber, version);
    return shown(version);
  }

  /**
   * Takes over a version as it is described elsewhere.
   *
   * @throws Adoption.NotAdopted when it has been already
   */
  void adopt(LaunchTemplateVersion described) {
    long number = described.versionNumber();
    if (versions.putIfAbsent(number, described) != null) {
      throw new Adoption.NotAdopted("it is described more than once");
    }
    if (Boolean.TRUE.equals(described.defaultVersion())) {
      defaultVersion = Optional.of(number);
    }
    if (described.createTime().isBefore(created)) {
      created = described.createTime();
    }
    lastNumber = Math.max(lastNumber, number);
  }

  /** Whether one of its versions is known to be the default. */
  boolean hasDefault() {
    return defaultVersion.isPresent();
  }

  /**
   * The version of this number, {@code $Latest} or {@code $Default}.
   *
   * @throws AwsError when there is none
   */
  LaunchTemplateVersion version(String text) {
    LaunchTemplateVersion version = versions.get(number(text));
    if (version == null) {
      throw ComputeErrors.versionNotFound(text, id);
    }
    return shown(version);
  }

  /** All versions, the newest first. */
  List<LaunchTemplateVersion> versions() {
    List<LaunchTemplateVersion> newestFirst = new ArrayList<>(versions.values());
    Collections.reverse(newestFirst);
    return newestFirst.stream().map(this::shown).toList();
  }

  void makeDefault(String text) {
    defaultVersion = Optional.of(version(text).versionNumber());
  }

  /** Deletes a version that is not the default. */
  void remove(String text) {
    long number = version(text).versionNumber();
    if (isDefault(number)) {
      throw ComputeErrors.defaultVersionNotDeletable();
    }
    versions.remove(number);
  }

  LaunchTemplate describe(List<Tag> tags) {
    return LaunchTemplate.builder()
        .launchTemplateId(id)
        .launchTemplateName(name)
        .createTime(created)
        .createdBy(createdBy)
        .defaultVersionNumber(defaultVersion.orElse(null))
        .latestVersionNumber(versions.lastKey())
        .tags(tags)
        .build();
  }

  private long number(String text) {
    if (text.equals("$Default")) {
      return defaultVersion.orElseThrow(() -> ComputeErrors.versionNotFound(text, id));
    }
    if (text.equals("$Latest")) {
      return versions.lastKey();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw ComputeErrors.versionMalformed();
    }
    return Long.parseLong(text);
  }

  private LaunchTemplateVersion shown(LaunchTemplateVersion version) {
    return version.toBuilder().defaultVersion(isDefault(version.versionNumber())).build();
  }

  private boolean isDefault(long number) {
    return defaultVersion.filter(each -> each == number).isPresent();
  }
}
