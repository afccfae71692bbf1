package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.JournalFile;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every exit code of drills and of reports, and the ways to it; {@code docs/exit-codes.md} has all.
 */
class ExitCodesTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final FaultRef POWER = new FaultRef("zone power loss", "eu-west-2a");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    if (all.get(0).equals("drill")) {
      all.addAll(List.of("--report", folder.resolve("report").toString()));
    }
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  /** The built-in blueprint with one line changed. */
  private String production(String line, String changed) throws IOException {
    assertThat(run("blueprint", "show", "production")).isZero();
    String text = out.toString();
    out.getBuffer().setLength(0);
    assertThat(text).as("the line that is changed").contains(line);
    Path file = folder.resolve("changed.yaml");
    Files.writeString(file, text.replace(line, changed));
    return file.toString();
  }

  @Test
  void zero_when_everything_that_was_asked_is_proven_and_recovered() {
    assertThat(run("drill", "--drill", "instance-termination")).as(printed()).isZero();
    assertThat(out.toString()).contains("Verdict: PASSED");
  }

  @Test
  void one_when_a_guarantee_is_violated_although_every_drill_passed() throws IOException {
    String blueprint = production("publicly-accessible: false", "publicly-accessible: true");

    assertThat(run("drill", "--drill", "instance-termination", "--blueprint", blueprint))
        .as(printed())
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("VIOLATED")
        .contains("Verdict: FAILED, 1 of 1 drills passed")
        .contains("it is not guaranteed that the database is isolated from the internet");
  }

  @ParameterizedTest
  @CsvSource({
    "--rto, 1s, 'expected recovery time (RTO) at most 1 s'",
    "--max-errors, 0, 'expected failed requests at most 0'",
    "--availability, 100, 'expected availability at least 100 %'",
    "--longest-outage, 1s, 'expected longest outage at most 1 s'"
  })
  void one_when_an_objective_is_missed(String option, String value, String reason) {
    assertThat(run("drill", "--drill", "zone-power-loss", option, value))
        .as(printed())
        .isEqualTo(1);
    assertThat(out.toString()).contains("Verdict: FAILED").contains(reason);
  }

  @Test
  void one_when_the_configuration_allows_more_than_the_ceiling() {
    assertThat(run("drill", "--drill", "zone-power-loss", "--ceiling", "20s"))
        .as(printed())
        .isEqualTo(1);
    assertThat(out.toString()).contains("the configuration allows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drill --drill nosuch                     | expected --drill to be one of",
        "drill --drill nosuch.yaml                | nosuch.yaml: expected a drill in YAML, saw no such file",
        "drill --drill docs                       | docs: expected a drill in YAML, saw a folder",
        "drill --drill zone-power-loss,features/run.feature | expected a drill in YAML",
        "drills show nosuch                       | expected one of instance-termination,",
        "drills check nosuch.yaml                 | expected a drill in YAML, saw no such file",
        "drill --zone nowhere                     | expected --zone to be one of",
        "drill --load 0                           | expected --load above 0",
        "drill --load NaN                         | expected --load above 0",
        "drill --drill ,                          | expected the name of a drill or a file",
        "teardown * --platform endpoint --endpoint http://127.0.0.1:9 | expected the name of a stack",
        "drill --keep                             | --keep has no effect on the simulator",
        "drill --runs 0                           | expected --runs from 1",
        "drill --max-errors -1                    | expected --max-errors to be 0 or more",
        "drill --rto soon                         | expected a duration such as",
        "drill --availability 101                 | expected a percentage above 0 and up to 100",
        "drill --availability 0                   | expected a percentage above 0 and up to 100",
        "drill --ceiling 0s                       | expected --ceiling to be longer than 0",
        "drill --max-zones 0                      | expected --max-zones to be 1 or more, saw 0",
        "drill --max-minutes 0                    | expected --max-minutes to be 1 or more, saw 0",
        "drill --max-targets 101%                 | expected a number of instances such as 2, or a percentage",
        "drill --max-targets -1                   | expected a number of instances such as 2, or a percentage",
        "drill --stop-if sometime                 | expected alarm=NAME, or error-rate>P%",
        "drill --stop-if error-rate>100%          | expected alarm=NAME, or error-rate>P%",
        "drill --stop-if error-rate>5%:window=0s  | expected a window of more than 0 s",
        "drill --stop-if alarm=                   | expected the name of a CloudWatch alarm",
        "drill --drill zone-power-loss --max-targets 40%   | expected faults to affect at most 40% of the instances in service at once, saw 1 of 2",
        "drill --fault instance-termination:instances=2 --max-zones 1 | expected faults to affect at most 1 zone at once, saw 2",
        "drill --fault zone-power-loss --hold 10min --max-minutes 9 | expected faults to be in effect for at most 9min, saw a drill in which they are for 10min at least",
        "drill --fault zone-power-loss --plan --max-targets 0 | expected faults to affect at most 0 of the instances",
        "drill --platform moon                    | expected --platform to be one of",
        "drill --blueprint nosuch.yaml            | nosuch.yaml",
        "report nosuch.jsonl                      | expected a journal that can be read, saw nosuch.jsonl: there is no such file",
        "report docs                              | expected a journal, saw the folder docs, in which there is no journal.jsonl",
        "teardown drill                           | the simulator's region ends with its process",
        "drll                                     | drill",
        "drill --nosuch                           | --nosuch",
      })
  void two_when_the_input_is_bad_and_nothing_was_created(String command, String sentence) {
    assertThat(run(command.strip().split(" +"))).as(printed()).isEqualTo(2);
    assertThat(err.toString()).contains(sentence.strip());
    assertThat(folder.resolve("report")).as("nothing is left").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stop-if error-rate>5%  | because more than 5 % of the requests in the last 1min failed",
        "--stop-if alarm=checkout | expected alarm checkout to be OK before anything is injected, saw no alarm",
        "--max-minutes 2          | because faults may be in effect for 2min at most: they were"
      })
  void three_when_a_guard_ends_the_drill(String options, String reason) {
    List<String> args = new ArrayList<>(List.of("drill", "--drill", "zone-power-loss"));
    args.addAll(List.of(options.strip().split(" ")));

    assertThat(run(args.toArray(String[]::new))).as(printed()).isEqualTo(3);
    assertThat(out.toString()).contains("Verdict: INCONCLUSIVE").contains(reason.strip());
  }

  @Test
  void three_when_a_stopped_drill_keeps_the_others_from_their_beginning() throws IOException {
    assertThat(
            run(
                "drill",
                "--drill",
                "zone-power-loss,instance-termination",
                "--stop-if",
                "error-rate>5%"))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("a drill was stopped: the drills after it were not begun")
        .contains("--stop-if 'error-rate>5%'")
        .doesNotContain("Drill 2");
    for (String file : List.of("report.html", "report.json", "junit.xml", "journal.jsonl")) {
      assertThat(Files.readString(folder.resolve("report").resolve(file)))
          .as(file)
          .containsPattern("more than 5 % of the requests in the last 1min failed");
    }
  }

  @Test
  void two_when_the_folder_for_the_report_cannot_be_written() throws IOException {
    Files.writeString(folder.resolve("report"), "a file in the way");

    assertThat(run("drill")).isEqualTo(2);
    assertThat(err.toString()).contains("report").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void three_when_clients_are_turned_away_before_anything_is_broken() throws IOException {
    String blueprint = production("rate-limit: 2000", "rate-limit: 10");

    assertThat(run("drill", "--drill", "instance-termination", "--blueprint", blueprint))
        .as(printed())
        .isEqualTo(3);
    assertThat(out.toString()).contains("there was no steady state to begin with").contains("403");
  }

  @Test
  void three_when_nothing_was_executed() throws IOException {
    assertThat(reported(begun(), ended(0, 0))).isEqualTo(3);
    assertThat(out.toString()).contains("nothing was executed");
  }

  @Test
  void three_when_everything_was_skipped() throws IOException {
    assertThat(reported(begun(), ended(0, 31))).isEqualTo(3);
    assertThat(out.toString()).contains("nothing was executed: all 31 were skipped");
  }

  @Test
  void three_when_a_drill_left_no_witness() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(
                    new Observation.DrillEnded(
                        Verdict.INCONCLUSIVE, "no evidence that the fault took effect")),
                ended(1, 0)))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, false, 3",
    "UNKNOWN, true, 1",
    "VIOLATED, false, 1",
    "VIOLATED, true, 1",
    "PROVEN, true, 0"
  })
  void three_when_a_guarantee_is_unknown_and_one_if_strict(
      GuaranteeVerdict verdict, boolean strict, int exitCode) throws IOException {
    assertThat(
            reported(
                begun(strict),
                run(
                    new Observation.GuaranteeJudged(
                        ProofRecord.plain("a", "a is so", verdict, "a was looked at", List.of()))),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.DrillEnded(Verdict.PASSED, "everything recovered")),
                ended(1, 0)))
        .isEqualTo(exitCode);
  }

  @Test
  void one_when_a_drill_failed_although_another_proved_nothing() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.DrillEnded(Verdict.FAILED, "it did not recover")),
                run(new Observation.RunBrokenOff("stopped by SIGTERM"))))
        .isEqualTo(1);
  }

  @Test
  void three_when_the_run_was_broken_off() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.DrillEnded(Verdict.PASSED, "everything recovered"))))
        .isEqualTo(3);
    assertThat(out.toString()).contains("the journal ends before the run does");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"VIOLATED | PROVEN", "\"strict\":true | \"strict\":false"})
  void three_when_somebody_made_a_journal_greener_than_it_was(String was, String now)
      throws IOException {
    assertThat(
            run(
                "drill",
                "--strict",
                "--drill",
                "instance-termination",
                "--blueprint",
                production("publicly-accessible: false", "publicly-accessible: true")))
        .isEqualTo(1);
    Path journal = folder.resolve("report/journal.jsonl");
    assertThat(run("report", journal.toString())).isEqualTo(1);
    String text = Files.readString(journal);
    assertThat(text).contains(was);

    Files.writeString(journal, text.replace(was, now));

    assertThat(run("report", journal.toString())).as(printed()).isIn(1, 3);
    assertThat(out.toString())
        .contains("the journal is not as its run wrote it")
        .as("of the journal before somebody changed it")
        .containsOnlyOnce("fit its seal");
  }

  /** Nothing without a secret could find it, so nothing may sound as if it did. */
  @Test
  void a_journal_that_was_sealed_anew_is_read_and_nobody_vouches_for_it() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a forged drill")),
                drill(new Observation.DrillEnded(Verdict.PASSED, "somebody says so")),
                ended(1, 0)))
        .isZero();

    assertThat(out.toString())
        .contains("Journal: 4 entries, which fit its seal; a seal without a key shows no forgery");
  }

  @Test
  void three_when_lines_of_a_journal_are_taken_away() throws IOException {
    assertThat(run("drill", "--drill", "instance-termination")).isZero();
    Path journal = folder.resolve("report/journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    for (int gone : new int[] {1, lines.size() / 2, lines.size() - 1}) {
      List<String> rest = new ArrayList<>(lines);
      rest.remove(gone);
      Files.write(journal, rest);

      assertThat(run("report", journal.toString())).as("without line %d", gone + 1).isEqualTo(3);
    }
  }

  @Test
  void four_when_a_fault_was_not_undone_whatever_else_happened() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.FaultIntended(POWER)),
                drill(new Observation.FaultImposed(POWER, START)),
                drill(new Observation.UndoFailed(POWER, "the switch is stuck")),
                drill(new Observation.DrillEnded(Verdict.INCONCLUSIVE, "the platform was lost")),
                run(new Observation.PlatformLost("endpoint", "nobody answers")),
                ended(1, 0)))
        .isEqualTo(4);
  }

  @Test
  void four_when_the_journal_ends_while_a_fault_may_still_hold() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.FaultIntended(POWER))))
        .isEqualTo(4);
  }

  @Test
  void four_when_something_was_left_behind() throws IOException {
    assertThat(
            reported(
                begun(),
                drill(new Observation.DrillBegun("a drill")),
                drill(new Observation.DrillEnded(Verdict.PASSED, "everything recovered")),
                run(new Observation.ResourceLeft("stack drill", "AWS refused")),
                ended(1, 0)))
        .isEqualTo(4);
    assertThat(out.toString()).contains("stack drill was left behind: AWS refused");
  }

  private int reported(Entry... entries) throws IOException {
    Path journal = folder.resolve("journal.jsonl");
    try (JournalFile file = JournalFile.create(journal)) {
      Arrays.stream(entries).forEach(file);
    }
    return run("report", journal.toString(), "--report", folder.resolve("report").toString());
  }

  private static Entry begun() {
    return begun(false);
  }

  private static Entry begun(boolean strict) {
    return run(
        new Observation.RunBegun(
            new RunHeader(
                "a run",
                "simulator",
                "azdrill simulator",
                true,
                TrafficSource.SIMULATED,
                "azdrill",
                "java -jar azdrill.jar drill",
                strict,
                List.of(),
                Optional.empty())));
  }

  private static Entry ended(int executed, int skipped) {
    return run(new Observation.RunEnded(executed, skipped));
  }

  private static Entry run(Observation observation) {
    return new Entry(START, Optional.empty(), Strength.AZDRILL, "azdrill simulator", observation);
  }

  private static Entry drill(Observation observation) {
    return new Entry(
        START, Optional.of("drill-1"), Strength.AZDRILL, "azdrill simulator", observation);
  }

  private String printed() {
    return out + "\n" + err;
  }
}
