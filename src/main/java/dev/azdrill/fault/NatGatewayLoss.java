package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The NAT gateways of a zone are out of reach: every route to them is deleted, whichever zone's
 * subnets use it. AWS has no call that breaks a NAT gateway and mends it, so the gateways
 * themselves stay.
 *
 * @param zone the zone's name
 * @param lost what is deleted, once it was looked for
 */
public record NatGatewayLoss(String zone, LostRoutes lost) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the NAT gateway of zone {string} fails";

  /** Its kind. */
  public static final FaultKind<NatGatewayLoss> KIND =
      FaultKind.of(
              "nat-gateway-loss",
              NatGatewayLoss.class,
              "Deletes every route to the NAT gateways of the zone; the gateways themselves stay.",
              "creating the same routes",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("zone", SubjectKind.ZONE, "in which the NAT gateways are"),
              NatGatewayLoss::new,
              NatGatewayLoss::zone)
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  public NatGatewayLoss(String zone) {
    this(zone, LostRoutes.UNKNOWN);
  }

  @Override
  public String name() {
    return "NAT gateway loss";
  }

  @Override
  public String subject() {
    return zone;
  }

  /** The zones whose subnets go out through these gateways. */
  @Override
  public List<String> targets() {
    return lost.zones();
  }

  /** A database goes out through no NAT gateway. */
  @Override
  public boolean mayAffect(DBInstance database) {
    return false;
  }

  @Override
  public NatGatewayLoss resolve(FaultContext context) {
    context.requireZone(zone);
    Set<String> there = gateways(context);
    return new NatGatewayLoss(
        zone,
        LostRoutes.of(
            context,
            "routes to NAT gateways in " + zone,
            (table, route) ->
                Optional.ofNullable(route.natGatewayId()).filter(there::contains).isPresent()));
  }

  private Set<String> gateways(FaultContext context) {
    Set<String> subnets =
        context.baseline().all(Kind.SUBNET).stream()
            .filter(each -> zone.equals(each.availabilityZone()))
            .map(Subnet::subnetId)
            .collect(Collectors.toSet());
    return context.baseline().all(Kind.NAT_GATEWAY).stream()
        .filter(each -> subnets.contains(Objects.requireNonNullElse(each.subnetId(), "")))
        .map(NatGateway::natGatewayId)
        .collect(Collectors.toSet());
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
