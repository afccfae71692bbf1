package dev.azdrill.cli;

import dev.azdrill.drill.StackCheck;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.Reports;
import dev.azdrill.report.WrittenReports;
import dev.azdrill.report.html.HtmlReport;
import dev.azdrill.report.json.JsonReport;
import dev.azdrill.report.junit.JUnitReport;
import dev.azdrill.report.ocsf.OcsfReport;
import dev.azdrill.report.sarif.SarifReport;
import dev.azdrill.text.Printable;
import dev.azdrill.text.ShellCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges the guarantees of what stands, and touches nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Judges every guarantee of an existing stack, azdrill's or not, and changes nothing "
            + "there. What could not be read makes a guarantee unknown, never proven. Exits with 0 "
            + "when all are proven, 1 when one is violated, 3 when one is unknown. On the simulator "
            + "a blueprint is provisioned for it. A snapshot is a file that azdrill snapshot wrote, "
            + "or a folder of what the AWS CLI printed, one JSON file for each call: aws ec2 "
            + "describe-vpcs > vpcs.json, and so on; an output that does not say whose it is (web "
            + "ACL, attributes, target health) belongs to the load balancer or target group whose "
            + "name is part of the file's name.")
final class CheckCommand implements Callable<Integer> {
  private static final List<String> FORMATS =
      List.of("text", "json", "junit", "sarif", "ocsf", "html");

  @ArgGroup(exclusive = false, validate = false, heading = "What:%n")
  private WhichStack which = new WhichStack();

  @Option(
      names = "--snapshot",
      paramLabel = "FILE|DIR",
      description = "what was saved; where it describes several VPCs, --vpc names one of them")
  private @Nullable Path snapshot;

  @Option(
      names = "--format",
      paramLabel = "text|json|junit|sarif|ocsf|html",
      defaultValue = "text",
      description = "what is printed (default: ${DEFAULT-VALUE})")
  private String format = "text";

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "also writes the reports and the journal into this folder (default: none)")
  private @Nullable Path report;

  @Option(names = "--strict", description = "a guarantee that cannot be judged is a failure")
  private boolean strict;

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = Terminal.of(out, spec.commandLine().getErr());
    requireFormat();
    Path folder = report;
    if (folder != null) {
      Reports.prepare(folder);
    }
    ShellCommand command = ShellCommand.of("java", "-jar", "azdrill.jar", "check");
    DescribedArchitecture described =
        DescribedArchitecture.chosen(
            which, Optional.ofNullable(snapshot), where, new ShownProgress(terminal));
    described.notes().forEach(each -> terminal.error("azdrill: " + each));
    Journal journal = new Journal();
    ConsoleReport console = new ConsoleReport(terminal, journal, false);
    if (format.equals("text")) {
      journal.subscribe(console);
    }
    RunEvidence recorded = judged(described, command.with(words()), journal);
    WrittenReports written =
        folder == null ? new WrittenReports(List.of(), List.of()) : Reports.write(recorded, folder);
    RunEvidence evidence = written.judged(recorded);
    switch (format) {
      case "json" -> JsonReport.write(evidence, out);
      case "junit" -> JUnitReport.write(evidence, out);
      case "sarif" -> SarifReport.write(evidence, out);
      case "ocsf" -> OcsfReport.write(evidence, out);
      case "html" -> HtmlReport.write(evidence, out);
      default -> console.conclude(evidence);
    }
    out.flush();
    tell(written, terminal);
    return evidence.verdict().exitCode();
  }

  private void requireFormat() {
    if (format.contains(",")) {
      throw new BadInput(
          "expected one --format, saw "
              + Printable.quoted(format)
              + ": one is printed, and --report DIR writes HTML, JSON and JUnit");
    }
    OneOf.require("--format", format, FORMATS);
  }

  private RunEvidence judged(
      DescribedArchitecture described, ShellCommand command, Journal journal) {
    Path folder = report;
    if (folder == null) {
      return judge(described, command, journal);
    }
    try (JournalFile file = JournalFile.create(folder.resolve(Reports.JOURNAL))) {
      Reports.removeEarlier(folder);
      journal.subscribe(file);
      RunEvidence ran = judge(described, command, journal);
      return file.trouble().map(ran::brokenOff).orElse(ran);
    }
  }

  private RunEvidence judge(
      DescribedArchitecture described, ShellCommand command, Journal journal) {
    return StackCheck.of(
        described.inventory(), described.header(strict, command), described.at(), journal);
  }

  /** What is printed says nothing of files where it is a document itself. */
  private void tell(WrittenReports written, Terminal terminal) {
    Path folder = report;
    if (folder != null && format.equals("text")) {
      written.files().forEach(path -> terminal.line("Written:   " + path));
      terminal.line("Written:   " + folder.resolve(Reports.JOURNAL));
    }
    written.failures().forEach(why -> terminal.error("azdrill: " + why));
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(which.words());
    Path saved = snapshot;
    if (saved != null) {
      words.addAll(List.of("--snapshot", saved.toString()));
    }
    words.addAll(where.words());
    if (strict) {
      words.add("--strict");
    }
    return words;
  }
}
