package dev.azdrill.network;

import java.util.Optional;

/**
 * A setting that keeps a packet or its reply from passing, or of which nobody can say whether it
 * does.
 *
 * @param disposition why
 * @param at where; its text says what was decided there
 * @param onReply whether it is the reply that does not pass
 * @param because one sentence for people, with the id of what decides
 */
public record Obstacle(Disposition disposition, Hop at, boolean onReply, String because) {
  /** Whether it stops the packet, and is not merely unknown. */
  public boolean stops() {
    return disposition.outcome() == Disposition.Outcome.DROPPED;
  }

  /**
   * What would have to change: one setting may stop a packet at several places, and its reply, too.
   * Where nothing admits a packet, what is missing for it and for its reply are two settings.
   */
  Object setting() {
    Optional<String> explicit =
        at.decidedBy().filter(rule -> !rule.equals(Integer.toString(NetworkAclRules.LAST)));
    return new Setting(
        disposition,
        at.component(),
        at.id(),
        at.direction(),
        explicit.orElse(""),
        explicit.isEmpty() && onReply);
  }

  private record Setting(
      Disposition disposition,
      Hop.Component component,
      String id,
      Hop.Direction direction,
      String rule,
      boolean isMissingForReply) {}
}
