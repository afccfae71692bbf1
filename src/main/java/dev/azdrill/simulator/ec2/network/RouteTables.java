package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.Adoption.NotAdopted;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Route tables and who uses them. A VPC brings its main table, which every subnet uses that is not
 * associated with another; what stands in a table is the business of {@link Routes}.
 *
 * <p>Source: Amazon VPC User Guide, "Configure route tables".
 */
final class RouteTables {
  private static final int TABLES_MAX = 200;
  private static final RouteTableAssociationState ASSOCIATED =
      RouteTableAssociationState.builder().state(RouteTableAssociationStateCode.ASSOCIATED).build();
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "rtb",
          "routeTableId",
          "InvalidRouteTableId.Malformed",
          "InvalidRouteTableID.NotFound",
          "The routeTable ID '%s' does not exist");
  private static final ResourceIdFormat ASSOCIATION =
      new ResourceIdFormat(
          "rtbassoc",
          "associationId",
          "InvalidRouteTableAssociationId.Malformed",
          NetworkErrors.ASSOCIATION_NOT_FOUND,
          NetworkErrors.ASSOCIATION_NOT_FOUND_MESSAGE);

  /**
   * A table and its routes, by destination.
   *
   * @param routes without their states: those are looked up when somebody asks
   */
  record Table(String id, String vpcId, Map<RouteDestination, Route> routes) {}

  /**
   * @param subnetId the subnet that uses the table, or null
   * @param gatewayId the gateway that does, where one was taken over, or null; with neither it is
   *     for all subnets that use no other
   */
  private record Association(
      String id, String tableId, @Nullable String subnetId, @Nullable String gatewayId) {
    boolean isMain() {
      return subnetId == null && gatewayId == null;
    }

    static Association of(RouteTableAssociation described, String tableId) {
      String id = Adoption.required(described.routeTableAssociationId(), "RouteTableAssociationId");
      if (!Boolean.TRUE.equals(described.main())
          && described.subnetId() == null
          && described.gatewayId() == null) {
        throw new NotAdopted("its association " + id + " is with nothing");
      }
      return new Association(id, tableId, described.subnetId(), described.gatewayId());
    }
  }

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Association> associations = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final Subnets subnets;
  private final RouteTargets targets;

  RouteTables(World world, ResourceTags tags, Vpcs vpcs, Subnets subnets, RouteTargets targets) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.subnets = subnets;
    this.targets = targets;
    vpcs.followers().add(new OfVpc());
    subnets
        .followers()
        .add(
            new DependentResources.Follower() {
              @Override
              public void deleted(String subnetId) {
                associations.values().removeIf(a -> subnetId.equals(a.subnetId()));
              }
            });
  }

  /** The main table comes and goes with the VPC; others have to go before it. */
  private final class OfVpc implements DependentResources.Follower {
    @Override
    public void created(String vpcId) {
      associate(add(vpcId, List.of()).id(), null);
    }

    @Override
    public boolean holds(String vpcId) {
      return in(vpcId).anyMatch(table -> !isMain(table.id()));
    }

    @Override
    public void deleted(String vpcId) {
      in(vpcId).toList().forEach(RouteTables.this::forget);
    }
  }

  void enter(Operations.Page page) {
    page.write("CreateRouteTable", CreateRouteTableRequest::builder, this::create);
    page.read("DescribeRouteTables", DescribeRouteTablesRequest::builder, this::describe);
    page.write("DeleteRouteTable", DeleteRouteTableRequest::builder, this::delete);
    page.write("AssociateRouteTable", AssociateRouteTableRequest::builder, this::associate);
    page.write(
        "DisassociateRouteTable", DisassociateRouteTableRequest::builder, this::disassociate);
    page.write(
        "ReplaceRouteTableAssociation",
        ReplaceRouteTableAssociationRequest::builder,
        this::replaceAssociation);
  }

  boolean has(String id) {
    return tables.containsKey(id);
  }

  /** The table with this id, or AWS's refusal. */
  Table table(String id) {
    return NOUN.one(id, tables);
  }

  /** Whether a route of any table is about this prefix list. */
  boolean isPrefixListUsed(String id) {
    return tables.values().stream()
        .anyMatch(table -> table.routes().containsKey(new RouteDestination.PrefixList(id)));
  }

  List<RouteTable> all() {
    return tables.values().stream().map(this::view).toList();
  }

  private Stream<Table> in(String vpcId) {
    return tables.values().stream().filter(table -> table.vpcId().equals(vpcId));
  }

  private Stream<Association> of(String tableId) {
    return associations.values().stream().filter(a -> a.tableId().equals(tableId));
  }

  /** The id of the table that a VPC brings. */
  String mainOf(String vpcId) {
    return in(vpcId).map(table -> table.id()).filter(this::isMain).findFirst().orElseThrow();
  }

  private boolean isMain(String tableId) {
    return of(tableId).anyMatch(Association::isMain);
  }

  private Table add(String vpcId, List<TagSpecification> specifications) {
    String id = world.ids().next("rtb");
    tags.create(ResourceType.ROUTE_TABLE, id, specifications);
    Table table = new Table(id, vpcId, new LinkedHashMap<>());
    vpcs.cidrsOf(vpcId).forEach(cidr -> routeLocally(table, cidr));
    tables.put(id, table);
    world.network().changed();
    return table;
  }

  private static void routeLocally(Table table, Cidr cidr) {
    table
        .routes()
        .put(
            new RouteDestination.Block(cidr),
            Route.builder()
                .destinationCidrBlock(cidr.toString())
                .gatewayId(RouteTargets.LOCAL)
                .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                .build());
  }

  /** Has every table of a VPC route a block of the VPC's to where it is. */
  void routeLocally(String vpcId, Cidr cidr) {
    in(vpcId).forEach(table -> routeLocally(table, cidr));
    world.network().changed();
  }

  /** Takes the route about a block of the VPC's out of every table. */
  void unroute(String vpcId, Cidr cidr) {
    in(vpcId).forEach(table -> table.routes().remove(new RouteDestination.Block(cidr)));
    world.network().changed();
  }

  /** The tables of a VPC. */
  List<Table> of(Vpc vpc) {
    return in(vpc.vpcId()).toList();
  }

  /** Takes over one that stands elsewhere, with its associations. */
  void adopt(RouteTable described) {
    Table table = described(described);
    vpcs.adopted(table.vpcId());
    List<Association> its = associations(described);
    for (Association each : its) {
      if (associations.containsKey(each.id())) {
        throw new NotAdopted("its association " + each.id() + " is another's, too");
      }
      if (each.isMain() && hasMain(table.vpcId())) {
        throw new NotAdopted("another one is the main one of its VPC, too");
      }
      if (each.subnetId() != null && explicitOf(each.subnetId()).isPresent()) {
        throw new NotAdopted("another one is that of " + each.subnetId() + ", too");
      }
    }
    tags.adopt(ResourceType.ROUTE_TABLE, table.id(), described.tags());
    tables.put(table.id(), table);
    its.forEach(each -> associations.put(each.id(), each));
    world.network().changed();
  }

  /** One that stands elsewhere as it would be here, or why it cannot be taken over. */
  private Table described(RouteTable described) {
    Table table =
        new Table(
            NOUN.adopted(described.routeTableId(), tables),
            Adoption.required(described.vpcId(), "VpcId"),
            new LinkedHashMap<>());
    if (described.routes().isEmpty()) {
      throw new NotAdopted("its description lacks Routes");
    }
    for (Route each : described.routes()) {
      RouteDestination destination = RouteDestination.of(each);
      if (table.routes().put(destination, each) != null) {
        throw new NotAdopted("two of its routes are about " + destination);
      }
    }
    return table;
  }

  private static List<Association> associations(RouteTable described) {
    return described.associations().stream()
        .filter(RouteTables::stays)
        .map(each -> Association.of(each, described.routeTableId()))
        .toList();
  }

  /** Whether an association is not about to go. */
  static boolean stays(RouteTableAssociation described) {
    return described.associationState() == null
        || described.associationState().state() == RouteTableAssociationStateCode.ASSOCIATED
        || described.associationState().state() == RouteTableAssociationStateCode.ASSOCIATING;
  }

  /** Whether the main one of a VPC is here. */
  boolean hasMain(String vpcId) {
    return in(vpcId).anyMatch(table -> isMain(table.id()));
  }

  /** The table that a subnet does not share with all that are associated with none. */
  Optional<String> explicitOf(String subnetId) {
    return associations.values().stream()
        .filter(each -> subnetId.equals(each.subnetId()))
        .map(Association::tableId)
        .findFirst();
  }

  /** Forgets associations with subnets that were not taken over. */
  void forgetStrangers() {
    associations.values().removeIf(a -> a.subnetId() != null && !subnets.exists(a.subnetId()));
  }

  private void forget(Table table) {
    tables.remove(table.id());
    associations.values().removeIf(a -> a.tableId().equals(table.id()));
    tags.forget(table.id());
    world.network().changed();
  }

  /** Makes the table of a regional NAT gateway: it leads to the internet, and goes with it. */
  String addOf(String natGatewayId, String vpcId, String internetGatewayId) {
    Table table = add(vpcId, List.of());
    RouteDestination everywhere = new RouteDestination.Block(Cidr.of("0.0.0.0/0"));
    table
        .routes()
        .put(
            everywhere,
            Route.builder()
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId(internetGatewayId)
                .origin(RouteOrigin.CREATE_ROUTE)
                .build());
    String id = world.ids().next("rtbassoc");
    associations.put(id, new Association(id, table.id(), null, natGatewayId));
    world.network().changed();
    return table.id();
  }

  /** Forgets the table of a regional NAT gateway that is gone. */
  void removeOf(String tableId) {
    Optional.ofNullable(tables.get(tableId)).ifPresent(this::forget);
  }

  private CreateRouteTableResponse create(CreateRouteTableRequest request) {
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    if (in(vpcId).count() >= TABLES_MAX) {
      throw NetworkErrors.routeTableLimitExceeded();
    }
    return CreateRouteTableResponse.builder()
        .routeTable(view(add(vpcId, request.tagSpecifications())))
        .clientToken(request.clientToken())
        .build();
  }

  private DescribeRouteTablesResponse describe(DescribeRouteTablesRequest request) {
    List<RouteTable> wanted =
        NOUN.all(request.routeTableIds(), tables).stream().map(this::view).toList();
    Page<RouteTable> page =
        DescribeParameters.page(
            RouteTableFilters.ALL.apply(wanted, DescribeParameters.by(request.filters())),
            request.routeTableIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeRouteTablesResponse.builder()
        .routeTables(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteRouteTableResponse delete(DeleteRouteTableRequest request) {
    Table table = table(request.routeTableId());
    if (of(table.id()).findAny().isPresent()) {
      throw Ec2Errors.resourceInUse("routeTable", table.id());
    }
    forget(table);
    return DeleteRouteTableResponse.builder().build();
  }

  private AssociateRouteTableResponse associate(AssociateRouteTableRequest request) {
    if (request.gatewayId() != null) {
      throw NetworkErrors.routeTablesOfGatewaysNotSimulated();
    }
    Table table = table(request.routeTableId());
    Subnet subnet = subnets.one(request.subnetId());
    checkNetwork(table, subnet);
    if (associations.values().stream().anyMatch(a -> subnet.subnetId().equals(a.subnetId()))) {
      throw NetworkErrors.routeTableAlreadyAssociated(table.id());
    }
    return AssociateRouteTableResponse.builder()
        .associationId(associate(table.id(), subnet.subnetId()))
        .associationState(ASSOCIATED)
        .build();
  }

  private static void checkNetwork(Table table, Subnet subnet) {
    if (!table.vpcId().equals(subnet.vpcId())) {
      throw NetworkErrors.routeTableOfOtherNetwork(table.id(), subnet.subnetId());
    }
  }

  private String associate(String tableId, @Nullable String subnetId) {
    String id = world.ids().next("rtbassoc");
    associations.put(id, new Association(id, tableId, subnetId, null));
    world.network().changed();
    return id;
  }

  private DisassociateRouteTableResponse disassociate(DisassociateRouteTableRequest request) {
    Association association = ASSOCIATION.one(request.associationId(), associations);
    if (association.isMain()) {
      throw NetworkErrors.mainAssociationNotDeletable(association.id());
    }
    requireOfSubnets(association);
    associations.remove(association.id());
    world.network().changed();
    return DisassociateRouteTableResponse.builder().build();
  }

  /** For a main association this makes another table the VPC's main one. */
  private ReplaceRouteTableAssociationResponse replaceAssociation(
      ReplaceRouteTableAssociationRequest request) {
    Association old = ASSOCIATION.one(request.associationId(), associations);
    Table table = table(request.routeTableId());
    if (!table.vpcId().equals(table(old.tableId()).vpcId())) {
      throw NetworkErrors.routeTablesOfDifferentNetworks(table.id(), old.tableId());
    }
    requireOfSubnets(old);
    associations.remove(old.id());
    return ReplaceRouteTableAssociationResponse.builder()
        .newAssociationId(associate(table.id(), old.subnetId()))
        .associationState(ASSOCIATED)
        .build();
  }

  private static void requireOfSubnets(Association association) {
    if (association.gatewayId() != null) {
      throw NetworkErrors.routeTablesOfGatewaysNotSimulated();
    }
  }

  private RouteTable view(Table table) {
    return RouteTable.builder()
        .routeTableId(table.id())
        .vpcId(table.vpcId())
        .ownerId(world.place().account())
        .propagatingVgws(List.of())
        .associations(of(table.id()).map(RouteTables::view).toList())
        .routes(
            table.routes().values().stream()
                .map(r -> r.toBuilder().state(state(r, table)).build())
                .toList())
        .tags(tags.list(table.id()))
        .build();
  }

  /** Whether a route of this table leads to something. */
  RouteState state(Route route, Table table) {
    return targets.state(route, table.vpcId());
  }

  private static RouteTableAssociation view(Association association) {
    return RouteTableAssociation.builder()
        .routeTableAssociationId(association.id())
        .routeTableId(association.tableId())
        .subnetId(association.subnetId())
        .gatewayId(association.gatewayId())
        .main(association.isMain())
        .associationState(ASSOCIATED)
        .build();
  }
}
