package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * A zone and the others do not reach each other: all of the stack's subnets in it get a network ACL
 * that denies the stack's subnets elsewhere, in both directions, before the rules that they had.
 * The internet reaches both sides, so an application that does not notice serves without its
 * database.
 *
 * @param zone the zone's name
 */
public record ZonePartition(String zone) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "zone {string} is cut off from the other zones";

  /** Its kind. */
  public static final FaultKind<ZonePartition> KIND =
      FaultKind.of(
              "zone-partition",
              ZonePartition.class,
              "Every subnet of the zone gets a network ACL that denies the subnets of other zones.",
              "giving back the subnets' network ACLs",
              ExpectedRecovery.AFTER_ITS_UNDO,
              FaultParameter.subject("zone", SubjectKind.ZONE, "which"),
              ZonePartition::new,
              ZonePartition::zone)
          .leaving("an instance that its group has replaced meanwhile is terminated")
          .saidAs(FaultSentence.of(SENTENCE).with("zone", "eu-west-2a"));

  @Override
  public String name() {
    return "zone partition";
  }

  @Override
  public String subject() {
    return zone;
  }

  @Override
  public ZonePartition resolve(FaultContext context) {
    context.requireZone(zone);
    if (elsewhere(context).isEmpty()) {
      throw new FaultException(
          "expected subnets in other zones than "
              + zone
              + ", saw none: there is nothing to part it from");
    }
    return this;
  }

  /** The blocks of addresses of the subnets in other zones. */
  private List<String> elsewhere(FaultContext context) {
    return context.baseline().all(Kind.SUBNET).stream()
        .filter(each -> !zone.equals(each.availabilityZone()))
        .map(Subnet::cidrBlock)
        .sorted()
        .toList();
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions(
        "ec2:CreateNetworkAcl", "ec2:CreateNetworkAclEntry", "ec2:ReplaceNetworkAclAssociation");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    List<NetworkAclEntry> denied =
        elsewhere(context).stream()
            .flatMap(each -> Stream.of(AclSwap.deny(false, each), AclSwap.deny(true, each)))
            .toList();
    return new AclSwap(context, AclSwap.inZone(context, zone))
        .plan(old -> Stream.concat(denied.stream(), AclSwap.rules(old)).toList());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    List<String> elsewhere = elsewhere(context);
    return new AclSwap(context, AclSwap.inZone(context, zone))
        .witness(
            "denies the subnets of other zones",
            acl -> elsewhere.stream().allMatch(each -> denies(acl, each)));
  }

  private static boolean denies(NetworkAcl acl, String cidr) {
    return acl.entries().stream()
            .filter(each -> each.ruleAction() == RuleAction.DENY)
            .filter(each -> cidr.equals(each.cidrBlock()))
            .map(NetworkAclEntry::egress)
            .distinct()
            .count()
        == 2;
  }
}
