package dev.azdrill.simulator.rds;

import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Networking;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.Subnet;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * DB subnet groups: the subnets, in at least two zones, in which a DB instance may stand.
 *
 * <p>Source: Amazon RDS User Guide, "Working with DB subnet groups".
 */
final class SubnetGroups {
  private static final String DEFAULT = "default";

  /** Who stands in the subnets of a group. */
  interface Users {
    /** The name of a DB instance that uses this group. */
    Optional<String> userOf(String group);

    /** The subnets of this group in which network interfaces stand. */
    List<String> subnetsUsedOf(String group);
  }

  private static final int ZONES_MIN = 2;

  private final Map<String, DBSubnetGroup> byName = new TreeMap<>();
  private final RegionLocation place;
  private final Networking network;
  private final RdsTags tags;

  SubnetGroups(RegionLocation place, Networking network, RdsTags tags) {
    this.place = place;
    this.network = network;
    this.tags = tags;
  }

  void enter(Operations.Page page, Users users) {
    page.write("CreateDBSubnetGroup", CreateDbSubnetGroupRequest::builder, this::create);
    page.read("DescribeDBSubnetGroups", DescribeDbSubnetGroupsRequest::builder, this::describe);
    page.write(
        "ModifyDBSubnetGroup",
        ModifyDbSubnetGroupRequest::builder,
        (ModifyDbSubnetGroupRequest request) -> modify(request, users));
    page.write(
        "DeleteDBSubnetGroup",
        DeleteDbSubnetGroupRequest::builder,
        (DeleteDbSubnetGroupRequest request) -> delete(request, users));
  }

  private CreateDbSubnetGroupResponse create(CreateDbSubnetGroupRequest request) {
    String name = RequestParameters.newName("DBSubnetGroupName", request.dbSubnetGroupName());
    if (name.equals(DEFAULT)) {
      throw RdsErrors.defaultSubnetGroupReserved();
    }
    if (byName.containsKey(name)) {
      throw RdsErrors.subnetGroupExists(name);
    }
    RdsTags.together(Map.of(), request.tags());
    DBSubnetGroup group =
        group(name, request.dbSubnetGroupDescription(), subnets(request.subnetIds()));
    add(group, request.tags());
    return CreateDbSubnetGroupResponse.builder().dbSubnetGroup(group).build();
  }

  private DBSubnetGroup group(
      String name,
      String description,
      List<software.amazon.awssdk.services.ec2.model.Subnet> subnets) {
    return DBSubnetGroup.builder()
        .dbSubnetGroupName(name)
        .dbSubnetGroupDescription(description)
        .vpcId(subnets.get(0).vpcId())
        .subnetGroupStatus("Complete")
        .subnets(shown(subnets))
        .dbSubnetGroupArn(place.arn(Service.RDS, "subgrp:" + name))
        .supportedNetworkTypes("IPV4")
        .build();
  }

  /**
   * Takes over a group that stands elsewhere; nobody describes its tags.
   *
   * @throws Adoption.NotAdopted when its subnets do not stand here
   */
  void adopt(DBSubnetGroup described) {
    String name = Adoption.required(described.dbSubnetGroupName(), "DBSubnetGroupName");
    Adoption.required(described.dbSubnetGroupArn(), "DBSubnetGroupArn");
    Adoption.required(described.vpcId(), "VpcId");
    if (byName.containsKey(name)) {
      throw new Adoption.NotAdopted("another DB subnet group has the same name");
    }
    for (Subnet subnet : described.subnets()) {
      String id = Adoption.required(subnet.subnetIdentifier(), "SubnetIdentifier of a subnet");
      AvailabilityZone zone =
          Adoption.required(subnet.subnetAvailabilityZone(), "SubnetAvailabilityZone of " + id);
      Adoption.required(zone.name(), "Name of the zone of " + id);
      if (network.subnet(id).isEmpty()) {
        throw new Adoption.NotAdopted("its subnet " + id + " does not stand here");
      }
    }
    add(described, List.of());
  }

  /** The group of this name, if there is one. */
  Optional<DBSubnetGroup> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private void add(DBSubnetGroup group, List<Tag> first) {
    byName.put(group.dbSubnetGroupName(), group);
    tags.create(group.dbSubnetGroupArn(), first);
  }

