package dev.azdrill.fault;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Subnets get another network ACL in place of theirs: for each that is replaced a new one, which
 * bears its undo from the call that creates it.
 *
 * <p>Network ACLs keep no state, so connections that stand are cut, too. They do not filter traffic
 * within one subnet, the VPC's resolver, and the instance metadata service. Source: Amazon VPC User
 * Guide, "Control subnet traffic with network access control lists".
 */
final class AclSwap {
  private static final int DEFAULT_RULE = 32_767;

  private final FaultContext context;
  private final Collection<String> subnets;

  /**
   * @param subnets their ids
   */
  AclSwap(FaultContext context, Collection<String> subnets) {
    this.context = context;
    this.subnets = List.copyOf(subnets);
  }

  /** The ids of the stack's subnets in a zone. */
  static List<String> inZone(FaultContext context, String zone) {
    return context.baseline().all(Kind.SUBNET).stream()
        .filter(each -> zone.equals(each.availabilityZone()))
        .map(Subnet::subnetId)
        .sorted()
        .toList();
  }

  /** The rules of an ACL in their order, without the last one, which every ACL has. */
  static Stream<NetworkAclEntry> rules(NetworkAcl acl) {
    return acl.entries().stream()
        .filter(each -> each.ruleNumber() < DEFAULT_RULE)
        .sorted((one, other) -> one.ruleNumber().compareTo(other.ruleNumber()));
  }

  /** A rule for all protocols. */
  static NetworkAclEntry deny(boolean egress, String cidr) {
    return NetworkAclEntry.builder()
        .egress(egress)
        .cidrBlock(cidr)
        .protocol("-1")
        .ruleAction(RuleAction.DENY)
        .build();
  }

  /** The ACLs that the subnets have now; one that several have stands there once. */
  List<NetworkAcl> current() {
    Filter ofSubnets = Filter.builder().name("association.subnet-id").values(subnets).build();
    return context
        .aws()
        .ec2()
        .describeNetworkAclsPaginator(r -> r.filters(ofSubnets))
        .networkAcls()
        .stream()
        .toList();
  }

  /**
   * What is to be done.
   *
   * @param rules what a new ACL says in place of an old one, in this order; their numbers do not
   *     count
   */
  FaultPlan plan(Function<NetworkAcl, List<NetworkAclEntry>> rules) {
    List<UndoAction> undo = new ArrayList<>();
    List<Runnable> acts = new ArrayList<>();
    for (NetworkAcl old : current()) {
      Map<String, List<String>> before = new TreeMap<>();
      mine(old).forEach(each -> before.put(each.subnetId(), candidates(old, each.subnetId())));
      RestoreNetworkAcl restore = new RestoreNetworkAcl(token(old), before);
      List<NetworkAclEntry> wanted = rules.apply(old);
      undo.add(restore);
      acts.add(() -> replace(restore, wanted));
    }
    return new FaultPlan(undo, () -> acts.forEach(Runnable::run));
  }

  private Stream<NetworkAclAssociation> mine(NetworkAcl acl) {
    return acl.associations().stream().filter(each -> subnets.contains(each.subnetId()));
  }

  /** Each association has an id that is used once: so is the name that is made of them. */
  private String token(NetworkAcl old) {
    return UndoTags.digest(
        mine(old).map(NetworkAclAssociation::networkAclAssociationId).sorted().toList().toString());
  }

  private static List<String> candidates(NetworkAcl old, String subnet) {
    List<String> all = new ArrayList<>(List.of(old.networkAclId()));
    for (UndoAction each : UndoTags.of(old.networkAclId(), old.tags())) {
      if (each instanceof RestoreNetworkAcl earlier) {
        all.addAll(earlier.before().getOrDefault(subnet, List.of()));
      }
    }
    return all;
  }

  private void replace(RestoreNetworkAcl restore, List<NetworkAclEntry> rules) {
    AwsSession aws = context.aws();
    TagSpecification tags =
        TagSpecification.builder()
            .resourceType(ResourceType.NETWORK_ACL)
            .tags(tags(restore))
            .build();
    String acl =
        aws.ec2()
            .createNetworkAcl(r -> r.vpcId(context.vpcId()).tagSpecifications(tags))
            .networkAcl()
            .networkAclId();
    int number = 0;
    for (NetworkAclEntry each : rules) {
      create(aws, acl, each, ++number);
    }
    for (NetworkAcl old : current()) {
      for (NetworkAclAssociation each : old.associations()) {
        if (restore.before().containsKey(each.subnetId())) {
          aws.ec2()
              .replaceNetworkAclAssociation(
                  r -> r.associationId(each.networkAclAssociationId()).networkAclId(acl));
        }
      }
    }
  }

  private static void create(AwsSession aws, String acl, NetworkAclEntry rule, int number) {
    aws.ec2()
        .createNetworkAclEntry(
            r ->
                r.networkAclId(acl)
                    .ruleNumber(number)
                    .egress(rule.egress())
                    .protocol(rule.protocol())
                    .ruleAction(rule.ruleAction())
                    .cidrBlock(rule.cidrBlock())
                    .ipv6CidrBlock(rule.ipv6CidrBlock())
                    .icmpTypeCode(rule.icmpTypeCode())
                    .portRange(rule.portRange()));
  }

  private List<Tag> tags(RestoreNetworkAcl restore) {
    List<Tag> tags = new ArrayList<>(UndoTags.tags(restore, context.until(), context.drilled()));
    tags.add(Tag.builder().key(RestoreNetworkAcl.TAG).value(restore.token()).build());
    context.baseline().all(Kind.VPC).stream()
        .map(Vpc::tags)
        .flatMap(List::stream)
        .filter(each -> Discovery.STACK_TAG.equals(each.key()))
        .forEach(tags::add);
    return tags;
  }

  /**
   * A sentence when every subnet has an ACL like this.
   *
   * @param what it does, as the end of a sentence that begins with "a network ACL that"
   */
  Optional<Witness> witness(String what, Predicate<NetworkAcl> is) {
    List<NetworkAcl> current = current();
    if (current.isEmpty() || !current.stream().allMatch(is)) {
      return Optional.empty();
    }
    return Optional.of(
        Witness.found(
            "EC2 describes subnets "
                + String.join(", ", subnets)
                + " with a network ACL that "
                + what
                + ": "
                + String.join(", ", current.stream().map(NetworkAcl::networkAclId).toList())));
  }

  /** Whether nothing passes it. */
  static boolean deniesEverything(NetworkAcl acl) {
    return acl.entries().stream().allMatch(each -> each.ruleAction() == RuleAction.DENY);
  }
}
