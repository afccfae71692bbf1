package dev.azdrill.fault;

import java.nio.file.Path;

/** The ledger of an earlier run says that something may still be broken. */
public final class LedgerPending extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerPending(Path file, int pending) {
    super(
        "expected a folder in which nothing waits for its undo, saw the ledger "
            + file
            + " with "
            + pending
            + (pending == 1 ? " fault that was" : " faults that were")
            + " never undone: run 'azdrill restore "
            + file
            + "' first, or report into another folder");
  }

  /**
   * @param why it cannot be told whether something waits there
   */
  LedgerPending(Path file, String why) {
    super(
        "expected a folder in which nothing waits for its undo, saw the ledger "
            + file
            + ": "
            + why
            + "; report into another folder");
  }
}
