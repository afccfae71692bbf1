package dev.azdrill.network;

import dev.azdrill.network.model.PortRange;
import java.util.List;
import java.util.Optional;

/**
 * What a filter or a table said to a packet.
 *
 * @param disposition {@link Disposition#DELIVERED} lets it pass
 * @param by the id of the group, ACL or table
 * @param rule what in it decided; empty where it is that nothing did
 * @param text for people
 * @param refused of several ports, those that it denies
 */
record Decision(
    Disposition disposition,
    String by,
    Optional<String> rule,
    String text,
    List<PortRange> refused) {
  static Decision pass(String by, String rule, String text) {
    return new Decision(Disposition.DELIVERED, by, Optional.of(rule), text, List.of());
  }

  static Decision stop(Disposition disposition, String by, String rule, String text) {
    return new Decision(disposition, by, Optional.of(rule), text, List.of());
  }

  /** No rule decided, or none is known. */
  static Decision stop(Disposition disposition, String by, String text) {
    return new Decision(disposition, by, Optional.empty(), text, List.of());
  }

  boolean passes() {
    return disposition == Disposition.DELIVERED;
  }
}
