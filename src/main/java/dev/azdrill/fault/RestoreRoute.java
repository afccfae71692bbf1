package dev.azdrill.fault;

import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Creates a route again that was deleted, known by its content. Another route for the same
 * destination, which somebody created meanwhile, gives way to it.
 *
 * @param routeTableId where it was
 * @param route its destination and its target
 */
public record RestoreRoute(String routeTableId, Route route) implements UndoAction {
  public RestoreRoute {
    route = RouteContent.of(route);
  }

  @Override
  public String words() {
    return "route " + RouteContent.destination(route) + " in " + routeTableId + " as before";
  }

  @Override
  public Optional<String> carrier() {
    return Optional.of(routeTableId);
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:CreateRoute", "ec2:DeleteRoute");
  }

  @Override
  public void carryOut(Platform platform) {
    AwsSession aws = platform.session();
    Optional<RouteTable> table = table(aws);
    if (table.isEmpty()) {
      return;
    }
    Optional<Route> there = there(table.get());
    if (there.filter(route::equals).isEmpty()) {
      there.ifPresent(other -> RouteContent.delete(aws.ec2(), routeTableId, other));
      RouteContent.create(aws.ec2(), routeTableId, route);
    }
    UndoTags.remove(aws, this);
  }

  @Override
  public Optional<String> gone(Platform platform) {
    return table(platform.session()).isPresent()
        ? Optional.empty()
        : Optional.of("route table " + routeTableId);
  }

  @Override
  public Optional<String> left(Platform platform) {
    return table(platform.session())
        .filter(table -> there(table).filter(route::equals).isEmpty())
        .map(
            table ->
                "route table "
                    + routeTableId
                    + " does not route "
                    + RouteContent.destination(route)
                    + " as before");
  }

  /** Empty when the table went with its stack. */
  private Optional<RouteTable> table(AwsSession aws) {
    Filter byId = Filter.builder().name("route-table-id").values(routeTableId).build();
    return aws.ec2().describeRouteTables(r -> r.filters(byId)).routeTables().stream().findFirst();
  }

  private Optional<Route> there(RouteTable table) {
    return table.routes().stream()
        .filter(each -> RouteContent.isSameDestination(each, route))
        .map(RouteContent::of)
        .findFirst();
  }
}
