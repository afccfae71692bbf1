package dev.azdrill.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.session.AnsweredCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One line of a ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerEntry.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = LedgerEntry.Standing.class, name = "standing"),
  @JsonSubTypes.Type(value = LedgerEntry.Intended.class, name = "intended"),
  @JsonSubTypes.Type(value = LedgerEntry.Imposed.class, name = "imposed"),
  @JsonSubTypes.Type(value = LedgerEntry.Undone.class, name = "undone"),
  @JsonSubTypes.Type(value = LedgerEntry.UndoFailed.class, name = "undo-failed")
})
sealed interface LedgerEntry {
  /**
   * The first line.
   *
   * @param platform its name: {@code endpoint}
   * @param url where it answers, without a password; empty when it has none that lasts
   * @param completion what azdrill answered there itself, as the option of this name says it; empty
   *     where that was not chosen, and in older ledgers
   * @param stack the name of the stack; empty when the run has several
   */
  record Opened(
      String platform, Optional<String> url, Optional<String> completion, Optional<String> stack)
      implements LedgerEntry {}

  /**
   * How the stack in a VPC is configured before the run breaks anything in it.
   *
   * @param vpcId its VPC
   */
  record Standing(String vpcId, StackConfiguration configuration) implements LedgerEntry {}

  /**
   * Something is about to be broken.
   *
   * @param number counts from 1
   * @param until how long it may hold, UTC; empty when nothing takes it back, and in older ledgers
   */
  record Intended(
      int number, Instant at, FaultRef fault, List<UndoAction> undo, Optional<Instant> until)
      implements LedgerEntry {}

  /**
   * It is broken.
   *
   * @param calls of AWS's API by which it was broken, with the request ids of their answers
   */
  record Imposed(int number, Instant at, List<AnsweredCall> calls) implements LedgerEntry {}

  /** Nothing of it is left. */
  record Undone(int number) implements LedgerEntry {}

  /** It was tried, and something is left. */
  record UndoFailed(int number, String reason) implements LedgerEntry {}
}
