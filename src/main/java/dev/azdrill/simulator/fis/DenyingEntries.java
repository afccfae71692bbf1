package dev.azdrill.simulator.fis;

import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The entries of a network ACL that denies what a scope says and leaves the rest as another ACL has
 * it: what is denied comes first, what that one has behind it.
 *
 * @param region such as {@code eu-west-2}
 * @param prefixList the one of the scope {@code prefix-list}; empty for the others
 */
record DenyingEntries(
    NetworkCalls calls, String region, NetworkScope scope, Optional<String> prefixList) {
  /** The one that every ACL ends with. */
  private static final int LAST = 32_767;

  private static final String ALL_PROTOCOLS = "-1";
  private static final List<Boolean> DIRECTIONS = List.of(true, false);

  /** Those of the ACL that a subnet gets in place of its own. */
  List<NetworkAclEntry> of(NetworkAcl own, Subnet subnet) {
    List<NetworkAclEntry> kept =
        own.entries().stream().filter(each -> each.ruleNumber() < LAST).toList();
    return switch (scope) {
      case ALL -> List.of();
      case VPC -> numbered(within(calls.addresses(subnet.vpcId()), kept));
      case AVAILABILITY_ZONE -> numbered(denying(otherZones(subnet), kept));
      case S3, DYNAMODB, S3EXPRESS -> numbered(denying(prefixes(ofService()), kept));
      case PREFIX_LIST -> numbered(denying(prefixes(prefixList.orElseThrow()), kept));
    };
  }

  private String ofService() {
    String name = "com.amazonaws." + region + "." + scope.text();
    return calls
        .prefixList(name)
        .orElseThrow(() -> new ActionFailure("The region has no prefix list " + name + "."));
  }

  private List<String> prefixes(String prefixListId) {
    return calls.prefixes(prefixListId);
  }

  private List<String> otherZones(Subnet subnet) {
    return calls.subnets().stream()
        .filter(each -> each.vpcId().equals(subnet.vpcId()))
        .filter(each -> !each.availabilityZone().equals(subnet.availabilityZone()))
        .flatMap(
            each ->
                Stream.concat(
                    Stream.of(each.cidrBlock()),
                    each.ipv6CidrBlockAssociationSet().stream()
                        .map(association -> association.ipv6CidrBlock())))
        .toList();
  }

  private static List<NetworkAclEntry> denying(List<String> ranges, List<NetworkAclEntry> kept) {
    List<NetworkAclEntry> entries = new ArrayList<>();
    for (boolean egress : DIRECTIONS) {
      for (String range : ranges) {
        NetworkAclEntry.Builder entry =
            NetworkAclEntry.builder()
                .egress(egress)
                .protocol(ALL_PROTOCOLS)
                .ruleAction(RuleAction.DENY);
        entries.add(
            range.indexOf(':') < 0
                ? entry.cidrBlock(range).build()
                : entry.ipv6CidrBlock(range).build());
      }
    }
    entries.addAll(kept);
    return entries;
  }

  /** Each entry for as much of it as is within these ranges: the rest is denied by the last one. */
  private static List<NetworkAclEntry> within(List<String> ranges, List<NetworkAclEntry> kept) {
    List<NetworkAclEntry> entries = new ArrayList<>();
    for (NetworkAclEntry each : kept) {
      for (String range : ranges) {
        common(each.cidrBlock(), range)
            .ifPresent(both -> entries.add(each.toBuilder().cidrBlock(both).build()));
      }
    }
    return entries;
  }

  /** Of two ranges, one lies within the other, or they have nothing in common. */
  private static Optional<String> common(@Nullable String one, String other) {
    if (one == null) {
      return Optional.empty();
    }
    Cidr first = Cidr.of(one);
    Cidr second = Cidr.of(other);
    if (first.contains(second)) {
      return Optional.of(other);
    }
    return second.contains(first) ? Optional.of(one) : Optional.empty();
  }

  /** In their order, from 1 in each direction. */
  private static List<NetworkAclEntry> numbered(List<NetworkAclEntry> entries) {
    Map<Boolean, Integer> numbers = new LinkedHashMap<>();
    return entries.stream()
        .map(
            entry ->
                entry.toBuilder()
                    .ruleNumber(numbers.merge(entry.egress(), 1, Integer::sum))
                    .build())
        .toList();
  }
}
