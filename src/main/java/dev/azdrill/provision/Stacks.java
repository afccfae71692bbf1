package dev.azdrill.provision;

import dev.azdrill.session.AwsSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Every stack that any run made on a platform, whole or in part, and those of others that may be
 * drilled; found by tags alone.
 */
public final class Stacks {
  private final AwsSession aws;
  private final Predicate<String> answers;
  private final LockOwner me;

  /** The ids of each kind, by stack. */
  private final Map<String, Map<String, Set<String>>> found = new TreeMap<>();

  private final Map<String, List<Vpc>> vpcs = new TreeMap<>();

  private Stacks(AwsSession aws, Predicate<String> answers, LockOwner me) {
    this.aws = aws;
    this.answers = answers;
    this.me = me;
  }

  /**
   * Looks, and changes nothing.
   *
   * @param answers which services, by signing name, are to be asked beside EC2: those that keep
   *     what other processes made
   * @param me who asks: a lock is void when it names a process of this machine that does not run
   * @return the stacks in the order of their names
   */
  public static List<StandingStack> on(AwsSession aws, Predicate<String> answers, LockOwner me) {
    Stacks stacks = new Stacks(aws, answers, me);
    stacks.ec2();
    stacks.services();
    return stacks.found.keySet().stream().map(stacks::described).toList();
  }

  private StandingStack described(String name) {
    List<Vpc> networks = vpcs.getOrDefault(name, List.of());
    Map<String, Integer> counts = new TreeMap<>();
    found.getOrDefault(name, Map.of()).forEach((kind, ids) -> counts.put(kind, ids.size()));
    return new StandingStack(
        name,
        tag(networks, Labels.BLUEPRINT),
        tag(networks, Labels.CREATED),
        networks.stream().map(Vpc::vpcId).sorted().toList(),
        counts,
        networks.stream()
            .anyMatch(each -> AttachedStack.nameOf(each).filter(name::equals).isPresent()),
        LockState.of(networks.stream().map(LockTags::of).toList(), me));
  }

  private static Optional<String> tag(List<Vpc> networks, String key) {
    return networks.stream()
        .flatMap(each -> Ec2Labels.value(each.tags(), key).stream())
        .findFirst();
  }

  private void add(String stack, String kind, String id) {
    found
        .computeIfAbsent(stack, none -> new TreeMap<>())
        .computeIfAbsent(kind, none -> new TreeSet<>())
        .add(id);
  }

  private void ec2() {
    Set<String> gone = gone();
    for (TagDescription each :
        aws.ec2()
            .describeTagsPaginator(r -> r.filters(Ec2Labels.filter("key", Labels.STACK)))
            .tags()) {
      if (!gone.contains(each.resourceId())) {
        add(each.value(), each.resourceTypeAsString(), each.resourceId());
      }
    }
    attached(gone);
    Map<String, String> stackOf = new HashMap<>();
    aws.ec2()
        .describeVpcsPaginator(r -> r.filters(Ec2Labels.filter("tag-key", Labels.STACK)))
        .vpcs()
        .forEach(
            vpc -> {
              String stack = Ec2Labels.value(vpc.tags(), Labels.STACK).orElseThrow();
              stackOf.put(vpc.vpcId(), stack);
              vpcs.computeIfAbsent(stack, none -> new ArrayList<>()).add(vpc);
            });
    ofCompletedServices(stackOf);
  }

  /** What bears the name of a stack that somebody else made: its VPC, and what is broken in it. */
  private void attached(Set<String> gone) {
    aws
        .ec2()
        .describeTagsPaginator(r -> r.filters(Ec2Labels.filter("key", Labels.DRILLED + "*")))
        .tags()
        .stream()
        .filter(each -> !gone.contains(each.resourceId()))
        .filter(
            each ->
                each.key().equals(Labels.DRILLED) || each.key().startsWith(Labels.DRILLED + ":"))
        .filter(each -> !each.value().isBlank())
        .forEach(each -> add(each.value(), each.resourceTypeAsString(), each.resourceId()));
    for (Vpc each : AttachedStack.vpcs(aws)) {
      vpcs.computeIfAbsent(AttachedStack.nameOf(each).orElseThrow(), none -> new ArrayList<>())
          .add(each);
    }
  }

  /** What AWS describes for an hour more. */
  private Set<String> gone() {
    Set<String> gone = new HashSet<>();
    aws.ec2().describeInstancesPaginator().reservations().stream()
        .flatMap(each -> each.instances().stream())
        .filter(each -> each.state().name() == InstanceStateName.TERMINATED)
        .forEach(each -> gone.add(each.instanceId()));
    aws.ec2().describeNatGatewaysPaginator().natGateways().stream()
        .filter(each -> each.state() == NatGatewayState.DELETED)
        .forEach(each -> gone.add(each.natGatewayId()));
    return gone;
  }

  /** Interfaces and addresses that a completion made for a load balancer or a database. */
  private void ofCompletedServices(Map<String, String> stackOf) {
    for (NetworkInterface each :
        aws.ec2()
            .describeNetworkInterfacesPaginator(
                r -> r.filters(Ec2Labels.filter("tag-key", DeadOwners.OWNER)))
            .networkInterfaces()) {
      Optional.ofNullable(stackOf.get(each.vpcId()))
          .ifPresent(
              stack ->
                  add(stack, ResourceType.NETWORK_INTERFACE.toString(), each.networkInterfaceId()));
    }
    aws.ec2()
        .describeAddresses(r -> r.filters(Ec2Labels.filter("tag-key", DeadOwners.VPC)))
        .addresses()
        .forEach(
            each ->
                Ec2Labels.value(each.tags(), DeadOwners.VPC)
                    .map(stackOf::get)
                    .ifPresent(
                        stack ->
                            add(stack, ResourceType.ELASTIC_IP.toString(), each.allocationId())));
  }

  private void services() {
    if (answers.test("autoscaling")) {
      Filter byKey = Filter.builder().name("key").values(Labels.STACK).build();
      aws.autoScaling()
          .describeTagsPaginator(r -> r.filters(byKey))
          .tags()
          .forEach(each -> add(each.value(), "auto-scaling-group", each.resourceId()));
    }
    if (answers.test("elasticloadbalancing")) {
      ServiceTags.ofLoadBalancers(aws, to());
      ServiceTags.ofTargetGroups(aws, to());
    }
    if (answers.test("rds")) {
      ServiceTags.ofDatabases(aws, to());
      ServiceTags.ofDatabaseSubnetGroups(aws, to());
    }
    if (answers.test("wafv2")) {
      ServiceTags.ofWebAcls(aws, to());
    }
    if (answers.test("acm")) {
      ServiceTags.ofCertificates(aws, to());
    }
  }

  /** Adds what bears a stack's tag. */
  private ServiceTags.Found to() {
    return (kind, id, tags) ->
        Optional.ofNullable(tags.get(Labels.STACK)).ifPresent(stack -> add(stack, kind, id));
  }
}
