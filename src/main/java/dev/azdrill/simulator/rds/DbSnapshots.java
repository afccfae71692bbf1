package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The snapshots of DB instances: those that somebody took, the last one of an instance that was
 * deleted, and the first of the automated backups. Later automated backups are not taken here.
 *
 * <p>Source: Amazon RDS User Guide, "Creating a DB snapshot for a Single-AZ DB instance" and
 * "Introduction to backups".
 */
final class DbSnapshots {
  private static final DateTimeFormatter IN_NAMES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> OF_OTHERS = List.of("shared", "public", "awsbackup");

  private final DescribeFilters<DbSnapshotRecord> filters =
      new DescribeFilters<DbSnapshotRecord>()
          .on("db-instance-id", each -> each.shown().dbInstanceIdentifier())
          .on("db-snapshot-id", DbSnapshotRecord::name)
          .on("dbi-resource-id", each -> each.shown().dbiResourceId())
          .on("snapshot-type", each -> each.shown().snapshotType())
          .on("engine", each -> each.shown().engine());

  private final Map<String, DbSnapshotRecord> byName = new TreeMap<>();
  private final World world;
  private final RdsTags tags;

  DbSnapshots(World world, RdsTags tags) {
    this.world = world;
    this.tags = tags;
  }

  void enter(Operations.Page page, DbInstances instances) {
    page.write(
        "CreateDBSnapshot",
        CreateDbSnapshotRequest::builder,
        (CreateDbSnapshotRequest request) -> create(request, instances));
    page.read("DescribeDBSnapshots", DescribeDbSnapshotsRequest::builder, this::describe);
    page.write("DeleteDBSnapshot", DeleteDbSnapshotRequest::builder, this::delete);
  }

  private CreateDbSnapshotResponse create(CreateDbSnapshotRequest request, DbInstances instances) {
    DbInstanceRecord database = instances.known(request.dbInstanceIdentifier());
    String name = free("DBSnapshotIdentifier", request.dbSnapshotIdentifier());
    RdsTags.together(Map.of(), request.tags());
    Status next = database.changeable().backUp();
    DbSnapshotRecord snapshot = taken(database, name, DbSnapshotRecord.Type.MANUAL);
    database.status(next);
    enter(database, snapshot, request.tags());
    world
        .kernel()
        .after(
            world.timings().of(Timing.DATABASE_SNAPSHOT),
            "a snapshot is taken",
            () -> {
              complete(name);
              if (database.status() == Status.BACKING_UP) {
                database.done();
              }
            });
    return CreateDbSnapshotResponse.builder().dbSnapshot(shown(known(name))).build();
  }

  /**
   * The name for a new snapshot, in lower case.
   *
   * @throws dev.azdrill.simulator.world.AwsError for one that is none, or that is taken
   */
  String free(String parameter, String asked) {
    String name = RequestParameters.newName(parameter, asked);
    if (byName.containsKey(name)) {
      throw RdsErrors.snapshotExists(name);
    }
    return name;
  }

  /**
   * Begins the last snapshot of a DB instance that is being deleted.
   *
   * @return how long it takes
   */
  Duration takeLast(DbInstanceRecord database, String name) {
    enter(database, taken(database, name, DbSnapshotRecord.Type.MANUAL), List.of());
    Duration takes = world.timings().of(Timing.DATABASE_SNAPSHOT);
    world.kernel().after(takes, "a last snapshot is taken", () -> complete(name));
    return takes;
  }

  /** An automated backup is finished. */
  void backedUp(DbInstanceRecord database) {
    String name = "rds:" + database.name() + "-" + IN_NAMES.format(world.kernel().now());
    enter(database, taken(database, name, DbSnapshotRecord.Type.AUTOMATED).completed(), List.of());
  }

  /** Forgets the automated backups of a DB instance that is gone. */
  void forgetAutomated(DbInstanceRecord database) {
    List<DbSnapshotRecord> gone =
        byName.values().stream()
            .filter(each -> each.is(DbSnapshotRecord.Type.AUTOMATED))
            .filter(each -> each.shown().dbInstanceIdentifier().equals(database.name()))
            .toList();
    gone.forEach(this::forget);
  }

  private void enter(DbInstanceRecord database, DbSnapshotRecord snapshot, Collection<Tag> more) {
    List<Tag> first = new ArrayList<>();
    if (Boolean.TRUE.equals(database.settings().copyTagsToSnapshot())) {
      first.addAll(tags.list(database.arn()));
    }
    first.addAll(more);
    byName.put(snapshot.name(), snapshot);
    tags.create(snapshot.shown().dbSnapshotArn(), first);
  }

