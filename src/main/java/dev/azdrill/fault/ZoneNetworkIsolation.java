package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A zone is cut off from the network: all of the stack's subnets in it get a network ACL that
 * denies everything. What runs there goes on, and EC2 launches there. RDS does not look through
 * network ACLs: a database whose primary is in the zone is not reached, and does not fail over by
 * itself.
 *
 * @param zone the zone's name
 */
public record ZoneNetworkIsolation(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "zone {string} is isolated from the network";

  /** Its kind. */
  public static final FaultKind<ZoneNetworkIsolation> KIND =
      FaultKind.of(
              "zone-network-isolation",
              ZoneNetworkIsolation.class,
              "Every subnet of the zone gets a network ACL that denies everything; a primary database in"
                  + " it is not reached, and stays there.",
              "giving back the subnets' network ACLs",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("zone", SubjectKind.ZONE, "which"),
              ZoneNetworkIsolation::new,
              ZoneNetworkIsolation::zone)
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  @Override
  public String name() {
    return "zone network isolation";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public Set<String> takesAway() {
    return Set.of(zone);
  }

  @Override
  public ZoneNetworkIsolation resolve(FaultContext context) {
    context.requireZone(zone);
    return this;
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:CreateNetworkAcl", "ec2:ReplaceNetworkAclAssociation");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return new AclSwap(context, AclSwap.inZone(context, zone)).plan(old -> List.of());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return new AclSwap(context, AclSwap.inZone(context, zone))
        .witness("denies everything", AclSwap::deniesEverything);
  }
}
