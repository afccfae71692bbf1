package dev.azdrill.simulator.iam;

import dev.azdrill.simulator.world.IamProfiles;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/** The instance profiles that there are. No two have the same name in any case. */
final class InstanceProfiles implements IamProfiles {
  private final SortedMap<String, ProfileRecord> byName = new TreeMap<>();

  @Override
  public Optional<Profile> named(String name) {
    return find(name)
        .map(
            each -> {
              InstanceProfile listed = each.listed();
              return new Profile(listed.arn(), listed.instanceProfileId(), each.role().isPresent());
            });
  }

  /** All of them, by name. */
  Collection<ProfileRecord> all() {
    return byName.values();
  }

  /** Those that a role is in. */
  List<ProfileRecord> of(RoleRecord role) {
    return byName.values().stream()
        .filter(each -> each.role().filter(role::equals).isPresent())
        .toList();
  }

  ProfileRecord one(String name) {
    return find(name).orElseThrow(() -> IamErrors.profileNotFound(name));
  }

  private Optional<ProfileRecord> find(String name) {
    return Optional.ofNullable(byName.get(key(name))).filter(each -> each.name().equals(name));
  }

  /** Refuses a name that an instance profile has already. */
  void requireFree(String name) {
    if (byName.containsKey(key(name))) {
      throw IamErrors.profileExists(name);
    }
  }

  void add(ProfileRecord profile) {
    byName.put(key(profile.name()), profile);
  }

  void remove(ProfileRecord profile) {
    byName.remove(key(profile.name()));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
