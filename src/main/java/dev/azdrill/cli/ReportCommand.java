package dev.azdrill.cli;

import dev.azdrill.evidence.JournalReader;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.text.RegularFile;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the reports of a run again, from its journal. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the reports of a run again from its journal, also from one that was cut",
      "off: it is read as far as it goes. Exits with the code of the verdict that",
      "follows from the journal. One whose lines do not fit its seal is INCONCLUSIVE",
      "at best. The seal finds accidental and naive changes; it has no key: whoever",
      "can write the file can seal it anew, and that is not found."
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "JOURNAL", description = "a journal.jsonl that a run wrote")
  private Path journal = Path.of(Reports.JOURNAL);

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "azdrill-report",
      description = "folder for the reports (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("azdrill-report");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    JournalReader read = read();
    RunEvidence told = evidence(read);
    Reports.prepare(folder);
    WrittenReports written = Reports.write(told, folder);
    RunEvidence evidence = written.judged(told);
    if (read.isSealIntact()) {
      terminal.line(
          "Journal: "
              + read.entries().size()
              + " entries, which fit its seal; a seal without a key shows no forgery");
    }
    terminal.line("Verdict: " + evidence.verdict());
    evidence.reasons().forEach(each -> terminal.line("  " + each));
    written.files().forEach(path -> terminal.line("Written: " + path));
    written.failures().forEach(why -> terminal.error("azdrill: " + why));
    return evidence.verdict().exitCode();
  }

  private JournalReader read() {
    if (Files.isDirectory(journal)) {
      Path inIt = journal.resolve(Reports.JOURNAL);
      throw new BadInput(
          "expected a journal, saw the folder "
              + journal
              + (Files.isRegularFile(inIt)
                  ? ": did you mean " + inIt + "?"
                  : ", in which there is no " + Reports.JOURNAL));
    }
    if (RegularFile.isSomethingElse(journal)) {
      throw new BadInput("expected a journal, saw " + journal + ": " + RegularFile.SOMETHING_ELSE);
    }
    try {
      return JournalReader.read(journal);
    } catch (IOException e) {
      throw new BadInput(
          "expected a journal that can be read, saw " + journal + ": " + Trouble.of(e));
    }
  }

  private static RunEvidence evidence(JournalReader read) {
    try {
      return read.evidence();
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage() + read.brokenAt().map(where -> ": " + where).orElse(""));
    }
  }
}
