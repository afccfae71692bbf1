package dev.azdrill.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.RunEvidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path folder;

  @Test
  void all_formats_are_written_to_one_folder() {
    Path deep = folder.resolve("target/report");

    assertThat(Reports.write(RunEvidences.small(), deep))
        .containsExactly(
            deep.resolve("report.html"),
            deep.resolve("report.json"),
            deep.resolve("junit.xml"),
            deep.resolve("journal.jsonl"))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void the_journal_has_the_bytes_that_a_journal_writes_itself() throws Exception {
    RunEvidence dossier = RunEvidences.small();
    Journal journal = new Journal("zone loss");
    dossier
        .observations()
        .forEach(
            it ->
                journal.note(
                    it.at(), it.kind(), it.subject(), it.detail(), it.strength(), it.answeredBy()));
    journal.writeTo(folder.resolve("its-own.jsonl"));

    List<Path> files = Reports.write(dossier, folder);

    assertThat(files.get(3)).hasSameBinaryContentAs(folder.resolve("its-own.jsonl"));
  }

  @Test
  void half_a_character_in_a_text_does_not_cost_the_report() throws Exception {
    RunEvidence broken = new Words(text -> text + " \uD83D").in(RunEvidences.small());

    List<Path> files = Reports.write(broken, folder);

    assertThat(Files.readString(files.get(0), UTF_8)).contains("production stack \uFFFD");
    assertThat(Files.readAllLines(files.get(3), UTF_8)).hasSize(broken.observations().size());
  }

  @Test
  void a_second_run_replaces_the_first() throws Exception {
    Reports.write(Rehearsal.failed(), folder);
    List<Path> files = Reports.write(RunEvidences.small(), folder);

    assertThat(Files.readString(files.get(0), UTF_8))
        .isEqualTo(HtmlReport.render(RunEvidences.small()));
  }
}
