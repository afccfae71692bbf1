package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Databases;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Network;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;

/**
 * Amazon RDS: puts its nouns together, enters their operations, lets power cuts reach the engines,
 * and stands behind the port through which connections meet its databases.
 */
public final class Rds implements Databases {
  private final Events events;
  private final Tags tags;
  private final SubnetGroups groups;
  private final Instances instances;
  private final Modification modification;
  private final Engines engines;

  public Rds(World world, Network network) {
    events = new Events(world.kernel());
    tags = new Tags(world.place());
    groups = new SubnetGroups(world.place(), network, tags);
    instances = new Instances(world, network, groups, events, tags);
    modification = new Modification(world, network, instances, events);
    engines = new Engines(world.place());
    world.facts().watch(this::changed);
    enter(world.operations().of(Service.RDS));
  }

  private void enter(Operations.Page page) {
    page.write("CreateDBSubnetGroup", CreateDbSubnetGroupRequest::builder, groups::create);
    page.read("DescribeDBSubnetGroups", DescribeDbSubnetGroupsRequest::builder, groups::describe);
    page.write(
        "ModifyDBSubnetGroup",
        ModifyDbSubnetGroupRequest::builder,
        (ModifyDbSubnetGroupRequest request) -> groups.modify(request, instances));
    page.write(
        "DeleteDBSubnetGroup",
        DeleteDbSubnetGroupRequest::builder,
        (DeleteDbSubnetGroupRequest request) -> groups.delete(request, instances));
    page.write("CreateDBInstance", CreateDbInstanceRequest::builder, instances::create);
    page.read("DescribeDBInstances", DescribeDbInstancesRequest::builder, instances::describe);
    page.write("ModifyDBInstance", ModifyDbInstanceRequest::builder, modification::modify);
    page.write("RebootDBInstance", RebootDbInstanceRequest::builder, instances::reboot);
    page.write("StartDBInstance", StartDbInstanceRequest::builder, instances::start);
    page.write("StopDBInstance", StopDbInstanceRequest::builder, instances::stop);
    page.write("DeleteDBInstance", DeleteDbInstanceRequest::builder, instances::delete);
    page.read("DescribeEvents", DescribeEventsRequest::builder, events::describe);
    page.read("ListTagsForResource", ListTagsForResourceRequest::builder, tags::list);
    page.write("AddTagsToResource", AddTagsToResourceRequest::builder, tags::add);
    page.write("RemoveTagsFromResource", RemoveTagsFromResourceRequest::builder, tags::remove);
    page.read(
        "DescribeDBEngineVersions", DescribeDbEngineVersionsRequest::builder, engines::versions);
    page.read(
        "DescribeOrderableDBInstanceOptions",
        DescribeOrderableDbInstanceOptionsRequest::builder,
        engines::orderable);
  }

  @Override
  public Optional<Primary> resolve(String host) {
    for (Database database : instances.all()) {
      if (database.host().equals(host)) {
        return database.primary();
      }
    }
    return Optional.empty();
  }

  @Override
  public void write(String host, String id) {
    at(host).engine().write(id);
  }

  @Override
  public Set<String> read(String host, Collection<String> ids) {
    return at(host).engine().read(ids);
  }

  private Database at(String host) {
    return instances.all().stream()
        .filter(database -> database.host().equals(host))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("expected a database at " + host));
  }

  @Override
  public List<String> endpointsIn(String vpcId) {
    return instances.all().stream()
        .filter(database -> database.hasEndpoint() && database.vpcId().equals(vpcId))
        .map(Database::host)
        .toList();
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.ZoneWithoutPower cut) {
      for (Database database : instances.all()) {
        if (holds) {
          database.engine().powerLost(cut.zone());
        } else {
          database.engine().powerBack(cut.zone());
        }
      }
    }
    if (fact instanceof Fact.DatabaseStorageLost lost) {
      instances.all().stream()
          .filter(database -> database.name().equals(lost.dbInstanceIdentifier()))
          .forEach(
              database -> {
                if (holds) {
                  database.engine().storageLost();
                } else {
                  database.engine().storageRestored(database.hasBackups());
                }
              });
    }
  }
}
