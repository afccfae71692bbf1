package dev.azdrill.network;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.PrefixListNames;
import dev.azdrill.network.model.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses the prefix lists have that rules and routes of a network name. One whose entries
 * were not read is not known, and neither is whom a rule admits that names it.
 */
public final class PrefixListEntries {
  private final Map<String, List<Cidr>> known = new LinkedHashMap<>();

  private PrefixListEntries() {}

  /** Those of an inventory. */
  public static PrefixListEntries of(Inventory inventory) {
    PrefixListEntries lists = new PrefixListEntries();
    if (!PrefixListNames.in(inventory).isEmpty()) {
      inventory.owned(Kind.PREFIX_LIST_ENTRY).stream()
          .filter(each -> each.owner().isPresent())
          .forEach(
              each ->
                  Cidr.parse(each.value().cidr())
                      .ifPresent(
                          block ->
                              lists
                                  .known
                                  .computeIfAbsent(each.owner().get(), id -> new ArrayList<>())
                                  .add(block)));
    }
    return lists;
  }

  /** The IPv4 blocks of a list; empty where they are not known. */
  public Optional<List<Cidr>> blocks(String id) {
    return Optional.ofNullable(known.get(id)).map(List::copyOf);
  }
}
