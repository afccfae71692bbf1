package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bytes, from two JVMs. */
class DeterminismIT {
  @TempDir Path folder;

  @Test
  void a_drill_leaves_the_same_bytes() throws Exception {
    Map<String, String> first = drill("first", "one seed");
    Map<String, String> second = drill("second", "one seed");
    Map<String, String> other = drill("other", "another seed");

    assertThat(first.keySet()).contains("report.html", "report.json", "junit.xml", "journal.jsonl");
    assertThat(second).isEqualTo(first);
    assertThat(other.get("journal.jsonl")).isNotEqualTo(first.get("journal.jsonl"));
  }

  @Test
  void scenarios_leave_the_same_journals() throws Exception {
    Map<String, String> first = features("first");
    Map<String, String> second = features("second");

    assertThat(first).isNotEmpty();
    assertThat(second).isEqualTo(first);
  }

  private Map<String, String> drill(String name, String seed) throws Exception {
    Path run = Files.createDirectories(folder.resolve(name));
    OtherJvm.Result result = OtherJvm.run(run, "drill", "--seed", seed, "--report", "report");
    assertThat(result.exit()).as(result.printed()).isZero();
    return bytes(run.resolve("report"));
  }

  private Map<String, String> features(String name) throws Exception {
    Path run = Files.createDirectories(folder.resolve(name));
    Path feature = Path.of("features/instance-loss.feature").toAbsolutePath();
    OtherJvm.Result result =
        OtherJvm.run(run, "features", feature.toString(), "--report", "report");
    assertThat(result.exit()).as(result.printed()).isZero();
    return bytes(run.resolve("report/evidence"));
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return bytes;
  }
}
