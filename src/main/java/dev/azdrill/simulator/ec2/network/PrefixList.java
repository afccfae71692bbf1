package dev.azdrill.simulator.ec2.network;

import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;

/**
 * A managed prefix list with all its versions.
 *
 * <p>Source: Amazon VPC User Guide, "Consolidate and manage network CIDR blocks with managed prefix
 * lists".
 */
final class PrefixList {
  private final String id;
  private final String owner;
  private final int weight;
  private final List<Map<Cidr, String>> versions = new ArrayList<>();
  private String name;
  private int maxEntries;

  /**
   * A list in its first version.
   *
   * @param owner an account, or AWS
   * @param weight as how many rules or routes one counts that names it; 0 where that is the maximum
   *     of its entries
   * @param entries with their descriptions, which may be empty
   */
  PrefixList(
      String id, String owner, String name, int weight, int maxEntries, Map<Cidr, String> entries) {
    this.id = id;
    this.owner = owner;
    this.name = name;
    this.weight = weight;
    this.maxEntries = maxEntries;
    versions.add(new LinkedHashMap<>(entries));
  }

  String id() {
    return id;
  }

  String owner() {
    return owner;
  }

  String name() {
    return name;
  }

  void name(String next) {
    name = next;
  }

  int maxEntries() {
    return maxEntries;
  }

  void maxEntries(int next) {
    maxEntries = next;
  }

  int weight() {
    return weight == 0 ? maxEntries : weight;
  }

  /** The number of its present version, from 1. */
  int version() {
    return versions.size();
  }

  /** The blocks of its present version, with their descriptions. */
  Map<Cidr, String> blocks() {
    return Collections.unmodifiableMap(versions.get(versions.size() - 1));
  }

  void next(Map<Cidr, String> blocks) {
    versions.add(new LinkedHashMap<>(blocks));
  }

  List<PrefixListEntry> entries() {
    return entries(blocks());
  }

  /** The entries of a version; empty where there is none of this number. */
  Optional<List<PrefixListEntry>> entries(long version) {
    return version < 1 || version > versions.size()
        ? Optional.empty()
        : Optional.of(entries(versions.get((int) version - 1)));
  }

  private static List<PrefixListEntry> entries(Map<Cidr, String> blocks) {
    return blocks.entrySet().stream()
        .map(
            each ->
                PrefixListEntry.builder()
                    .cidr(each.getKey().toString())
                    .description(each.getValue().isEmpty() ? null : each.getValue())
                    .build())
        .toList();
  }
}
