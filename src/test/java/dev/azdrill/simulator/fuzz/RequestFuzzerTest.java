package dev.azdrill.simulator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.simulator.kernel.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Requests as nobody means them. {@code make fuzz} sends more of them. */
@Order(2)
class RequestFuzzerTest {
  private static final int REQUESTS = 8 * Integer.getInteger("azdrill.tries", 50);

  @Test
  void every_answer_is_in_its_protocol_and_a_refused_request_changes_nothing() {
    Seed seed = Seed.of(System.getProperty("azdrill.seed", "azdrill"));
    try (RequestFuzzer fuzzer = new RequestFuzzer(seed, 8)) {
      List<String> findings = fuzzer.run(REQUESTS);

      assertThat(findings).isEmpty();
      // A fuzzer that is always refused, or never compares, finds nothing.
      assertThat(fuzzer.operations()).isGreaterThan(200);
      assertThat(fuzzer.counts().get("accepted")).isGreaterThan(REQUESTS / 40);
      assertThat(fuzzer.counts().get("compared")).isGreaterThan(REQUESTS / 20);
    }
  }

  /** What a fuzzer has found once: one request a line, with the defect that it met behind it. */
  @Test
  void what_was_found_once_is_not_found_again() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/test/resources/dev/azdrill/simulator/fuzz/regressions.txt"))
            .stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(lines).isNotEmpty();
    try (SimulatorPlatform platform = SimulatorPlatform.create("regressions")) {
      for (String line : lines) {
        SentRequest.Answer answer = SentRequest.parse(line).to(platform.region().httpClient());
        assertThat(answer.defect()).as(line).isEmpty();
        assertThat(answer.status()).as(line).isEqualTo(400);
      }
    }
  }
}
