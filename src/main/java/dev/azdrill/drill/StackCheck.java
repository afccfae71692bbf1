package dev.azdrill.drill;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.Strength;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that asks for the guarantees alone: they are judged by what is described, at one look, and
 * nothing is provisioned, broken or torn down. It needs no platform, so what is described may come
 * from a file.
 */
public final class StackCheck {
  private StackCheck() {}

  /**
   * Notes what stands where and what became of each guarantee; returns what that proves.
   *
   * @param header says that the guarantees alone are asked
   * @param at when it was described
   */
  public static RunEvidence of(Inventory inventory, RunHeader header, Instant at, Journal journal) {
    if (header.only().isEmpty()) {
      throw new IllegalArgumentException("expected the header of a check, saw " + header);
    }
    JournalScope notes = new JournalScope(journal, Optional.empty(), header.answeredBy(), () -> at);
    notes.note(new Observation.RunBegun(header));
    Placements.of(inventory)
        .forEach(each -> notes.note(new Observation.ResourcePlaced(each), Strength.CONTROL_PLANE));
    Guarantees.prove(inventory).stream()
        .map(Proof::record)
        .forEach(
            each ->
                notes.note(new Observation.GuaranteeJudged(each), Strength.CONFIGURATION_PROOF));
    notes.note(new Observation.RunEnded(0, 0));
    return RunEvidence.of(journal.entries());
  }
}
