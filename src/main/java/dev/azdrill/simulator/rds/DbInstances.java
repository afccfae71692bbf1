package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** The DB instances: created, described, rebooted, stopped, started, deleted. */
final class DbInstances implements SubnetGroups.Users, ParameterGroups.Users, OptionGroups.Users {
  private static final DescribeFilters<DbInstanceRecord> FILTERS =
      new DescribeFilters<DbInstanceRecord>()
          .on("db-cluster-id", database -> null)
          .onMany("db-instance-id", database -> List.of(database.name(), database.arn()))
          .on("dbi-resource-id", database -> database.settings().dbiResourceId())
          .on("domain", database -> null)
          .on("engine", database -> database.settings().engine());

  private final Map<String, DbInstanceRecord> byName = new TreeMap<>();
  private final World world;
  private final SubnetGroups groups;
  private final DbSnapshots snapshots;
  private final HostPlacement placement;
  private final NewInstance newInstance;
  private final Events events;
  private final RdsTags tags;
  private final String domain;

  DbInstances(
      World world,
      Networking network,
      SubnetGroups groups,
      ParameterGroups parameterGroups,
      OptionGroups optionGroups,
      DbSnapshots snapshots,
      Events events,
      RdsTags tags) {
    this.world = world;
    this.groups = groups;
    this.snapshots = snapshots;
    this.placement = new HostPlacement(network, world.facts());
    this.newInstance = new NewInstance(world, network, parameterGroups, optionGroups);
    this.events = events;
    this.tags = tags;
    // One part of the name is the same for all endpoints of an account in a region.
    this.domain =
        ".c"
            + Long.toString(world.seed().derive("rds endpoints").value() >>> 8, 36)
            + "."
            + world.place().region()
            + ".rds.amazonaws.com";
  }

  void enter(Operations.Page page) {
    page.write("CreateDBInstance", CreateDbInstanceRequest::builder, this::create);
    page.read("DescribeDBInstances", DescribeDbInstancesRequest::builder, this::describe);
    page.write("RebootDBInstance", RebootDbInstanceRequest::builder, this::reboot);
    page.write("StartDBInstance", StartDbInstanceRequest::builder, this::start);
    page.write("StopDBInstance", StopDbInstanceRequest::builder, this::stop);
    page.write("DeleteDBInstance", DeleteDbInstanceRequest::builder, this::delete);
  }

  private CreateDbInstanceResponse create(CreateDbInstanceRequest request) {
    String name =
        free(RequestParameters.newName("DBInstanceIdentifier", request.dbInstanceIdentifier()));
    DBSubnetGroup group =
        request.dbSubnetGroupName() == null
            ? groups.byDefault()
            : groups.known(request.dbSubnetGroupName());
    DbInstanceRecord database =
        begin(
            new Begun(
                newInstance.settings(request, name, group),
                group,
                Optional.ofNullable(request.availabilityZone()),
                request.tags(),
                Optional.empty()));
    return CreateDbInstanceResponse.builder().dbInstance(describe(database)).build();
  }

  /**
   * A name that no DB instance has.
   *
   * @throws dev.azdrill.simulator.world.AwsError where one has it
   */
  String free(String name) {
    if (byName.containsKey(name)) {
      throw RdsErrors.instanceExists();
    }
    return name;
  }

  /**
   * A DB instance that is to be created.
   *
   * @param settings all that was asked for, checked
   * @param group in whose subnets it will stand
   * @param zone where its only host must stand; empty where RDS chooses
   * @param tags its first ones
   * @param content the records of the snapshot that it is made of
   */
  record Begun(
      DBInstance settings,
      DBSubnetGroup group,
      Optional<String> zone,
      List<Tag> tags,
      Optional<Volume> content) {
    Begun {
      tags = List.copyOf(tags);
    }
  }

