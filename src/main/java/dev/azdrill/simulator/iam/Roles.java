package dev.azdrill.simulator.iam;

import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The roles that there are. No two have the same name in any case, whatever their paths. */
final class Roles {
  private final SortedMap<String, RoleRecord> byName = new TreeMap<>();

  /** All of them, by name. */
  Collection<RoleRecord> all() {
    return byName.values();
  }

  RoleRecord one(String name) {
    RoleRecord found = byName.get(key(name));
    if (found == null || !found.name().equals(name)) {
      throw IamErrors.roleNotFound(name);
    }
    return found;
  }

  /** Refuses a name that a role has already. */
  void requireFree(String name) {
    if (byName.containsKey(key(name))) {
      throw IamErrors.roleExists(name);
    }
  }

  void add(RoleRecord role) {
    byName.put(key(role.name()), role);
  }

  void remove(RoleRecord role) {
    byName.remove(key(role.name()));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
