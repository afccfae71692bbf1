package dev.azdrill.cli;

import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.ShellCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ledger of a run.
 *
 * @param file on disk, where what is broken outlives this process
 */
record RunLedger(Optional<LedgerFile> file) implements AutoCloseable {
  /** Its name in the folder of the report. */
  static final String NAME = "ledger.jsonl";

  /**
   * The ledger of a run that reports into this folder.
   *
   * @throws dev.azdrill.fault.LedgerPending when an earlier run may have left something broken
   */
  static RunLedger in(Path report, Selection selection, String stack) {
    return new RunLedger(
        selection.isSimulator()
            ? Optional.empty()
            : Optional.of(
                LedgerFile.create(
                    report.resolve(NAME),
                    selection.name(),
                    selection.url().map(URI::toString).map(Redaction::url),
                    Optional.ofNullable(selection.options().get("--completion")),
                    Optional.of(stack))));
  }

  /**
   * What to do when this process ends before its run does.
   *
   * @param teardown the command that removes what was made
   */
  String hint(ShellCommand teardown) {
    return file.map(
            each ->
                "Run 'azdrill restore "
                    + each.path()
                    + "', which undoes what is broken, then '"
                    + teardown
                    + "', which removes what was made.")
        .orElse("Nothing outlives this process.");
  }

  Ledger ledger() {
    return file.isPresent() ? file.get() : Ledger.NONE;
  }

  @Override
  public void close() {
    file.ifPresent(LedgerFile::close);
  }
}
