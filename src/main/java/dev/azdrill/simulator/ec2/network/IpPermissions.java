package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.Adoption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The two ways in which EC2 speaks of what a security group allows: an {@link IpPermission} names a
 * protocol, ports and many peers; a {@link SecurityGroupRule} names one peer and has an id. Rules
 * are what is kept.
 *
 * <p>Source: Amazon EC2 API Reference, {@code IpPermission} and {@code SecurityGroupRule}.
 */
final class IpPermissions {
  private static final String ALL = "-1";
  private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
  private static final Set<String> ICMP = Set.of("icmp", "icmpv6");
  private static final Map<String, String> NAMES =
      Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", ALL);

  private IpPermissions() {}

  /** Checks a reference to another group and returns it as a rule keeps it. */
  @FunctionalInterface
  interface Groups {
    ReferencedSecurityGroup known(UserIdGroupPair pair);
  }

  /** Checks a reference to a prefix list and returns its id. */
  @FunctionalInterface
  interface Lists {
    String known(String id);
  }

  /** Whom rules may name. */
  record Peers(Groups groups, Lists lists) {}

  /** The rules, without ids, that these permissions stand for: one per peer. */
  static List<SecurityGroupRule> expand(
      List<IpPermission> permissions, boolean egress, Peers peers) {
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpPermission permission : permissions) {
      int before = rules.size();
      SecurityGroupRule ports =
          ports(permission.ipProtocol(), permission.fromPort(), permission.toPort(), egress);
      for (IpRange range : permission.ipRanges()) {
        rules.add(
            ports.toBuilder()
                .cidrIpv4(ipv4(range.cidrIp()))
                .description(range.description())
                .build());
      }
      for (Ipv6Range range : permission.ipv6Ranges()) {
        rules.add(
            ports.toBuilder()
                .cidrIpv6(ipv6(range.cidrIpv6()))
                .description(range.description())
                .build());
      }
      for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
        rules.add(
            ports.toBuilder()
                .referencedGroupInfo(peers.groups().known(pair))
                .description(pair.description())
                .build());
      }
      for (PrefixListId list : permission.prefixListIds()) {
        rules.add(
            ports.toBuilder()
                .prefixListId(peers.lists().known(list.prefixListId()))
                .description(list.description())
                .build());
      }
      if (rules.size() == before) {
        throw SecurityGroupErrors.permissionWithoutSource();
      }
    }
    return rules;
  }

  /**
   * The rules, without ids, of a group that is described elsewhere. Which groups they name is not
   * checked: rules may name groups of other VPCs that are peers, and groups that are gone.
   */
  static List<SecurityGroupRule> described(SecurityGroup group, Lists lists) {
    Peers anybody = new Peers(IpPermissions::named, lists);
    List<SecurityGroupRule> all = new ArrayList<>();
    all.addAll(expand(group.ipPermissions(), false, anybody));
    all.addAll(expand(group.ipPermissionsEgress(), true, anybody));
    return all;
  }

  private static ReferencedSecurityGroup named(UserIdGroupPair pair) {
    return ReferencedSecurityGroup.builder()
        .groupId(Adoption.required(pair.groupId(), "GroupId"))
        .userId(pair.userId())
        .vpcId(pair.vpcId())
        .vpcPeeringConnectionId(pair.vpcPeeringConnectionId())
        .peeringStatus(pair.peeringStatus())
        .build();
  }

  /** The rule, without id, that a ModifySecurityGroupRules request asks for. */
  static SecurityGroupRule rule(SecurityGroupRuleRequest wanted, boolean egress, Peers peers) {
    IpPermission.Builder permission =
        IpPermission.builder()
            .ipProtocol(wanted.ipProtocol())
            .fromPort(wanted.fromPort())
            .toPort(wanted.toPort());
    String description = wanted.description();
    if (wanted.cidrIpv4() != null) {
      permission.ipRanges(
          IpRange.builder().cidrIp(wanted.cidrIpv4()).description(description).build());
    }
    if (wanted.cidrIpv6() != null) {
      permission.ipv6Ranges(
          Ipv6Range.builder().cidrIpv6(wanted.cidrIpv6()).description(description).build());
    }
    if (wanted.referencedGroupId() != null) {
      permission.userIdGroupPairs(
          UserIdGroupPair.builder()
              .groupId(wanted.referencedGroupId())
              .description(description)
              .build());
    }
    if (wanted.prefixListId() != null) {
      permission.prefixListIds(
          PrefixListId.builder()
              .prefixListId(wanted.prefixListId())
              .description(description)
              .build());
    }
    List<SecurityGroupRule> rules = expand(List.of(permission.build()), egress, peers);
    if (rules.size() != 1) {
      throw SecurityGroupErrors.permissionSourceNotSingle();
    }
    return rules.get(0);
  }

  /** The permissions that these rules amount to: one per protocol and ports, in their order. */
  static List<IpPermission> collapse(List<SecurityGroupRule> rules) {
    Map<List<Object>, List<SecurityGroupRule>> byPorts = new LinkedHashMap<>();
    for (SecurityGroupRule rule : rules) {
      byPorts
          .computeIfAbsent(
              List.of(rule.ipProtocol(), rule.fromPort(), rule.toPort()), k -> new ArrayList<>())
          .add(rule);
    }
    return byPorts.values().stream().map(IpPermissions::permission).toList();
  }

  private static IpPermission permission(List<SecurityGroupRule> rules) {
    SecurityGroupRule first = rules.get(0);
    boolean all = first.ipProtocol().equals(ALL);
    List<IpRange> ranges = new ArrayList<>();
    List<Ipv6Range> ipv6Ranges = new ArrayList<>();
    List<UserIdGroupPair> pairs = new ArrayList<>();
    List<PrefixListId> lists = new ArrayList<>();
    for (SecurityGroupRule rule : rules) {
      String description = rule.description();
      if (rule.cidrIpv4() != null) {
        ranges.add(IpRange.builder().cidrIp(rule.cidrIpv4()).description(description).build());
      } else if (rule.cidrIpv6() != null) {
        ipv6Ranges.add(
            Ipv6Range.builder().cidrIpv6(rule.cidrIpv6()).description(description).build());
      } else if (rule.prefixListId() != null) {
        lists.add(
            PrefixListId.builder()
                .prefixListId(rule.prefixListId())
                .description(description)
                .build());
      } else {
        ReferencedSecurityGroup group = rule.referencedGroupInfo();
        pairs.add(
            UserIdGroupPair.builder()
                .groupId(group.groupId())
                .userId(group.userId())
                .vpcId(group.vpcId())
                .vpcPeeringConnectionId(group.vpcPeeringConnectionId())
                .peeringStatus(group.peeringStatus())
                .description(description)
                .build());
      }
    }
    return IpPermission.builder()
        .ipProtocol(first.ipProtocol())
        .fromPort(all ? null : first.fromPort())
        .toPort(all ? null : first.toPort())
        .ipRanges(ranges)
        .ipv6Ranges(ipv6Ranges)
        .userIdGroupPairs(pairs)
        .prefixListIds(lists)
        .build();
  }

  /** What makes two rules the same: all but their names. */
  static SecurityGroupRule bare(SecurityGroupRule rule) {
    return SecurityGroupRule.builder()
        .isEgress(rule.isEgress())
        .ipProtocol(rule.ipProtocol())
        .fromPort(rule.fromPort())
        .toPort(rule.toPort())
        .cidrIpv4(rule.cidrIpv4())
        .cidrIpv6(rule.cidrIpv6())
        .referencedGroupInfo(rule.referencedGroupInfo())
        .prefixListId(rule.prefixListId())
        .build();
  }

  /** A rule in the words of AWS's refusals. */
  static String words(SecurityGroupRule rule) {
    String peer = rule.cidrIpv4() != null ? rule.cidrIpv4() : rule.cidrIpv6();
    if (peer == null) {
      peer = rule.prefixListId();
    }
    if (peer == null) {
      peer = rule.referencedGroupInfo().groupId();
    }
    if (rule.ipProtocol().equals(ALL)) {
      return "peer: " + peer + ", ALL, ALLOW";
    }
    return "peer: "
        + peer
        + ", "
        + rule.ipProtocol().toUpperCase(Locale.ROOT)
        + ", from port: "
        + rule.fromPort()
        + ", to port: "
        + rule.toPort()
        + ", ALLOW";
  }

  private static SecurityGroupRule ports(
      @Nullable String protocol, @Nullable Integer from, @Nullable Integer to, boolean egress) {
    String name = protocol(protocol);
    SecurityGroupRule.Builder rule =
        SecurityGroupRule.builder().isEgress(egress).ipProtocol(name).fromPort(-1).toPort(-1);
    if (WITH_PORTS.contains(name)) {
      if (from == null || to == null) {
        throw SecurityGroupErrors.portsMissing();
      }
      if (from < 0 || to > 65_535 || from > to) {
        throw SecurityGroupErrors.portRangeInvalid(name.toUpperCase(Locale.ROOT), from, to);
      }
      rule.fromPort(from).toPort(to);
    } else if (ICMP.contains(name)) {
      rule.fromPort(from == null ? -1 : from).toPort(to == null ? -1 : to);
    }
    return rule.build();
  }

  /** The protocol as EC2 shows it: names for the four that have ports or types, else the number. */
  static String protocol(@Nullable String text) {
    if (text == null) {
      throw Ec2Errors.missingParameter("ipProtocol");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String name = NAMES.getOrDefault(lower, lower);
    boolean known = name.equals(ALL) || WITH_PORTS.contains(name) || ICMP.contains(name);
    if (!known && !isNumber(name)) {
      throw SecurityGroupErrors.protocolUnsupported(text);
    }
    return name;
  }

  private static boolean isNumber(String protocol) {
    return protocol.matches("\\d{1,3}") && Integer.parseInt(protocol) <= 255;
  }

  private static String ipv4(@Nullable String text) {
    if (text == null) {
      throw Ec2Errors.missingParameter("cidrIp");
    }
    return Cidr.parse(text)
        .orElseThrow(() -> SecurityGroupErrors.permissionCidrMalformed(text))
        .toString();
  }

  private static String ipv6(@Nullable String text) {
    if (text == null) {
      throw Ec2Errors.missingParameter("cidrIpv6");
    }
    return Ipv6Cidr.parse(text)
        .orElseThrow(() -> SecurityGroupErrors.permissionCidrMalformed(text))
        .toString();
  }
}
