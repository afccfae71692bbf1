package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {
  @Test
  void each_observation_is_one_line_of_json_in_a_fixed_order_of_members() {
    Journal journal = new Journal("a story");
    journal.note(
        Instant.parse("2026-01-01T00:00:12Z"),
        "target.unhealthy",
        "i-1",
        "target in \"a\" is unhealthy:\nRequest timed out",
        Strength.CONTROL_PLANE,
        "azdrill simulator");

    StringWriter out = new StringWriter();
    journal.writeTo(out);

    assertThat(out)
        .hasToString(
            "{\"at\":\"2026-01-01T00:00:12Z\",\"story\":\"a story\",\"kind\":\"target.unhealthy\","
                + "\"subject\":\"i-1\",\"detail\":\"target in \\\"a\\\" is unhealthy:\\nRequest timed out\","
                + "\"strength\":\"control plane\",\"answeredBy\":\"azdrill simulator\"}\n");
  }

  @Test
  void what_was_read_from_it_does_not_change_any_more() {
    Journal journal = new Journal("a story");
    var before = journal.observations();
    journal.note(Instant.EPOCH, "a", "b", "c", Strength.SIMULATED, "d");

    assertThat(before).isEmpty();
    assertThat(journal.observations()).hasSize(1);
  }
}
