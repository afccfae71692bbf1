package dev.azdrill.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Amazon RDS says of PostgreSQL in eu-west-2: versions that can be created, instance classes,
 * names that no user can have. Majors 13 and later: earlier ones are in Extended Support and run on
 * fewer classes.
 */
public final class Postgres {
  /** RDS's name of the engine. */
  public static final String ENGINE = "postgres";

  private static final JsonNode FILE = CatalogueFile.read("rds-postgres.json");
  private static final List<String> VERSIONS = CatalogueFile.texts(FILE.path("versions"));
  private static final List<String> RETIRED = CatalogueFile.texts(FILE.path("retiredVersions"));
  private static final List<String> CLASSES = CatalogueFile.texts(FILE.path("classes"));
  private static final List<String> OTHER_ENGINES = CatalogueFile.texts(FILE.path("otherEngines"));
  private static final List<String> RESERVED = CatalogueFile.texts(FILE.path("reservedWords"));
  private static final List<String> USERS = CatalogueFile.texts(FILE.path("reservedUsers"));
  private static final List<String> PREFIXES =
      CatalogueFile.texts(FILE.path("reservedUserPrefixes"));

  private Postgres() {}

  /** The minor versions that RDS creates, oldest first. */
  public static List<String> versions() {
    return VERSIONS;
  }

  /** The minor versions that RDS once created and no longer does. */
  public static List<String> retiredVersions() {
    return RETIRED;
  }

  /** The minor version that a request for a minor or major version gets: the newest of it. */
  public static Optional<String> version(String asked) {
    return VERSIONS.stream()
        .filter(each -> each.equals(asked) || each.startsWith(asked + "."))
        .reduce((older, newer) -> newer);
  }

  /** The major versions, oldest first. */
  public static List<String> majors() {
    return VERSIONS.stream().map(each -> each.substring(0, each.indexOf('.'))).distinct().toList();
  }

  /** The DB instance classes that run all of {@link #versions}. */
  public static List<String> classes() {
    return CLASSES;
  }

  /** RDS's names of its other engines. */
  public static List<String> otherEngines() {
    return OTHER_ENGINES;
  }

  /** Whether RDS refuses this name for the first user, because PostgreSQL or RDS reserves it. */
  public static boolean isReservedUser(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return USERS.contains(lower)
        || RESERVED.contains(lower)
        || PREFIXES.stream().anyMatch(lower::startsWith);
  }
}
