package dev.azdrill.topology;

import dev.azdrill.catalogue.Postgres;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The database: an RDS instance in the database subnets. Its password is made and kept by RDS, so
 * that no secret is in a blueprint, a request or a report.
 *
 * <p>Source of the limits: Amazon RDS API Reference, "CreateDBInstance": AllocatedStorage (gp3),
 * BackupRetentionPeriod, DBInstanceClass, EngineVersion, MasterUsername, Port. Versions, classes
 * and reserved names: {@link Postgres}.
 *
 * @param engine {@code postgres}, the one engine that azdrill simulates
 * @param version of the engine, major or minor; AWS picks the newest minor version of a major one
 * @param instanceClass such as {@code db.t4g.medium}
 * @param storageGib how much storage, in GiB, 20 to 65536
 * @param port at which it listens, 1150 to 65535
 * @param username of its first user: at most 16 letters, digits and underscores, a letter first, no
 *     reserved name
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
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final int USERNAME_LENGTH_MAX = 16;

  /**
   * @throws BlueprintException when AWS would refuse it, or azdrill does not simulate it
   */
  public Database {
    requireEngine(engine);
    requireVersion(version);
    requireClass(instanceClass);
    Require.range("storage-gib", storageGib, 20, 65_536);
    Require.range("port", port, 1_150, 65_535);
    requireUsername(username);
    Require.range("backup-days", backupDays, 0, 35);
  }

  private static void requireEngine(String engine) {
    if (engine.equals(Postgres.ENGINE)) {
      return;
    }
    String expected = Postgres.ENGINE + ", the one engine that azdrill simulates";
    if (Postgres.otherEngines().contains(engine)) {
      throw new BlueprintException(
          "engine",
          expected,
          engine,
          "azdrill does not simulate " + engine + " today; write " + Postgres.ENGINE);
    }
    throw new BlueprintException(
        "engine",
        expected,
        Printable.quoted(engine),
        Resemblance.advice(engine, List.of(Postgres.ENGINE), "write " + Postgres.ENGINE));
  }

  private static void requireVersion(String version) {
    if (Postgres.version(version).isPresent()) {
      return;
    }
    List<String> majors = Postgres.majors();
    String newest = majors.get(majors.size() - 1);
    String expected =
        "a PostgreSQL version that RDS creates and azdrill simulates, from "
            + majors.get(0)
            + " to "
            + newest;
    if (Postgres.retiredVersions().contains(version)) {
      String major = version.substring(0, version.indexOf('.'));
      throw new BlueprintException(
          "version",
          expected,
          version + ", which RDS no longer creates",
          "write " + major + " or " + Postgres.version(major).orElse(newest));
    }
    throw new BlueprintException(
        "version", expected, Printable.quoted(version), "write one such as " + newest);
  }

  private static void requireClass(String instanceClass) {
    if (!Postgres.classes().contains(instanceClass)) {
      throw new BlueprintException(
          "class",
          "a DB instance class that RDS offers for PostgreSQL in eu-west-2",
          Printable.quoted(instanceClass),
          Resemblance.advice(instanceClass, Postgres.classes(), "write one such as db.t4g.medium"));
    }
  }

  private static void requireUsername(String username) {
    Require.text(
        "username",
        USERNAME,
        USERNAME_LENGTH_MAX,
        username,
        "a user name of letters, digits and underscores that begins with a letter",
        "keeper");
    if (Postgres.isReservedUser(username)) {
      throw new BlueprintException(
          "username",
          "a name that neither PostgreSQL nor RDS reserves",
          Printable.quoted(username),
          "choose another one, such as keeper");
    }
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