  /** Places the hosts of a DB instance and begins to create it; all or nothing. */
  DbInstanceRecord begin(Begun begun) {
    RdsTags.together(Map.of(), begun.tags());
    DBInstance settings = begun.settings();
    String name = settings.dbInstanceIdentifier();
    List<DatabaseHost> nodes = place(settings, begun.group(), begun.zone());
    groups.used(begun.group());
    DbInstanceRecord database =
        add(
            settings,
            endpoint(name, settings.dbInstancePort()),
            nodes,
            begun.content().orElseGet(Volume::new));
    tags.create(database.arn(), begun.tags());
    creating(database);
    return database;
  }

  /** The endpoint that a DB instance of this name gets here. */
  Endpoint endpoint(String name, int port) {
    return Endpoint.builder()
        .address(name + domain)
        .port(port)
        .hostedZoneId(Engines.HOSTED_ZONE)
        .build();
  }

  /** Makes a DB instance known on hosts that are placed already; its engine is off. */
  DbInstanceRecord add(
      DBInstance settings, Endpoint endpoint, List<DatabaseHost> nodes, Volume content) {
    String name = settings.dbInstanceIdentifier();
    Engine engine =
        new Engine(
            world,
            message -> events.write(name, settings.dbInstanceArn(), message),
            () -> known(name).done(),
            nodes,
            content);
    DbInstanceRecord database = new DbInstanceRecord(settings, endpoint, engine);
    byName.put(name, database);
    return database;
  }

  private DescribeDbInstancesResponse describe(DescribeDbInstancesRequest request) {
    String name = request.dbInstanceIdentifier();
    Collection<DbInstanceRecord> asked = name == null ? byName.values() : List.of(known(name));
    Page<DbInstanceRecord> page =
        RequestParameters.page(
            FILTERS.apply(asked, RequestParameters.by(request.filters())),
            request.marker(),
            request.maxRecords());
    return DescribeDbInstancesResponse.builder()
        .dbInstances(page.items().stream().map(this::describe).toList())
        .marker(page.next())
        .build();
  }

  private RebootDbInstanceResponse reboot(RebootDbInstanceRequest request) {
    DbInstanceRecord database = known(request.dbInstanceIdentifier());
    Status next = database.changeable().reboot();
    if (Boolean.TRUE.equals(request.forceFailover())) {
      failOver(database, next);
    } else {
      database.status(next);
      database.engine().restart();
      database.engine().await();
    }
    return RebootDbInstanceResponse.builder().dbInstance(describe(database)).build();
  }

  private void failOver(DbInstanceRecord database, Status next) {
    if (!database.settings().multiAZ()) {
      throw RdsErrors.failoverWithoutMultiAz();
    }
    if (database.engine().hasRecentFailover()) {
      database.status(next);
      after(
          Timing.DATABASE_FAILOVER_START,
          "a failover is abandoned",
          () -> {
            write(database, Message.FAILOVER_ABANDONED);
            database.done();
          });
      return;
    }
    if (!database.engine().canFailOver()) {
      throw RdsErrors.standbyMissing();
    }
    database.status(next);
    Instant now = world.kernel().now();
    after(
        Timing.DATABASE_FAILOVER_START,
        "a failover that was asked for",
        () -> database.engine().failOver(now, Message.BECAUSE_USER));
    after(
        Timing.DATABASE_AVAILABLE,
        "a rebooted database is available",
        () -> database.engine().await());
  }

  private StopDbInstanceResponse stop(StopDbInstanceRequest request) {
    DbInstanceRecord database = known(request.dbInstanceIdentifier());
    if (database.source().isPresent() || replicas(database).findAny().isPresent()) {
      throw RdsErrors.replicatedInstanceNotStopped();
    }
    database.status(database.changeable().stop());
    database.engine().stop();
    stopping(database);
    return StopDbInstanceResponse.builder().dbInstance(describe(database)).build();
  }

  private void stopping(DbInstanceRecord database) {
    after(
        Timing.DATABASE_STOP,
        "a database stops",
        () -> {
          if (database.status() == Status.STOPPING) {
            write(database, Message.STOPPED);
            database.done();
          }
        });
  }

