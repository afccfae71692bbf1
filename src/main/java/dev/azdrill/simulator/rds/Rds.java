package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Amazon RDS: puts its nouns together, enters their operations, lets power cuts reach the engines,
 * and stands behind the port through which connections meet its databases.
 */
public final class Rds implements Databases {
  private final DbInstances instances;
  private final Events events;
  private final DatabaseAdoption adopted;

  public Rds(World world, Networking network) {
    events = new Events(world.kernel());
    RdsTags tags = new RdsTags(world.place());
    SubnetGroups groups = new SubnetGroups(world.place(), network, tags);
    ParameterGroups parameterGroups = new ParameterGroups(world.place(), tags);
    OptionGroups options = new OptionGroups(world.place(), tags);
    DbSnapshots snapshots = new DbSnapshots(world, tags);
    instances =
        new DbInstances(world, network, groups, parameterGroups, options, snapshots, events, tags);
    Restoration restoration =
        new Restoration(world, network, groups, parameterGroups, options, snapshots, instances);
    Modification modification =
        new Modification(world, network, parameterGroups, options, instances, events);
    Engines engines = new Engines(world.place());
    adopted = new DatabaseAdoption(network, groups, instances, modification, tags);
    world.facts().watch(this::changed);
    Operations.Page page = world.operations().of(Service.RDS);
    groups.enter(page, instances);
    parameterGroups.enter(page, instances);
    options.enter(page, instances);
    instances.enter(page);
    modification.enter(page);
    snapshots.enter(page, instances);
    restoration.enter(page);
    new ReadReplicas(world, network, groups, parameterGroups, options, instances).enter(page);
    events.enter(page);
    tags.enter(page);
    engines.enter(page);
  }

  /** Takes over the databases that stand elsewhere. */
  public void adopt(Adoption adoption) {
    adopted.adopt(adoption);
  }

  @Override
  public Optional<Primary> resolve(String host) {
    for (DbInstanceRecord database : instances.all()) {
      if (database.host().equals(host)) {
        return database.primary();
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean write(String host, String id) {
    return at(host).write(id);
  }

  @Override
  public Set<String> read(String host, Collection<String> ids) {
    return at(host).engine().read(ids);
  }

  private DbInstanceRecord at(String host) {
    return instances.all().stream()
        .filter(database -> database.host().equals(host))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("expected a database at " + host));
  }

  @Override
  public List<String> endpointsIn(String vpcId) {
    // For each request of each client: without the detours of a stream.
    List<String> hosts = new ArrayList<>();
    for (DbInstanceRecord each : instances.all()) {
      if (each.hasEndpoint() && each.vpcId().equals(vpcId) && each.source().isEmpty()) {
        hosts.add(each.host());
      }
    }
    return List.copyOf(hosts);
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower cut) {
      for (DbInstanceRecord database : instances.all()) {
        if (holds) {
          database.engine().powerLost(cut.zone());
        } else {
          database.engine().powerBack(cut.zone());
        }
      }
    }
    if (fact instanceof Fact.DatabaseStorageLost lost) {
      named(lost.dbInstanceIdentifier()).ifPresent(database -> storageLost(database, holds));
    }
    if (fact instanceof Fact.DatabaseStorageFull full) {
      named(full.dbInstanceIdentifier()).ifPresent(database -> storageFull(database, holds));
    }
  }

  private Optional<DbInstanceRecord> named(String name) {
    return instances.all().stream().filter(database -> database.name().equals(name)).findFirst();
  }

  private static void storageLost(DbInstanceRecord database, boolean holds) {
    if (holds) {
      database.engine().storageLost();
    } else {
      database.engine().storageRestored(database.hasBackups());
    }
  }

  private void storageFull(DbInstanceRecord database, boolean holds) {
    database.full(holds);
    if (holds) {
      events.write(database.name(), database.arn(), Message.STORAGE_EXHAUSTED);
    }
  }
}