  /**
   * The group for a DB instance that names none: that of the default VPC, which is there from the
   * first DB instance in it on. Source: Amazon RDS API Reference, {@code CreateDBInstance},
   * "DBSubnetGroupName".
   */
  DBSubnetGroup byDefault() {
    DBSubnetGroup there = byName.get(DEFAULT);
    if (there != null) {
      return there;
    }
    List<software.amazon.awssdk.services.ec2.model.Subnet> subnets = network.defaultSubnets();
    if (subnets.isEmpty()) {
      throw RdsErrors.noDefaultSubnet();
    }
    return group(DEFAULT, DEFAULT, subnets);
  }

  /** A DB instance stands in it: the default group is there from its first one on. */
  void used(DBSubnetGroup group) {
    if (!byName.containsKey(group.dbSubnetGroupName())) {
      add(group, List.of());
    }
  }

  private DescribeDbSubnetGroupsResponse describe(DescribeDbSubnetGroupsRequest request) {
    String name = request.dbSubnetGroupName();
    Collection<DBSubnetGroup> asked = name == null ? byName.values() : List.of(known(name));
    Page<DBSubnetGroup> page =
        RequestParameters.page(List.copyOf(asked), request.marker(), request.maxRecords());
    return DescribeDbSubnetGroupsResponse.builder()
        .dbSubnetGroups(page.items())
        .marker(page.next())
        .build();
  }

  private ModifyDbSubnetGroupResponse modify(ModifyDbSubnetGroupRequest request, Users users) {
    DBSubnetGroup group = known(request.dbSubnetGroupName());
    List<software.amazon.awssdk.services.ec2.model.Subnet> subnets = subnets(request.subnetIds());
    if (!subnets.get(0).vpcId().equals(group.vpcId())) {
      throw RdsErrors.subnetsOfOtherVpc();
    }
    List<String> missing = new ArrayList<>(users.subnetsUsedOf(group.dbSubnetGroupName()));
    missing.removeAll(request.subnetIds());
    if (!missing.isEmpty()) {
      throw RdsErrors.subnetsInUse(missing);
    }
    DBSubnetGroup.Builder changed = group.toBuilder().subnets(shown(subnets));
    if (request.dbSubnetGroupDescription() != null) {
      changed.dbSubnetGroupDescription(request.dbSubnetGroupDescription());
    }
    byName.put(group.dbSubnetGroupName(), changed.build());
    return ModifyDbSubnetGroupResponse.builder().dbSubnetGroup(changed.build()).build();
  }

  private DeleteDbSubnetGroupResponse delete(DeleteDbSubnetGroupRequest request, Users users) {
    DBSubnetGroup group = known(request.dbSubnetGroupName());
    users
        .userOf(group.dbSubnetGroupName())
        .ifPresent(
            user -> {
              throw RdsErrors.subnetGroupInUse(group.dbSubnetGroupName(), user);
            });
    byName.remove(group.dbSubnetGroupName());
    tags.forget(group.dbSubnetGroupArn());
    return DeleteDbSubnetGroupResponse.builder().build();
  }

  /** The group of this name, or AWS's refusal. */
  DBSubnetGroup known(String name) {
    DBSubnetGroup group = byName.get(RequestParameters.known(name));
    if (group == null) {
      throw RdsErrors.subnetGroupNotFound(name);
    }
    return group;
  }

  private List<software.amazon.awssdk.services.ec2.model.Subnet> subnets(List<String> ids) {
    List<software.amazon.awssdk.services.ec2.model.Subnet> subnets = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      network.subnet(id).ifPresentOrElse(subnets::add, () -> missing.add(id));
    }
    if (!missing.isEmpty() || subnets.isEmpty()) {
      throw RdsErrors.invalidSubnets(missing);
    }
    if (subnets.stream().anyMatch(s -> !s.vpcId().equals(subnets.get(0).vpcId()))) {
      throw RdsErrors.subnetsOfDifferentVpcs();
    }
    TreeSet<String> zones = new TreeSet<>();
    subnets.forEach(subnet -> zones.add(subnet.availabilityZone()));
    if (zones.size() < ZONES_MIN) {
      throw RdsErrors.tooFewZones(zones);
    }
    return subnets;
  }

  private static List<Subnet> shown(List<software.amazon.awssdk.services.ec2.model.Subnet> all) {
    return all.stream()
        .map(
            subnet ->
                Subnet.builder()
                    .subnetIdentifier(subnet.subnetId())
                    .subnetAvailabilityZone(zone -> zone.name(subnet.availabilityZone()))
                    .subnetStatus("Active")
                    .build())
        .toList();
  }
}