  private void complete(String name) {
    byName.computeIfPresent(name, (key, each) -> each.completed());
  }

  private DbSnapshotRecord taken(
      DbInstanceRecord database, String name, DbSnapshotRecord.Type type) {
    DBInstance source = database.settings();
    Instant now = world.kernel().now();
    DBSnapshot shown =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(name)
            .dbSnapshotArn(world.place().arn(Service.RDS, "snapshot:" + name))
            .dbInstanceIdentifier(database.name())
            .dbiResourceId(source.dbiResourceId())
            .snapshotCreateTime(now)
            .originalSnapshotCreateTime(now)
            .instanceCreateTime(source.instanceCreateTime())
            .snapshotType(type.toString())
            .status("creating")
            .percentProgress(0)
            .engine(source.engine())
            .engineVersion(source.engineVersion())
            .licenseModel(source.licenseModel())
            .allocatedStorage(source.allocatedStorage())
            .storageType(source.storageType())
            .iops(source.iops())
            .storageThroughput(source.storageThroughput())
            .encrypted(source.storageEncrypted())
            .kmsKeyId(source.kmsKeyId())
            .port(source.dbInstancePort())
            .availabilityZone(database.engine().shownZone())
            .vpcId(database.vpcId())
            .masterUsername(source.masterUsername())
            .iamDatabaseAuthenticationEnabled(source.iamDatabaseAuthenticationEnabled())
            .snapshotTarget("region")
            .build();
    return new DbSnapshotRecord(shown, source, database.engine().volume());
  }

  private DescribeDbSnapshotsResponse describe(DescribeDbSnapshotsRequest request) {
    String name = request.dbSnapshotIdentifier();
    Collection<DbSnapshotRecord> asked = name == null ? byName.values() : List.of(known(name));
    String type = request.snapshotType();
    if (type != null && !OF_OTHERS.contains(type) && !isOwn(type)) {
      throw RdsErrors.snapshotTypeUnknown(type);
    }
    String instance = request.dbInstanceIdentifier();
    List<DbSnapshotRecord> chosen =
        asked.stream()
            .filter(each -> type == null || type.equals(each.shown().snapshotType()))
            .filter(
                each ->
                    instance == null
                        || RequestParameters.known(instance)
                            .equals(each.shown().dbInstanceIdentifier()))
            .filter(
                each ->
                    request.dbiResourceId() == null
                        || request.dbiResourceId().equals(each.shown().dbiResourceId()))
            .toList();
    Page<DbSnapshotRecord> page =
        RequestParameters.page(
            filters.apply(chosen, RequestParameters.by(request.filters())),
            request.marker(),
            request.maxRecords());
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items().stream().map(this::shown).toList())
        .marker(page.next())
        .build();
  }

  private static boolean isOwn(String type) {
    return List.of(DbSnapshotRecord.Type.values()).stream()
        .anyMatch(each -> each.toString().equals(type));
  }

  private DeleteDbSnapshotResponse delete(DeleteDbSnapshotRequest request) {
    DbSnapshotRecord snapshot = known(request.dbSnapshotIdentifier());
    if (!snapshot.is(DbSnapshotRecord.Type.MANUAL)) {
      throw RdsErrors.snapshotNotManual(snapshot.name());
    }
    if (!snapshot.isAvailable()) {
      throw RdsErrors.snapshotNotAvailable(snapshot.name());
    }
    DBSnapshot last = shown(snapshot).toBuilder().status("deleted").build();
    forget(snapshot);
    return DeleteDbSnapshotResponse.builder().dbSnapshot(last).build();
  }

  private void forget(DbSnapshotRecord snapshot) {
    byName.remove(snapshot.name());
    tags.forget(snapshot.shown().dbSnapshotArn());
  }

  /** The snapshot of this name or ARN, or AWS's refusal. */
  DbSnapshotRecord known(String nameOrArn) {
    String prefix = world.place().arn(Service.RDS, "snapshot:");
    String name = nameOrArn.startsWith(prefix) ? nameOrArn.substring(prefix.length()) : nameOrArn;
    DbSnapshotRecord snapshot = byName.get(name.toLowerCase(Locale.ROOT));
    if (snapshot == null) {
      throw RdsErrors.snapshotNotFound(nameOrArn);
    }
    return snapshot;
  }

  private DBSnapshot shown(DbSnapshotRecord snapshot) {
    return snapshot.shown().toBuilder()
        .tagList(tags.list(snapshot.shown().dbSnapshotArn()))
        .build();
  }
}