  private StartDbInstanceResponse start(StartDbInstanceRequest request) {
    DbInstanceRecord database = known(request.dbInstanceIdentifier());
    database.status(database.status().start());
    starting(database);
    return StartDbInstanceResponse.builder().dbInstance(describe(database)).build();
  }

  private void starting(DbInstanceRecord database) {
    after(
        Timing.DATABASE_START,
        "a database starts",
        () -> {
          if (database.status() == Status.STARTING) {
            write(database, Message.STARTED);
            database.engine().start();
            database.done();
          }
        });
  }

  private DeleteDbInstanceResponse delete(DeleteDbInstanceRequest request) {
    DbInstanceRecord database = known(request.dbInstanceIdentifier());
    if (database.settings().deletionProtection()) {
      throw RdsErrors.instanceProtected();
    }
    if (database.source().isPresent() && request.finalDBSnapshotIdentifier() != null) {
      throw RdsErrors.finalSnapshotOfReplica();
    }
    boolean skips = Boolean.TRUE.equals(request.skipFinalSnapshot());
    if (!skips && request.finalDBSnapshotIdentifier() == null) {
      throw RdsErrors.finalSnapshotMissing();
    }
    if (skips && request.finalDBSnapshotIdentifier() != null) {
      throw RdsErrors.finalSnapshotSkipped();
    }
    Status next = database.status().delete();
    Duration until = world.timings().of(Timing.DATABASE_DELETE);
    if (!skips) {
      String last =
          snapshots.free("FinalDBSnapshotIdentifier", request.finalDBSnapshotIdentifier());
      until = until.plus(snapshots.takeLast(database, last));
    }
    database.status(next);
    replicas(database).forEach(each -> each.engine().follow(database.engine()));
    database.engine().stop();
    deleting(database, until);
    return DeleteDbInstanceResponse.builder().dbInstance(describe(database)).build();
  }

  private void deleting(DbInstanceRecord database, Duration until) {
    world.kernel().after(until, "a database is gone", () -> forget(database));
  }

  /**
   * Goes on with what a DB instance was doing elsewhere, as if it had begun now; with a
   * modification goes on who applies it.
   */
  void carryOn(DbInstanceRecord database) {
    switch (database.status()) {
      case CREATING -> creating(database);
      case BACKING_UP -> {
        database.engine().start();
        backingUp(database, world.timings().of(Timing.DATABASE_FIRST_BACKUP));
      }
      case AVAILABLE, MODIFYING -> database.engine().start();
      case REBOOTING -> {
        database.engine().start();
        database.engine().restart();
        database.engine().await();
      }
      case STOPPING -> stopping(database);
      case STARTING -> starting(database);
      case DELETING -> deleting(database, world.timings().of(Timing.DATABASE_DELETE));
      case STOPPED -> {
        // until somebody starts it
      }
    }
  }

  /** The names of those that are read replicas of this one. */
  List<String> replicasOf(DbInstanceRecord source) {
    return replicas(source).map(DbInstanceRecord::name).toList();
  }

  private Stream<DbInstanceRecord> replicas(DbInstanceRecord source) {
    return byName.values().stream()
        .filter(each -> each.source().filter(source.name()::equals).isPresent());
  }

  /** The DB instance of this name or ARN, or AWS's refusal. */
  DbInstanceRecord known(String nameOrArn) {
    DbInstanceRecord database = byName.get(RequestParameters.known(nameOrArn));
    if (database == null) {
      throw RdsErrors.instanceNotFound(nameOrArn);
    }
    return database;
  }

  /** All of them, by name. */
  Collection<DbInstanceRecord> all() {
    return byName.values();
  }

  DBInstance describe(DbInstanceRecord database) {
    List<String> replicas = replicasOf(database);
    DBInstance shown =
        database.describe(groups.known(database.subnetGroup()), tags.list(database.arn()));
    return replicas.isEmpty()
        ? shown
        : shown.copy(it -> it.readReplicaDBInstanceIdentifiers(replicas));
  }

