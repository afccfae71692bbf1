package dev.azdrill.simulator.ec2.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An IPv6 CIDR block as EC2 keeps it: its host bits are zero, and it is written in the form of RFC
 * 5952 (lower case, no leading zeros, the longest run of zeros as {@code ::}). Nothing in this
 * region has such an address: a block is compared, and shown.
 *
 * @param groups the eight groups of 16 bits
 * @param prefix how many bits belong to the network, 0 to 128
 */
record Ipv6Cidr(List<Integer> groups, int prefix) {
  private static final int GROUPS = 8;
  private static final int BITS = 16;

  Ipv6Cidr {
    groups = List.copyOf(groups);
  }

  /** The block of this text without its host bits; empty where the text is none. */
  static Optional<Ipv6Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return prefix > GROUPS * BITS
        ? Optional.empty()
        : address(text.substring(0, slash))
            .map(groups -> new Ipv6Cidr(cut(groups, prefix), prefix));
  }

  private static Optional<List<Integer>> address(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return part(text).filter(groups -> groups.size() == GROUPS);
    }
    Optional<List<Integer>> head = part(text.substring(0, gap));
    Optional<List<Integer>> tail = part(text.substring(gap + 2));
    if (head.isEmpty() || tail.isEmpty()) {
      return Optional.empty();
    }
    int zeros = GROUPS - head.get().size() - tail.get().size();
    if (zeros < 1) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(head.get());
    all.addAll(Collections.nCopies(zeros, 0));
    all.addAll(tail.get());
    return Optional.of(all);
  }

  /** The groups between colons, of which there may be none. */
  private static Optional<List<Integer>> part(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    for (String each : text.split(":", -1)) {
      if (!each.matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      groups.add(Integer.parseInt(each, 16));
    }
    return groups.size() <= GROUPS ? Optional.of(groups) : Optional.empty();
  }

  private static List<Integer> cut(List<Integer> groups, int prefix) {
    List<Integer> network = new ArrayList<>();
    for (int n = 0; n < GROUPS; n++) {
      int kept = Math.max(0, Math.min(BITS, prefix - n * BITS));
      network.add(groups.get(n) & (0xFFFF << (BITS - kept)) & 0xFFFF);
    }
    return network;
  }

  @Override
  public String toString() {
    int from = 0;
    int longest = 0;
    for (int n = 0; n < GROUPS; n++) {
      int end = n;
      while (end < GROUPS && groups.get(end) == 0) {
        end++;
      }
      if (end - n > longest) {
        from = n;
        longest = end - n;
      }
    }
    String address =
        longest < 2
            ? hex(groups)
            : hex(groups.subList(0, from)) + "::" + hex(groups.subList(from + longest, GROUPS));
    return address + "/" + prefix;
  }

  private static String hex(List<Integer> groups) {
    return String.join(":", groups.stream().map(Integer::toHexString).toList());
  }
}
