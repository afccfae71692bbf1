package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same seed gives the same bytes from several JVMs, whatever their locale, time zone and
 * compiler. {@code azdrill.jvms} says how many; two run at once.
 */
@Tag("slow")
class DeterminismIT {
  private static final int JVMS = Integer.getInteger("azdrill.jvms", 2);
  private static final int AT_ONCE = 2;

  /** Options of each JVM, in turn. */
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("-Duser.language=en", "-Duser.country=GB", "-Duser.timezone=UTC"),
          List.of(
              "-Duser.language=ar",
              "-Duser.country=EG",
              "-Duser.timezone=Asia/Kathmandu",
              "-Dfile.encoding=ISO-8859-1",
              "-XX:+UnlockExperimentalVMOptions",
              "-XX:hashCode=2"), // every object the same: no order may come from it
          List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=America/St_Johns"),
          List.of("-Xint", "-Duser.language=de", "-Duser.country=CH"));

  @TempDir Path folder;

  @Test
  void drills_and_scenarios_leave_the_same_bytes() throws Exception {
    List<Map<String, String>> all = new ArrayList<>();
    for (int first = 0; first < JVMS; first += AT_ONCE) {
      List<OtherJvm> running = new ArrayList<>();
      try {
        for (int n = first; n < Math.min(first + AT_ONCE, JVMS); n++) {
          running.add(start(n));
        }
        for (OtherJvm each : running) {
          OtherJvm.Result result = each.await();
          assertThat(result.exit()).as(result.printed()).isZero();
          all.add(files(run(all.size())));
        }
      } finally {
        running.forEach(OtherJvm::close);
      }
    }

    Map<String, String> expected = all.get(0);
    assertThat(all)
        .hasSize(JVMS)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(each -> assertThat(each).isEqualTo(expected));
    assertThat(expected.keySet())
        .contains("one/report.html", "one/report.json", "one/junit.xml", "one/journal.jsonl")
        .anyMatch(name -> name.startsWith("features/evidence/"));
    assertThat(expected.get("another/journal.jsonl"))
        .as("the journal of another seed")
        .isNotEqualTo(expected.get("one/journal.jsonl"));
  }

  private OtherJvm start(int n) throws IOException {
    String feature = Path.of("features/instance-loss.feature").toAbsolutePath().toString();
    return OtherJvm.start(
        Files.createDirectories(run(n)),
        OPTIONS.get(n % OPTIONS.size()),
        List.of(
            List.of("drill", "--seed", "one seed", "--report", "one"),
            List.of("drill", "--seed", "another seed", "--report", "another"),
            List.of("features", feature, "--report", "features")));
  }

  private Path run(int n) {
    return folder.resolve("jvm-" + n);
  }

  /** Every report and journal below the folder, by its path; not what Cucumber writes itself. */
  private static Map<String, String> files(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (name.startsWith("one/")
            || name.startsWith("another/")
            || name.startsWith("features/evidence/")) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }
}
