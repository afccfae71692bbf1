package dev.azdrill.topology;

import java.util.regex.Pattern;

/**
 * The database: an RDS instance in the database subnets. Its password is made and kept by RDS, so
 * that no secret stands in a blueprint, a request or a report.
 *
 * @param engine such as {@code postgres}
 * @param version of the engine; AWS picks the newest minor version of a major one
 * @param instanceClass such as {@code db.t4g.medium}
 * @param storageGib how much storage, in GiB, 20 to 65536
 * @param port at which it listens
 * @param username of its first user
 * @param multiAz whether a standby in another zone takes over
 * @param encrypted whether its storage is
 * @param publiclyAccessible whether it has a public address
 * @param backupDays for how many days automated backups are kept, 0 (none) to 35
 */
public record Database(
    String engine,
    String version,
    String instanceClass,
    int storageGib,
    int port,
    String username,
    boolean multiAz,
    boolean encrypted,
    boolean publiclyAccessible,
    int backupDays) {
  private static final Pattern ENGINE = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern VERSION = Pattern.compile("[0-9][\\w.-]*");
  private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9-]+");
  private static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9_]{0,15}");

  /**
   * @throws BlueprintException when AWS would refuse it
   */
  public Database {
    Group.requireText("engine", ENGINE, engine, "an RDS engine", "postgres");
    Group.requireText("version", VERSION, version, "an engine version", "16");
    Group.requireText("class", CLASS, instanceClass, "a DB instance class", "db.t4g.medium");
    Group.requireText("username", USERNAME, username, "a user name in lower case", "keeper");
    HealthCheck.requireRange("storage-gib", storageGib, 20, 65_536);
    HealthCheck.requireRange("backup-days", backupDays, 0, 35);
    Listener.requirePort("port", port);
  }

  /** The same database, with or without a standby. */
  public Database withMultiAz(boolean other) {
    return new Database(
        engine,
        version,
        instanceClass,
        storageGib,
        port,
        username,
        other,
        encrypted,
        publiclyAccessible,
        backupDays);
  }
}
