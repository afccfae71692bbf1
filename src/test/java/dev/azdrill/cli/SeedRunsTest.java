package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
