package dev.azdrill.report;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.html.HtmlReport;
import dev.azdrill.report.json.JsonReport;
import dev.azdrill.report.junit.JUnitReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes evidence in all forms into one folder. */
public final class Reports {
  /** Where a run's journal stands beside its reports. */
  public static final String JOURNAL = "journal.jsonl";

  private static final List<Form> FORMS =
      List.of(
          new Form("report.html", HtmlReport::write),
          new Form("report.json", JsonReport::write),
          new Form("junit.xml", JUnitReport::write));

  private record Form(String name, BiConsumer<RunEvidence, Writer> writer) {}

  private Reports() {}

  /**
   * Makes sure that the reports and the journal of a run can be written into a folder; one that is
   * not there yet is not made. To be called before anything else is created.
   *
   * @throws ReportFolderException when they cannot, with one sentence that says why
   */
  public static void prepare(Path folder) {
    List<String> names = new ArrayList<>(FORMS.stream().map(Form::name).toList());
    names.add(JOURNAL);
    new ReportFolder(folder).prepare(names, JOURNAL);
  }

  /**
   * Removes the reports of an earlier run: beside the journal of a run that was cut off they would
   * be taken for its own. To be called once nobody else can write the folder's journal.
   *
   * @throws ReportFolderException when they cannot be removed
   */
  public static void removeEarlier(Path folder) {
    new ReportFolder(folder).remove(FORMS.stream().map(Form::name).toList());
  }

  /**
   * Writes {@code report.html}, {@code report.json} and {@code junit.xml}, replacing what is there;
   * makes the folder if need be. The same evidence gives the same bytes. One that cannot be made or
   * written does not keep the others from being written. Never throws for it: it is told.
   */
  public static WrittenReports write(RunEvidence evidence, Path folder) {
    ReportFolder target = new ReportFolder(folder);
    List<Path> files = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Form form : FORMS) {
      try {
        files.add(target.write(form.name(), to -> form.writer().accept(evidence, to)));
      } catch (IOException | RuntimeException e) {
        failures.add(
            "the report "
                + folder.resolve(form.name())
                + " could not be written: "
                + ReportFolder.why(e));
      }
    }
    return new WrittenReports(files, failures);
  }
}
