package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same scenarios give the same evidence, in whatever order and thread they run. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class SameBytesTest {
  private static final List<String> FILES =
      List.of("journal.jsonl", "report.json", "junit.xml", "report.html");

  @TempDir Path folder;

  private List<byte[]> evidence(String name, String... options) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    new PlayedFeatures(own, Simulators.sound())
        .with(options)
        .files(Path.of("features/instance-loss.feature"), Path.of("features/outbound.feature"));
    List<byte[]> bytes = new ArrayList<>();
    for (String file : FILES) {
      bytes.add(Files.readAllBytes(own.resolve("report").resolve(file)));
    }
    return bytes;
  }

  @Test
  void parallel_and_in_another_order() throws IOException {
    List<byte[]> serial = evidence("serial");
    List<byte[]> parallel = evidence("parallel", "--threads", "2", "--order", "reverse");

    for (int i = 0; i < FILES.size(); i++) {
      assertThat(parallel.get(i)).as(FILES.get(i)).isEqualTo(serial.get(i));
    }
  }
}
