package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.ClosedPort;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.localstack.LocalStackPlatform;
import dev.azdrill.session.DrillClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EndpointDetectorTest {
  private static final SomeApi.Reply NOT_FOUND = SomeApi.Reply.of(404, "no such page");

  private static SomeApi pages(Map<String, SomeApi.Reply> pages) {
    return new SomeApi(path -> pages.getOrDefault(path, NOT_FOUND));
  }

  private static Implementation who(Map<String, SomeApi.Reply> pages) {
    try (SomeApi api = pages(pages)) {
      return new EndpointDetector(api.url()).who();
    }
  }

  private static Map<String, SomeApi.Reply> page(String path, String body) {
    return Map.of(path, SomeApi.Reply.of(200, body));
  }

  @Test
  void localstack_says_its_version_and_its_edition() {
    assertThat(
            who(
                page(
                    "/_localstack/info",
                    "{\"version\":\"4.14.0\",\"edition\":\"community\",\"is_license_activated\":false}")))
        .hasToString("localstack 4.14.0 (edition community)");
    assertThat(
            who(
                page(
                    "/_localstack/info",
                    "{\"version\":\"2026.3\",\"edition\":\"pro\",\"is_license_activated\":true}")))
        .hasToString("localstack 2026.3 (edition pro, licensed)");
  }

  @Test
  void who_has_the_page_and_does_not_say_what_localstack_says_is_not_localstack() {
    assertThat(who(page("/_localstack/info", "{\"version\":\"1\"}")).name())
        .isEqualTo("an AWS-compatible API");
    assertThat(who(page("/_localstack/info", "<html>welcome</html>")).name())
        .isEqualTo("an AWS-compatible API");
    assertThat(who(page("/_localstack/info", "[]")).name()).isEqualTo("an AWS-compatible API");
  }

  @Test
  void moto_is_known_by_its_page_and_says_what_serves_it() {
    Implementation moto =
        who(Map.of("/moto-api/config", new SomeApi.Reply(200, "{}", "Werkzeug/3.1")));

    assertThat(moto).hasToString("moto (Werkzeug/3.1)");
  }

  @Test
  void ministack_says_its_version() {
    assertThat(who(page("/_ministack/health", "{\"version\":\"1.2\"}")))
        .hasToString("ministack 1.2");
  }

  @Test
  void somebody_else_is_called_by_the_address() {
    try (SomeApi api = pages(Map.of())) {
      assertThat(new EndpointDetector(api.url()).who())
          .hasToString("an AWS-compatible API (" + api.url() + ")");
      assertThat(new EndpointDetector(api.url()).silence()).isEmpty();
    }
  }

  @Test
  void where_nobody_is_the_sentence_says_what_to_do() throws Exception {
    try (ClosedPort nobody = new ClosedPort()) {
      assertThatThrownBy(() -> new EndpointDetector(nobody.url()).who())
          .isInstanceOf(PlatformException.class)
          .hasMessageStartingWith(
              "expected an AWS API at " + nobody.url() + ", nobody answers there")
          .hasMessageEndingWith("start it, or name another address");
      assertThat(new EndpointDetector(nobody.url()).silence())
          .get(as(InstanceOfAssertFactories.STRING))
          .contains("nobody answers there");
    }
  }

  @Test
  void localstack_is_ready_when_its_hooks_have_run() {
    try (SomeApi early = pages(page("/_localstack/init/ready", "{\"completed\":false}"));
        SomeApi ready = pages(page("/_localstack/init/ready", "{\"completed\":true}"));
        SomeApi nobody = pages(Map.of())) {
      assertThat(new EndpointDetector(early.url()).isReady()).isFalse();
      assertThat(new EndpointDetector(ready.url()).isReady()).isTrue();
      assertThat(new EndpointDetector(nobody.url()).isReady()).isFalse();
    }
  }

  /** A clock that its waits move, and nobody else. */
  private static final class WaitedClock implements DrillClock {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void awaitChange(Duration atMost) {
      waits.add(atMost);
      assertThat(waits).as("somebody waits for ever").hasSizeLessThan(10);
      now = now.plusSeconds(50);
    }

    @Override
    public void pass(Duration duration) {
      now = now.plus(duration);
    }
  }

  @Test
  void hooks_that_run_a_while_are_waited_for() {
    WaitedClock clock = new WaitedClock();
    try (SomeApi api =
        new SomeApi(
            path -> SomeApi.Reply.of(200, "{\"completed\":" + (clock.waits.size() == 2) + "}"))) {
      new EndpointDetector(api.url(), clock).awaitReady();

      assertThat(clock.waits).containsExactly(Duration.ofSeconds(120), Duration.ofSeconds(70));
    }
  }

  @Test
  void hooks_that_never_end_are_given_up_after_two_minutes_of_the_clock() {
    WaitedClock clock = new WaitedClock();
    try (SomeApi api = pages(page("/_localstack/init/ready", "{\"completed\":false}"))) {
      assertThatThrownBy(() -> new EndpointDetector(api.url(), clock).awaitReady())
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("has not run its ready hooks after 120 s");

      assertThat(clock.waits).hasSize(3);
      assertThat(api.asked()).as("also when the time is up").hasSize(4);
    }
  }

  @Test
  void what_localstack_calls_broken_is_told_by_the_name_that_requests_are_signed_for() {
    String health =
        "{\"services\":{\"ec2\":\"running\",\"cloudwatch\":\"error\",\"acm\":\"disabled\"}}";
    try (SomeApi api = pages(page("/_localstack/health", health));
        SomeApi nobody = pages(Map.of())) {
      assertThat(new EndpointDetector(api.url()).troubled())
          .containsExactlyInAnyOrderEntriesOf(Map.of("monitoring", "error", "acm", "disabled"));
      assertThat(new EndpointDetector(nobody.url()).troubled()).isEmpty();
    }
  }

  @Test
  void the_target_localstack_takes_nobody_else() {
    try (SomeApi api = pages(Map.of())) {
      assertThatThrownBy(
              () ->
                  LocalStackPlatform.running(
                      api.url(),
                      url -> {
                        throw new AssertionError("somebody else was opened");
                      }))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("expected LocalStack at " + api.url() + ", somebody else answers");
    }
  }
}