  @Override
  public Optional<String> userOf(String group) {
    return byName.values().stream()
        .filter(database -> database.subnetGroup().equals(group))
        .map(DbInstanceRecord::name)
        .findFirst();
  }

  @Override
  public List<String> subnetsUsedOf(String group) {
    return byName.values().stream()
        .filter(database -> database.subnetGroup().equals(group))
        .flatMap(database -> database.nodes().stream())
        .map(DatabaseHost::subnetId)
        .distinct()
        .toList();
  }

  @Override
  public List<String> usersOfParameters(String group) {
    return byName.values().stream()
        .filter(database -> database.hasParameters(group))
        .map(DbInstanceRecord::name)
        .toList();
  }

  @Override
  public List<String> usersOfOptions(String group) {
    return all().stream()
        .filter(each -> each.hasOptions(group))
        .map(DbInstanceRecord::name)
        .toList();
  }

  @Override
  public void awaitReboot(String group) {
    byName.values().stream()
        .filter(database -> database.hasParameters(group))
        .forEach(DbInstanceRecord::parametersAwaitReboot);
  }

  /** The primary and the standby that these settings ask for, in their zones; all or none. */
  private List<DatabaseHost> place(
      DBInstance settings, DBSubnetGroup group, Optional<String> zone) {
    Map<String, String> zones = placement.zones(group);
    zone.ifPresent(only -> zones.keySet().retainAll(List.of(only)));
    int wanted = settings.multiAZ() ? 2 : 1;
    if (zones.size() < wanted) {
      throw RdsErrors.tooFewZonesForInstance();
    }
    List<DatabaseHost> nodes = new ArrayList<>();
    try {
      zones.entrySet().stream()
          .limit(wanted)
          .forEach(entry -> nodes.add(node(settings, entry.getKey(), entry.getValue())));
    } catch (RuntimeException refused) {
      nodes.forEach(placement::remove);
      throw refused;
    }
    return nodes;
  }

  private DatabaseHost node(DBInstance settings, String zone, String subnetId) {
    List<String> groupIds =
        settings.vpcSecurityGroups().stream().map(g -> g.vpcSecurityGroupId()).toList();
    return placement.place(zone, subnetId, groupIds, settings.publiclyAccessible());
  }

  private void creating(DbInstanceRecord database) {
    boolean backups = database.settings().backupRetentionPeriod() > 0;
    Duration all = world.timings().of(Timing.DATABASE_CREATE);
    Duration backup = world.timings().of(Timing.DATABASE_FIRST_BACKUP);
    Duration create = backups && all.compareTo(backup) > 0 ? all.minus(backup) : all;
    world
        .kernel()
        .after(
            create,
            "a database is created",
            () -> {
              if (database.status() == Status.CREATING) {
                created(database, all.minus(create));
              }
            });
  }

  private void created(DbInstanceRecord database, Duration backup) {
    write(database, Message.CREATED);
    database.engine().start();
    database.done();
    if (database.status() == Status.BACKING_UP) {
      write(database, Message.BACKUP_STARTED);
      backingUp(database, backup);
    }
  }

  private void backingUp(DbInstanceRecord database, Duration backup) {
    world
        .kernel()
        .after(
            backup,
            "a database is backed up",
            () -> {
              if (database.status() == Status.BACKING_UP) {
                write(database, Message.BACKUP_FINISHED);
                snapshots.backedUp(database);
                database.done();
              }
            });
  }

  private void forget(DbInstanceRecord database) {
    database.nodes().forEach(placement::remove);
    replicas(database).forEach(DbInstanceRecord::standAlone);
    byName.remove(database.name());
    snapshots.forgetAutomated(database);
    tags.forget(database.arn());
    write(database, Message.DELETED);
  }

  private void write(DbInstanceRecord database, Message message) {
    events.write(database.name(), database.arn(), message);
  }

  private void after(Timing timing, String what, Runnable action) {
    world.kernel().after(world.timings().of(timing), what, action);
  }
}
