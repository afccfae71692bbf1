package dev.azdrill.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.html.HtmlReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  private static final Path SYSTEM_FILE = Path.of("/sys/kernel/uevent_seqnum");

  @TempDir Path folder;

  @Test
  void all_forms_stand_in_one_folder_and_nothing_else() throws Exception {
    Path deep = folder.resolve("target/report");

    WrittenReports written = Reports.write(SmallRun.evidence(), deep);

    assertThat(written.failures()).isEmpty();
    assertThat(written.files())
        .containsExactly(
            deep.resolve("report.html"), deep.resolve("report.json"), deep.resolve("junit.xml"))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    try (Stream<Path> all = Files.list(deep)) {
      assertThat(all).containsExactlyInAnyOrderElementsOf(written.files());
    }
  }

  @Test
  void half_a_character_in_a_text_does_not_cost_the_report() throws Exception {
    RunEvidence broken = SmallRun.inOtherWords(text -> text + " \uD83D");

    WrittenReports written = Reports.write(broken, folder);

    assertThat(written.failures()).isEmpty();
    assertThat(Files.readString(written.files().get(0), UTF_8)).contains("architecture \uFFFD");
  }

  @Test
  void a_second_run_replaces_the_first() {
    Reports.write(SampleRuns.failed(), folder);
    WrittenReports written = Reports.write(SmallRun.evidence(), folder);

    assertThat(written.files().get(0))
        .usingCharset(UTF_8)
        .hasContent(HtmlReport.render(SmallRun.evidence()));
  }

  @Test
  void one_report_that_cannot_be_written_does_not_cost_the_others_and_is_told() throws Exception {
    Files.createDirectories(folder.resolve("report.json/full"));

    WrittenReports written = Reports.write(SmallRun.evidence(), folder);

    assertThat(written.files())
        .containsExactly(folder.resolve("report.html"), folder.resolve("junit.xml"));
    assertThat(written.failures())
        .singleElement()
        .asString()
        .startsWith("the report " + folder.resolve("report.json") + " could not be written: ");
    assertThat(folder.resolve(".report.json.tmp")).doesNotExist();
  }

  @Test
  void a_file_where_the_folder_has_to_be_fails_every_report_without_an_exception()
      throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    WrittenReports written = Reports.write(SampleRuns.passed(), file);

    assertThat(written.files()).isEmpty();
    assertThat(written.failures()).hasSize(3);
    assertThat(file).isEmptyFile();
    assertThat(SampleRuns.passed().verdict()).isEqualTo(Verdict.PASSED);
    assertThat(written.judged(SampleRuns.passed()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(written.judged(SampleRuns.passed()).reasons())
        .containsExactly(String.join("; ", written.failures()));
  }

  @Test
  void preparing_leaves_no_folder_and_keeps_what_is_there_until_it_is_removed() throws Exception {
    Path deep = folder.resolve("a/b");

    Reports.prepare(deep);
    assertThat(folder).as("whoever is refused later leaves nothing").isEmptyDirectory();

    Files.createDirectories(deep);
    Reports.prepare(deep);
    assertThat(deep).as("what somebody made stays").isEmptyDirectory();

    Files.writeString(deep.resolve("report.html"), "of an earlier run");
    Files.writeString(deep.resolve("notes.txt"), "somebody's own");
    Reports.prepare(deep);
    assertThat(deep.resolve("report.html")).hasContent("of an earlier run");
    Reports.removeEarlier(deep);
    try (Stream<Path> all = Files.list(deep)) {
      assertThat(all).containsExactly(deep.resolve("notes.txt"));
    }
  }

  @Test
  void a_file_in_the_way_is_one_clear_sentence() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Reports.prepare(file))
        .isInstanceOf(ReportFolderException.class)
        .hasMessage(
            "the report folder "
                + file
                + " cannot be used: it is a file; name another folder, or make it writable");
    assertThatThrownBy(() -> Reports.prepare(file.resolve("deeper/down")))
        .isInstanceOf(ReportFolderException.class)
        .hasMessageContaining(file + " is a file and not a folder");
  }

  @Test
  void a_folder_where_a_report_has_to_be_is_one_clear_sentence() throws Exception {
    Files.createDirectories(folder.resolve("journal.jsonl"));

    assertThatThrownBy(() -> Reports.prepare(folder))
        .isInstanceOf(ReportFolderException.class)
        .hasMessageContaining("a folder named journal.jsonl is in it");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc cannot be written, not even by root")
  void a_place_that_cannot_be_written_is_one_clear_sentence() {
    assertThatThrownBy(() -> Reports.prepare(Path.of("/proc/azdrill")))
        .isInstanceOf(ReportFolderException.class)
        .hasMessageStartingWith("the report folder /proc/azdrill cannot be used: ");
  }

  /** Files below /sys cannot be opened for writing, not even by root. */
  @Test
  @EnabledIf("hasSystemFile")
  void a_journal_of_somebody_else_that_cannot_be_written_is_one_clear_sentence() throws Exception {
    Files.createSymbolicLink(folder.resolve("journal.jsonl"), SYSTEM_FILE);

    assertThatThrownBy(() -> Reports.prepare(folder))
        .isInstanceOf(ReportFolderException.class)
        .hasMessageContaining("journal.jsonl in it cannot be written (access denied)");
    Files.delete(folder.resolve("journal.jsonl"));
    Files.createSymbolicLink(folder.resolve("report.html"), SYSTEM_FILE);
    assertThatCode(() -> Reports.prepare(folder)).as("it is replaced").doesNotThrowAnyException();
    Files.delete(folder.resolve("report.html"));
  }

  static boolean hasSystemFile() {
    return Files.isRegularFile(SYSTEM_FILE);
  }

  @Test
  void a_disk_that_is_full_is_seen_before_anything_is_made() {
    assertThat(ReportFolder.shortage(ReportFolder.ROOM)).isEmpty();
    assertThat(ReportFolder.shortage(100 * 1024))
        .hasValue("only 100 KiB are free on its disk, and reports may need 16384 KiB");
    assertThatCode(() -> Reports.prepare(folder)).doesNotThrowAnyException();
  }
}
