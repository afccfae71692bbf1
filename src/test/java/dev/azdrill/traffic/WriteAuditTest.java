package dev.azdrill.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.exchange.Cause;
import dev.azdrill.exchange.Exchange;
import dev.azdrill.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteAuditTest {
  private static final Exchange FAILED =
      new Exchange(
          Instant.EPOCH,
          Duration.ofMillis(20),
          Optional.empty(),
          new Outcome.Answered(500),
          Optional.of(
              new Cause.Unavailable(Cause.Component.DATABASE, "orders", Cause.Trouble.NOT_SERVING)),
          Optional.of("eu-west-2a"),
          Optional.of("i-1"));

  private static WriteAudit audit(int acknowledged, int found, String... missing) {
    return new WriteAudit(acknowledged, found, List.of(missing), Optional.empty());
  }

  @Test
  void every_acknowledged_write_that_was_found_is_a_proof() {
    assertThat(audit(3, 3).isProven()).isTrue();
    assertThat(audit(3, 3).isLost()).isFalse();
  }

  @Test
  void one_that_is_missing_is_a_loss() {
    assertThat(audit(3, 2, "write-2").isProven()).isFalse();
    assertThat(audit(3, 2, "write-2").isLost()).isTrue();
  }

  @Test
  void without_any_acknowledged_write_nothing_is_proven() {
    assertThat(audit(0, 0).isProven()).isFalse();
    assertThat(audit(0, 0).isLost()).isFalse();
  }

  @Test
  void a_read_that_failed_is_neither_proof_nor_loss() {
    WriteAudit unread = new WriteAudit(3, 0, List.of(), Optional.of(FAILED));

    assertThat(unread.isProven()).isFalse();
    assertThat(unread.isLost()).isFalse();
  }
}
