package dev.azdrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.PostedConsoleOutputs.Post;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which console output shows that an instance has gone down or come up again. */
class PostedConsoleOutputsTest {
  private static final Instant LAUNCHED = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant LATER = LAUNCHED.plusSeconds(60);

  private final Post launch = new Post(LAUNCHED, "login:");

  @Test
  void other_text_that_was_posted_later_is_news() {
    assertThat(new Post(LATER, "login: rebooting").isNewsAfter(launch)).isTrue();
  }

  @Test
  void the_same_text_with_a_later_time_is_none() {
    assertThat(new Post(LATER, "login:").isNewsAfter(launch)).isFalse();
  }

  @Test
  void other_text_of_the_same_time_or_before_is_none() {
    assertThat(new Post(LAUNCHED, "login: rebooting").isNewsAfter(launch)).isFalse();
    assertThat(launch.isNewsAfter(new Post(LATER, "login: rebooting"))).isFalse();
  }

  @Test
  void the_first_that_is_posted_is_that_of_the_launch_and_nothing_is_no_post() {
    assertThat(new Post(LATER, "login:").isNewsAfter(new Post(LAUNCHED, ""))).isFalse();
    assertThat(new Post(LATER, "").isNewsAfter(launch)).isFalse();
  }
}
