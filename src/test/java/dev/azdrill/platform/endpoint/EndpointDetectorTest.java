package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.localstack.LocalStackPlatform;
import java.net.URI;
import java.util.Map;
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
  void where_nobody_is_the_sentence_says_what_to_do() {
    URI gone;
    try (SomeApi api = pages(Map.of())) {
      gone = api.url();
    }

    assertThatThrownBy(() -> new EndpointDetector(gone).who())
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("expected an AWS API at " + gone + ", nobody answers there")
        .hasMessageEndingWith("start it, or name another address");
    assertThat(new EndpointDetector(gone).silence()).contains("nobody answers there");
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
