package dev.azdrill.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Every thing that names itself has a name, and no two have the same. A description in which that
 * is not so was put together by hand or from two looks, and what it proves depends on which of the
 * two somebody takes.
 */
final class Identities {
  private Identities() {}

  /** What identifies a thing; empty where a member of it is missing. */
  static Optional<String> of(Kind<?> kind, SdkPojo thing) {
    List<String> parts = new ArrayList<>();
    for (String member : DescribeCall.of(kind).identity()) {
      Optional<String> part = member(thing, member);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(String.join(" ", parts));
  }

  private static Optional<String> member(SdkPojo thing, String name) {
    return thing.sdkFields().stream()
        .filter(field -> field.memberName().equals(name))
        .map((SdkField<?> field) -> field.getValueOrDefault(thing))
        .flatMap(value -> Optional.ofNullable(value).stream())
        .map(String::valueOf)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /**
   * Passes an inventory whose things can be told apart.
   *
   * @param where it is from: errors begin with it
   * @throws UnreadableInventory for another
   */
  static Inventory requireDistinct(Inventory inventory, String where) {
    for (Kind<?> kind : Kind.all()) {
      if (!DescribeCall.of(kind).identity().isEmpty()) {
        requireDistinct(kind, inventory, where);
      }
    }
    return inventory;
  }

  private static void requireDistinct(Kind<?> kind, Inventory inventory, String where) {
    Map<String, Integer> seen = new HashMap<>();
    List<? extends SdkPojo> all = inventory.all(kind);
    for (int i = 0; i < all.size(); i++) {
      int place = i;
      String id =
          of(kind, all.get(i))
              .orElseThrow(
                  () ->
                      new UnreadableInventory(
                          where,
                          "number "
                              + (place + 1)
                              + " of "
                              + kind
                              + " has no "
                              + String.join(" or no ", DescribeCall.of(kind).identity())));
      Integer before = seen.put(id, i);
      if (before != null) {
        throw new UnreadableInventory(
            where,
            "it holds two "
                + kind
                + " of one id, "
                + id
                + ": which of the two is true cannot be told");
      }
    }
  }
}
