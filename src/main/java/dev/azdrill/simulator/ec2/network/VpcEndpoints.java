package dev.azdrill.simulator.ec2.network;

import dev.azdrill.simulator.ec2.resource.DependentResources;
import dev.azdrill.simulator.ec2.resource.DescribeParameters;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.ec2.resource.ResourceIdFormat;
import dev.azdrill.simulator.ec2.resource.ResourceTags;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.DescribeFilters;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * Gateway endpoints: routes to a service's prefix list in the tables that are associated with one.
 * Interface endpoints are not simulated.
 *
 * <p>Source: Amazon VPC AWS PrivateLink Guide, "Gateway endpoints".
 */
final class VpcEndpoints {
  private static final ResourceIdFormat NOUN =
      new ResourceIdFormat(
          "vpce",
          "vpcEndpointId",
          "InvalidVpcEndpointId.Malformed",
          "InvalidVpcEndpointId.NotFound",
          "The Vpc Endpoint Id '%s' does not exist");
  private static final String EVERYBODY =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

  /**
   * An endpoint.
   *
   * @param listId the prefix list of its service
   * @param tables the ids of the route tables that it is associated with
   */
  private record Gateway(
      String id,
      String vpcId,
      String service,
      String listId,
      String policy,
      Instant created,
      Set<String> tables) {}

  private final DescribeFilters<VpcEndpoint> filters;
  private final Map<String, Gateway> gateways = new LinkedHashMap<>();
  private final World world;
  private final ResourceTags tags;
  private final Vpcs vpcs;
  private final RouteTables routeTables;
  private final PrefixLists prefixLists;

