package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The application's subnets in a zone lose their default route: their route table no longer routes
 * 0.0.0.0/0. Other subnets that share the table lose it, too.
 *
 * @param zone the zone's name
 * @param lost what is deleted, once it was looked for
 */
public record DefaultRouteLoss(String zone, LostRoutes lost) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE =
      "the default route of the application in zone {string} is removed";

  /** Its kind. */
  public static final FaultKind<DefaultRouteLoss> KIND =
      FaultKind.of(
              "default-route-loss",
              DefaultRouteLoss.class,
              "Deletes the default route of the application's subnets in the zone, and of all that share"
                  + " their route table.",
              "creating the same route",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("zone", SubjectKind.ZONE, "in which the subnets are"),
              DefaultRouteLoss::new,
              DefaultRouteLoss::zone)
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  private static final String EVERYWHERE = "0.0.0.0/0";

  public DefaultRouteLoss(String zone) {
    this(zone, LostRoutes.UNKNOWN);
  }

  @Override
  public String name() {
    return "default route loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  /** The zones whose subnets lose it. */
  @Override
  public List<String> targets() {
    return lost.zones();
  }

  /** These are the routes of the application's subnets. */
  @Override
  public boolean mayAffect(DBInstance database) {
    return false;
  }

  @Override
  public DefaultRouteLoss resolve(FaultContext context) {
    context.requireZone(zone);
    Set<String> application =
        ApplicationSubnets.of(context)
            .filter(each -> zone.equals(each.availabilityZone()))
            .map(Subnet::subnetId)
            .collect(Collectors.toSet());
    return new DefaultRouteLoss(
        zone,
        LostRoutes.of(
            context,
            "a default route of the application's subnets in " + zone,
            (table, route) ->
                EVERYWHERE.equals(route.destinationCidrBlock())
                    && LostRoutes.subnets(context, table)
                        .anyMatch(each -> application.contains(each.subnetId()))));
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:DeleteRoute");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return lost.plan(context);
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return lost.witness(context);
  }
}
