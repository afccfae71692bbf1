package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.JournalReader;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.session.StopRequest;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprints;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drill --runs N}: the same drills with many seeds. */
class SeedRunsTest {
  private static final Pattern WORST =
      Pattern.compile("Worst seed: (a/../b-[12]), PASSED, errors for (.+)");

  private static final Drill TERMINATION =
      FaultDrill.of(List.of(FaultCatalogue.parse("instance-termination")), Duration.ofSeconds(30));

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int drill(Path report, String... more) {
    List<String> all = new ArrayList<>(List.of("drill", "--drill", "application-hang"));
    all.addAll(List.of("--report", report.toString()));
    all.addAll(List.of(more));
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private Terminal terminal() {
    return Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static DrillOrder order(String seed) {
    return new DrillOrder(
        "drill",
        new DrilledStack.Made(Blueprints.shipped("production"), false),
        List.of(new OrderedDrill.FromFile(new DrillFile(TERMINATION))),
        seed,
        ShellCommand.of("azdrill", "drill"),
        Objectives.NONE,
        Budgets.CEILING,
        false,
        60,
        Guards.NONE);
  }

  @Test
  void the_worst_seed_is_named_and_can_be_repeated_and_nothing_of_an_earlier_call_is_left()
      throws Exception {
    Path runs = Files.createDirectories(folder.resolve("many/runs"));
    Files.writeString(runs.resolve("azdrill-77.jsonl"), "of an earlier call");

    assertThat(drill(folder.resolve("many"), "--runs", "2", "--seed", "a/../b"))
        .as("%s", err)
        .isZero();

    assertThat(out.toString())
        .contains("2 of 2 runs passed")
        .containsPattern("drill-1, clients +\\d");
    assertThat(runs.toFile().list()).containsExactlyInAnyOrder("a_.._b-1.jsonl", "a_.._b-2.jsonl");
    Matcher worst = WORST.matcher(out.toString());
    assertThat(worst.find()).as("%s", out).isTrue();
    byte[] journal = Files.readAllBytes(folder.resolve("many/journal.jsonl"));
    assertThat(runs.resolve(worst.group(1).replace('/', '_') + ".jsonl")).hasBinaryContent(journal);

    assertThat(drill(folder.resolve("one"), "--durations", "drawn", "--seed", worst.group(1)))
        .isZero();
    assertThat(folder.resolve("one/journal.jsonl")).hasBinaryContent(journal);
    assertThat(out.toString()).contains("errors for " + worst.group(2) + " {");
  }

  @Test
  void a_seed_may_be_longer_than_the_name_of_a_file_but_not_than_a_tag() {
    String longest = "s".repeat(254);

    assertThat(drill(folder, "--runs", "2", "--seed", longest)).as("%s", err).isZero();
    assertThat(folder.resolve("runs").toFile().list())
        .containsExactlyInAnyOrder("s".repeat(200) + "-1.jsonl", "s".repeat(200) + "-2.jsonl");
    assertThat(drill(folder, "--runs", "10", "--seed", longest)).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected a --seed of at most 253 characters for 10 runs", "saw 254");
  }

  /** Ctrl-C: what has begun comes to its end, and the report says what is missing. */
  @Test
  void runs_that_a_signal_kept_from_being_begun_prove_nothing() throws Exception {
    StopRequest stop = new StopRequest();
    stop.request("SIGTERM");

    int exit =
        new SeedRuns(terminal(), Selection.simulator(), order("stopped"), folder).run(40, stop);

    assertThat(exit).as("%s", out).isEqualTo(3);
    assertThat(out.toString())
        .contains("1 runs of seed stopped", "Verdict: INCONCLUSIVE, 1 of 1 runs passed.")
        .contains("stopped by SIGTERM after 1 of 40 runs");
    RunEvidence kept = JournalReader.read(folder.resolve("journal.jsonl")).evidence();
    assertThat(kept.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(kept.reasons()).contains("stopped by SIGTERM after 1 of 40 runs");
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void a_count_that_cannot_be_made_leaves_what_is_there() throws Exception {
    Path earlier = Files.createFile(folder.resolve("report.html"));

    assertThat(drill(folder, "--runs", "0")).isEqualTo(2);
    assertThat(drill(folder, "--runs", "3", "--plan")).isEqualTo(2);

    assertThat(err.toString())
        .contains("expected --runs from 1")
        .contains("--runs has no effect with");
    assertThat(earlier).exists();
  }
}
