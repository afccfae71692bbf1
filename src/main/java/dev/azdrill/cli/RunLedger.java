package dev.azdrill.cli;

import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ledger of a run: on disk, where what is broken outlives this process. The file is made when
 * the run begins, and not before: a run that is refused leaves none, and nothing of an earlier one
 * is lost by it.
 */
final class RunLedger implements AutoCloseable {
  /** Its name in the folder of the report. */
  static final String NAME = "ledger.jsonl";

  private final Path path;
  private final Selection selection;
  private final String stack;
  private volatile Optional<LedgerFile> file = Optional.empty();

  private RunLedger(Path path, Selection selection, String stack) {
    this.path = path;
    this.selection = selection;
    this.stack = stack;
  }

  /**
   * The ledger of a run that reports into this folder.
   *
   * @throws dev.azdrill.fault.LedgerPending when one that is there cannot be replaced
   */
  static RunLedger in(Path report, Selection selection, String stack) {
    Path file = report.resolve(NAME);
    if (!selection.isSimulator()) {
      LedgerFile.requireWritable(file);
    }
    return new RunLedger(file, selection, stack);
  }

  /**
   * The run begins, and may break something.
   *
   * @throws dev.azdrill.fault.LedgerPending when an earlier run may have left something broken
   */
  Ledger begin() {
    if (selection.isSimulator()) {
      return Ledger.NONE;
    }
    LedgerFile begun =
        LedgerFile.create(
            path,
            selection.name(),
            selection.url().map(URI::toString).map(Redaction::url),
            Optional.ofNullable(selection.options().get("--completion")),
            Optional.of(stack));
    file = Optional.of(begun);
    return begun;
  }

  /** The run was refused before it broke anything: nothing of it is left. */
  void discard() {
    if (file.isPresent()) {
      close();
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException("the ledger " + path + " cannot be removed", e);
      }
    }
  }

  /**
   * What to do when this process ends before its run does.
   *
   * @param teardown the command that removes what was made; empty where nothing was
   */
  String hint(Optional<ShellCommand> teardown) {
    if (selection.isSimulator()) {
      return "Nothing outlives this process.";
    }
    return file.isEmpty()
        ? "Nothing was made or broken yet."
        : "Run 'azdrill restore "
            + path
            + "', which undoes what is broken"
            + teardown.map(each -> ", then '" + each + "', which removes what was made").orElse("")
            + ".";
  }

  @Override
  public void close() {
    file.ifPresent(LedgerFile::close);
  }
}