  VpcEndpoints(
      World world, ResourceTags tags, Vpcs vpcs, RouteTables routeTables, PrefixLists prefixLists) {
    this.world = world;
    this.tags = tags;
    tags.of(NOUN);
    this.vpcs = vpcs;
    this.routeTables = routeTables;
    this.prefixLists = prefixLists;
    this.filters =
        new DescribeFilters<VpcEndpoint>()
            .on("service-name", VpcEndpoint::serviceName)
            .on("vpc-id", VpcEndpoint::vpcId)
            .on("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
            .on("vpc-endpoint-state", VpcEndpoint::stateAsString)
            .on("vpc-endpoint-type", VpcEndpoint::vpcEndpointTypeAsString)
            .onTags(each -> tags.of(each.vpcEndpointId()));
    vpcs.followers()
        .add(
            new DependentResources.Follower() {
              @Override
              public boolean holds(String vpcId) {
                return gateways.values().stream().anyMatch(each -> each.vpcId().equals(vpcId));
              }
            });
  }

  void enter(Operations.Page page) {
    page.write("CreateVpcEndpoint", CreateVpcEndpointRequest::builder, this::create);
    page.write("ModifyVpcEndpoint", ModifyVpcEndpointRequest::builder, this::modify);
    page.write("DeleteVpcEndpoints", DeleteVpcEndpointsRequest::builder, this::delete);
    page.read("DescribeVpcEndpoints", DescribeVpcEndpointsRequest::builder, this::describe);
  }

  /** Whether this is an endpoint of the VPC. */
  boolean isStanding(String id, String vpcId) {
    Gateway gateway = gateways.get(id);
    return gateway != null && gateway.vpcId().equals(vpcId);
  }

  private CreateVpcEndpointResponse create(CreateVpcEndpointRequest request) {
    if (request.vpcEndpointType() != null && request.vpcEndpointType() != VpcEndpointType.GATEWAY) {
      throw PrefixListErrors.endpointTypeNotSimulated(request.vpcEndpointTypeAsString());
    }
    String service = request.serviceName();
    if (service == null) {
      throw Ec2Errors.missingParameter("ServiceName");
    }
    String vpcId = vpcs.one(request.vpcId()).vpcId();
    String prefix = "com.amazonaws." + world.place().region() + ".";
    PrefixList list =
        Optional.of(service)
            .filter(name -> name.startsWith(prefix))
            .flatMap(prefixLists::ofService)
            .orElseThrow(() -> PrefixListErrors.endpointServiceNotFound(service));
    Set<String> tables = new LinkedHashSet<>(request.routeTableIds());
    tables.forEach(each -> checkTable(each, vpcId, list.id()));
    String id = world.ids().next("vpce");
    tags.create(ResourceType.VPC_ENDPOINT, id, request.tagSpecifications());
    String policy = request.policyDocument() == null ? EVERYBODY : request.policyDocument();
    Gateway gateway =
        new Gateway(id, vpcId, service, list.id(), policy, world.kernel().now(), tables);
    gateways.put(id, gateway);
    tables.forEach(each -> route(gateway, each));
    world.network().changed();
    return CreateVpcEndpointResponse.builder()
        .vpcEndpoint(shown(gateway))
        .clientToken(request.clientToken())
        .build();
  }

  /**
   * Takes over the endpoint that a route leads to which was taken over. Nothing else tells of it:
   * it has the policy that one has by default.
   *
   * @return whether it is known what the endpoint is for, by its prefix list
   */
  boolean adopt(Route route, RouteTables.Table table) {
    String listId = route.destinationPrefixListId();
    if (listId == null || !prefixLists.isOfService(listId)) {
      return false;
    }
    Gateway gateway =
        gateways.computeIfAbsent(
            route.gatewayId(),
            id -> {
              tags.adopt(ResourceType.VPC_ENDPOINT, id, List.of());
              return new Gateway(
                  id,
                  table.vpcId(),
                  prefixLists.one(listId).name(),
                  listId,
                  EVERYBODY,
                  world.kernel().now(),
                  new LinkedHashSet<>());
            });
    gateway.tables().add(table.id());
    return gateway.listId().equals(listId);
  }

  private void checkTable(String tableId, String vpcId, String listId) {
    RouteTables.Table table = routeTables.table(tableId);
    if (!table.vpcId().equals(vpcId)) {
      throw PrefixListErrors.routeTableOfOtherVpc(tableId, vpcId);
    }
    if (table.routes().containsKey(new RouteDestination.PrefixList(listId))) {
      throw PrefixListErrors.routeToServiceExists(tableId, listId);
    }
  }

  private void route(Gateway gateway, String tableId) {
    RouteDestination destination = new RouteDestination.PrefixList(gateway.listId());
    routeTables
        .table(tableId)
        .routes()
        .put(
            destination,
            destination
                .into(Route.builder())
                .gatewayId(gateway.id())
                .origin(RouteOrigin.CREATE_ROUTE)
                .build());
  }

  private ModifyVpcEndpointResponse modify(ModifyVpcEndpointRequest request) {
    Gateway gateway = NOUN.one(request.vpcEndpointId(), gateways);
    Set<String> added = new LinkedHashSet<>(request.addRouteTableIds());
    added.removeAll(gateway.tables());
    added.forEach(each -> checkTable(each, gateway.vpcId(), gateway.listId()));
    request.removeRouteTableIds().forEach(routeTables::table);
    unroute(gateway, request.removeRouteTableIds());
    gateway.tables().removeAll(request.removeRouteTableIds());
    gateway.tables().addAll(added);
    added.forEach(each -> route(gateway, each));
    String policy =
        Boolean.TRUE.equals(request.resetPolicy())
            ? EVERYBODY
            : request.policyDocument() == null ? gateway.policy() : request.policyDocument();
    gateways.put(
        gateway.id(),
        new Gateway(
            gateway.id(),
            gateway.vpcId(),
            gateway.service(),
            gateway.listId(),
            policy,
            gateway.created(),
            gateway.tables()));
    world.network().changed();
    return ModifyVpcEndpointResponse.builder().returnValue(true).build();
  }

  private void unroute(Gateway gateway, Iterable<String> tableIds) {
    for (String each : tableIds) {
      if (gateway.tables().contains(each) && routeTables.has(each)) {
        routeTables.table(each).routes().remove(new RouteDestination.PrefixList(gateway.listId()));
      }
    }
  }

  /** Each for itself: those that do not exist are told. */
  private DeleteVpcEndpointsResponse delete(DeleteVpcEndpointsRequest request) {
    List<UnsuccessfulItem> not = new ArrayList<>();
    for (String id : new LinkedHashSet<>(request.vpcEndpointIds())) {
      try {
        Gateway gateway = NOUN.one(id, gateways);
        unroute(gateway, gateway.tables());
        gateways.remove(id);
        tags.forget(id);
        world.network().changed();
      } catch (AwsError refusal) {
        not.add(
            UnsuccessfulItem.builder()
                .resourceId(id)
                .error(e -> e.code(refusal.code()).message(refusal.getMessage()))
                .build());
      }
    }
    return DeleteVpcEndpointsResponse.builder().unsuccessful(not).build();
  }

  private DescribeVpcEndpointsResponse describe(DescribeVpcEndpointsRequest request) {
    List<VpcEndpoint> all =
        NOUN.all(request.vpcEndpointIds(), gateways).stream().map(this::shown).toList();
    Page<VpcEndpoint> page =
        DescribeParameters.page(
            filters.apply(all, DescribeParameters.by(request.filters())),
            request.vpcEndpointIds(),
            request.nextToken(),
            request.maxResults());
    return DescribeVpcEndpointsResponse.builder()
        .vpcEndpoints(page.items())
        .nextToken(page.next())
        .build();
  }

  private VpcEndpoint shown(Gateway gateway) {
    return VpcEndpoint.builder()
        .vpcEndpointId(gateway.id())
        .vpcEndpointType(VpcEndpointType.GATEWAY)
        .vpcId(gateway.vpcId())
        .serviceName(gateway.service())
        .state(State.AVAILABLE)
        .policyDocument(gateway.policy())
        .routeTableIds(gateway.tables().stream().filter(routeTables::has).toList())
        .subnetIds(List.of())
        .groups(List.of())
        .networkInterfaceIds(List.of())
        .dnsEntries(List.of())
        .privateDnsEnabled(false)
        .requesterManaged(false)
        .ownerId(world.place().account())
        .creationTimestamp(gateway.created())
        .tags(tags.list(gateway.id()))
        .build();
  }
}
