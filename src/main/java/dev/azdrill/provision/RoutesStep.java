package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.topology.Nat;
import dev.azdrill.topology.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/**
 * The route tables: one for all public subnets, one for each private subnet, so that each zone can
 * have its own way out, and one without a default route for the database.
 */
final class RoutesStep implements Step {
  private static final String EVERYWHERE = "0.0.0.0/0";
  private static final Duration NAT_BUDGET = Duration.ofMinutes(10);

  @Override
  public String what() {
    return "the routes";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions(
        "ec2:AssociateRouteTable", "ec2:CreateRoute", "ec2:CreateRouteTable");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("ec2:DeleteRouteTable", "ec2:DisassociateRouteTable");
  }

  @Override
  public void ensure(Construction construction) {
    Map<String, RouteTable> there = Ec2Labels.byRole(own(construction.work()), RouteTable::tags);
    ensureTable(construction, there, "public-routes", construction.subnets(Tier.PUBLIC))
        .ifPresent(
            table ->
                construction
                    .aws()
                    .ec2()
                    .createRoute(
                        toEverywhere(table)
                            .gatewayId(construction.id(InternetGatewayStep.ROLE))
                            .build()));
    boolean awaited = false;
    List<String> subnets = construction.subnets(Tier.PRIVATE);
    for (int i = 0; i < subnets.size(); i++) {
      String letter = construction.letters().get(i);
      Optional<String> incomplete =
          ensureTable(construction, there, "private-routes-" + letter, List.of(subnets.get(i)));
      if (incomplete.isPresent() && construction.blueprint().network().nat() != Nat.NONE) {
        if (!awaited) {
          awaitNatGateways(construction);
          awaited = true;
        }
        String nat = NatGatewaysStep.role(NatGatewaysStep.serving(construction, letter));
        construction
            .aws()
            .ec2()
            .createRoute(toEverywhere(incomplete.get()).natGatewayId(construction.id(nat)).build());
      }
    }
    if (construction.blueprint().network().has(Tier.DATABASE)) {
      ensureTable(construction, there, "database-routes", construction.subnets(Tier.DATABASE));
    }
  }

  /**
   * Makes the table and its associations, if they are missing.
   *
   * @return the table's id when it has no default route
   */
  private static Optional<String> ensureTable(
      Construction construction, Map<String, RouteTable> there, String role, List<String> subnets) {
    RouteTable known = there.get(role);
    RouteTable table =
        known == null
            ? construction
                .aws()
                .ec2()
                .createRouteTable(
                    r ->
                        r.vpcId(construction.id(VpcStep.ROLE))
                            .tagSpecifications(
                                Ec2Labels.specification(
                                    construction, ResourceType.ROUTE_TABLE, role)))
                .routeTable()
            : known;
    for (String subnet : subnets) {
      if (table.associations().stream().noneMatch(a -> subnet.equals(a.subnetId()))) {
        construction
            .aws()
            .ec2()
            .associateRouteTable(r -> r.routeTableId(table.routeTableId()).subnetId(subnet));
      }
    }
    boolean complete =
        table.routes().stream().anyMatch(r -> EVERYWHERE.equals(r.destinationCidrBlock()));
    return complete ? Optional.empty() : Optional.of(table.routeTableId());
  }

  private static CreateRouteRequest.Builder toEverywhere(String table) {
    return CreateRouteRequest.builder().routeTableId(table).destinationCidrBlock(EVERYWHERE);
  }

  private static void awaitNatGateways(Construction construction) {
    List<String> ids =
        NatGatewaysStep.letters(construction).stream()
            .map(letter -> construction.id(NatGatewaysStep.role(letter)))
            .toList();
    construction
        .work()
        .await(
            "the NAT gateways to be available",
            NAT_BUDGET,
            () ->
                construction
                    .aws()
                    .ec2()
                    .describeNatGateways(r -> r.natGatewayIds(ids))
                    .natGateways(),
            gateways -> gateways.stream().allMatch(RoutesStep::isAvailable));
  }

  private static boolean isAvailable(NatGateway gateway) {
    if (gateway.state() == NatGatewayState.FAILED) {
      throw new ProvisioningException(
          "AWS could not make NAT gateway "
              + gateway.natGatewayId()
              + " ("
              + gateway.failureCode()
              + ": "
              + gateway.failureMessage()
              + "): remove the cause and provision again");
    }
    return gateway.state() == NatGatewayState.AVAILABLE;
  }

  private static List<RouteTable> own(Work work) {
    return work.aws().ec2().describeRouteTables(r -> r.filters(Ec2Labels.own(work))).routeTables();
  }

  @Override
  public void remove(Work work) {
    for (RouteTable table : own(work)) {
      for (RouteTableAssociation association : table.associations()) {
        work.aws()
            .ec2()
            .disassociateRouteTable(r -> r.associationId(association.routeTableAssociationId()));
      }
      work.aws().ec2().deleteRouteTable(r -> r.routeTableId(table.routeTableId()));
    }
  }
}
