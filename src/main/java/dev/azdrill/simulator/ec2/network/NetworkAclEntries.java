package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.simulator.ec2.resource.Ec2Errors;
import dev.azdrill.simulator.world.Adoption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.IcmpTypeCode;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/**
 * The entries of one network ACL, always in the order in which they decide: by number, for each
 * direction; the last denies all and cannot be changed.
 *
 * <p>Source: Amazon VPC User Guide, "Network ACL rules".
 */
final class NetworkAclEntries {
  private static final int LAST = 32_767;

  /**
   * In each direction, the last one included. Source: Amazon VPC User Guide, "Amazon VPC quotas".
   */
  private static final int ENTRIES_MAX = 20;

  private static final int FIRST_OF_DEFAULT = 100;
  private static final String ALL = "-1";
  private static final String ICMP = "1";
  private static final List<String> WITH_PORTS = List.of("6", "17");
  private static final Map<String, String> NUMBERS =
      Map.of("tcp", "6", "udp", "17", "icmp", ICMP, "all", ALL);

  /** Which entry: EC2 lists those for what goes out first. */
  private record Key(boolean egress, int number) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::egress).reversed().thenComparing(Key::number);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final SortedMap<Key, NetworkAclEntry> entries = new TreeMap<>();

  /** Those of a new ACL: nothing passes. */
  static NetworkAclEntries denyingAll() {
    NetworkAclEntries entries = new NetworkAclEntries();
    entries.put(all(true, LAST, RuleAction.DENY));
    entries.put(all(false, LAST, RuleAction.DENY));
    return entries;
  }

  /** Those of a VPC's default ACL: everything passes. */
  static NetworkAclEntries allowingAll() {
    NetworkAclEntries entries = denyingAll();
    entries.put(all(true, FIRST_OF_DEFAULT, RuleAction.ALLOW));
    entries.put(all(false, FIRST_OF_DEFAULT, RuleAction.ALLOW));
    return entries;
  }

  /** Those of an ACL that stands elsewhere; there may be some about IPv6. */
  static NetworkAclEntries described(List<NetworkAclEntry> described) {
    if (described.isEmpty()) {
      throw new Adoption.NotAdopted("its description lacks Entries");
    }
    NetworkAclEntries entries = new NetworkAclEntries();
    for (NetworkAclEntry each : described) {
      Adoption.required(each.egress(), "Egress");
      Adoption.required(each.ruleNumber(), "RuleNumber");
      Adoption.required(each.protocol(), "Protocol");
      Adoption.required(each.ruleAction(), "RuleAction");
      if (each.ipv6CidrBlock() == null) {
        DescribedValues.block(each.cidrBlock(), "CidrBlock");
      }
      entries.put(each);
    }
    return entries;
  }

  private static NetworkAclEntry all(boolean egress, int number, RuleAction action) {
    return NetworkAclEntry.builder()
        .egress(egress)
        .ruleNumber(number)
        .protocol(ALL)
        .cidrBlock("0.0.0.0/0")
        .ruleAction(action)
        .build();
  }

  private void put(NetworkAclEntry entry) {
    entries.put(new Key(entry.egress(), entry.ruleNumber()), entry);
  }

  /** All of them, in order. */
  List<NetworkAclEntry> all() {
    return List.copyOf(entries.values());
  }

  /** Adds an entry whose number is free in its direction. */
  void add(NetworkAclEntry entry) {
    checkNumber(entry.ruleNumber());
    if (entries.containsKey(new Key(entry.egress(), entry.ruleNumber()))) {
      throw NetworkErrors.networkAclEntryExists(entry.ruleNumber());
    }
    if (entries.keySet().stream().filter(key -> key.egress() == entry.egress()).count()
        >= ENTRIES_MAX) {
      throw NetworkErrors.networkAclEntryLimitExceeded();
    }
    put(entry);
  }

  /** Puts an entry in the place of the one with its number and direction. */
  void replace(NetworkAclEntry entry) {
    checkThere(entry.egress(), entry.ruleNumber());
    put(entry);
  }

  void remove(boolean egress, int number) {
    checkThere(egress, number);
    entries.remove(new Key(egress, number));
  }

  private void checkThere(boolean egress, int number) {
    checkNumber(number);
    if (!entries.containsKey(new Key(egress, number))) {
      throw NetworkErrors.networkAclEntryNotFound(number);
    }
  }

  private static void checkNumber(int number) {
    if (number < 1 || number >= LAST) {
      throw NetworkErrors.ruleNumberInvalid(number);
    }
  }

  static NetworkAclEntry entry(CreateNetworkAclEntryRequest r) {
    return entry(
        r.egress(),
        r.ruleNumber(),
        r.protocol(),
        action(r.ruleAction(), r.ruleActionAsString()),
        cidr(r.cidrBlock(), r.ipv6CidrBlock()),
        r.portRange(),
        r.icmpTypeCode());
  }

  static NetworkAclEntry entry(ReplaceNetworkAclEntryRequest r) {
    return entry(
        r.egress(),
        r.ruleNumber(),
        r.protocol(),
        action(r.ruleAction(), r.ruleActionAsString()),
        cidr(r.cidrBlock(), r.ipv6CidrBlock()),
        r.portRange(),
        r.icmpTypeCode());
  }

  private static NetworkAclEntry entry(
      boolean egress,
      int number,
      String protocol,
      RuleAction action,
      String cidr,
      @Nullable PortRange ports,
      @Nullable IcmpTypeCode icmp) {
    String protocolNumber = protocol(protocol);
    NetworkAclEntry.Builder entry =
        NetworkAclEntry.builder()
            .egress(egress)
            .ruleNumber(number)
            .protocol(protocolNumber)
            .ruleAction(action)
            .cidrBlock(cidr);
    if (WITH_PORTS.contains(protocolNumber)) {
      entry.portRange(ports(ports));
    } else if (protocolNumber.equals(ICMP)) {
      if (icmp == null) {
        throw Ec2Errors.missingParameter("icmpTypeCode");
      }
      entry.icmpTypeCode(icmp);
    }
    return entry.build();
  }

  private static PortRange ports(@Nullable PortRange ports) {
    if (ports == null || ports.from() == null || ports.to() == null) {
      throw Ec2Errors.missingParameter("portRange");
    }
    if (ports.from() < 0 || ports.to() > 65_535 || ports.from() > ports.to()) {
      throw Ec2Errors.invalidParameterValue(ports.from() + "-" + ports.to(), "portRange");
    }
    return ports;
  }

  private static String protocol(String text) {
    String number = NUMBERS.getOrDefault(text.toLowerCase(Locale.ROOT), text);
    boolean valid =
        number.equals(ALL) || (number.matches("\\d{1,3}") && Integer.parseInt(number) <= 255);
    if (!valid) {
      throw Ec2Errors.invalidParameterValue(text, "protocol");
    }
    return number;
  }

  private static RuleAction action(RuleAction action, String text) {
    if (action == RuleAction.UNKNOWN_TO_SDK_VERSION) {
      throw Ec2Errors.invalidParameterValue(text, "ruleAction");
    }
    return action;
  }

  private static String cidr(@Nullable String cidr, @Nullable String ipv6) {
    if (ipv6 != null) {
      throw NetworkErrors.ipv6NetworkAclEntriesNotSimulated();
    }
    if (cidr == null) {
      throw Ec2Errors.missingParameter("cidrBlock");
    }
    return Cidr.parse(cidr).orElseThrow(() -> Ec2Errors.invalidCidr(cidr, "cidrBlock")).toString();
  }
}
