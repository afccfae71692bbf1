package dev.azdrill.network;

import dev.azdrill.network.model.PortRange;
import java.util.List;

/**
 * What a filter or a table said to a packet.
 *
 * @param disposition {@link Disposition#DELIVERED} lets it pass
 * @param by the id of the group, ACL or table
 * @param rule what in it decided
 * @param text for people
 * @param refused of several ports, those that it denies
 */
record Decision(
    Disposition disposition, String by, String rule, String text, List<PortRange> refused) {
  static Decision pass(String by, String rule, String text) {
    return new Decision(Disposition.DELIVERED, by, rule, text, List.of());
  }

  static Decision stop(Disposition disposition, String by, String rule, String text) {
    return new Decision(disposition, by, rule, text, List.of());
  }

  boolean passes() {
    return disposition == Disposition.DELIVERED;
  }
}
