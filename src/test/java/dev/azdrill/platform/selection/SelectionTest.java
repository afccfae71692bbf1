package dev.azdrill.platform.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.session.Progress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static Selection said(Map<String, String> properties, Map<String, String> environment) {
    return Selection.from(properties::get, environment::get);
  }

  private static Selection said(String... namesAndValues) {
    Map<String, String> properties = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return said(properties, Map.of());
  }

  @Test
  void where_nothing_is_said_it_is_the_simulator() {
    assertThat(said()).isEqualTo(Selection.simulator());
    assertThat(said().isSimulator()).isTrue();
  }

  @Test
  void properties_say_which_target_and_how() {
    Selection selection =
        said(
            "azdrill.platform", "endpoint",
            "azdrill.endpoint", "http://127.0.0.1:5000/",
            "azdrill.completion", "Always",
            "azdrill.speed", "2.5");

    assertThat(selection)
        .isEqualTo(
            new Selection(
                "endpoint",
                Optional.of(URI.create("http://127.0.0.1:5000")),
                Selection.DEFAULT_IMAGE,
                Completing.ALWAYS,
                2.5));
  }

  @Test
  void the_environment_says_it_in_capitals() {
    Selection selection =
        said(
            Map.of(),
            Map.of(
                "AZDRILL_PLATFORM", "localstack",
                "AZDRILL_LOCALSTACK_ENDPOINT", "http://127.0.0.1:4566",
                "AZDRILL_LOCALSTACK_IMAGE", "localstack/localstack:1"));

    assertThat(selection.name()).isEqualTo("localstack");
    assertThat(selection.url()).contains(URI.create("http://127.0.0.1:4566"));
    assertThat(selection.image()).isEqualTo("localstack/localstack:1");
    assertThat(selection.speed()).isEqualTo(Selection.DEFAULT_SPEED);
  }

  @Test
  void a_property_is_stronger_than_the_environment_unless_it_is_blank() {
    assertThat(
            said(
                    Map.of("azdrill.platform", "simulator", "azdrill.speed", " "),
                    Map.of("AZDRILL_PLATFORM", "localstack", "AZDRILL_SPEED", "7"))
                .name())
        .isEqualTo("simulator");
    assertThat(said(Map.of("azdrill.speed", " "), Map.of("AZDRILL_SPEED", "7")).speed())
        .isEqualTo(7);
  }

  @Test
  void localstack_does_not_take_the_address_of_another_endpoint() {
    assertThat(
            said("azdrill.platform", "localstack", "azdrill.endpoint", "http://127.0.0.1:5000")
                .url())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "azdrill.platform     | aws     | expected the platform simulator, localstack or endpoint",
        "azdrill.platform     | endpoint| expected the address of the endpoint, saw none",
        "azdrill.completion | maybe   | expected the completion auto, always or never, saw 'maybe'",
        "azdrill.speed      | fast    | expected a speed such as 60, saw 'fast'",
        "azdrill.speed      | 0       | expected a speed above 0, saw 0",
        "azdrill.speed      | -1      | expected a speed above 0, saw -1",
        "azdrill.speed      | NaN     | expected a speed above 0, saw NaN",
        "azdrill.speed      | Infinity| expected a speed above 0, saw Infinity"
      })
  void nonsense_is_refused_in_one_sentence(String name, String value, String sentence) {
    assertThatThrownBy(() -> said(name, value))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith(sentence)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:50 00", "::", "ftp://127.0.0.1", "127.0.0.1"})
  void an_address_that_is_none_is_refused_before_anybody_knocks(String url) {
    assertThatThrownBy(
            () ->
                said("azdrill.platform", "endpoint", "azdrill.endpoint", url)
                    .open("seed", Progress.SILENT))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("expected ")
        .hasMessageContaining(url);
  }

  @Test
  void the_simulator_opens_and_has_all() {
    try (Platform platform = Selection.simulator().open("seed", Progress.SILENT)) {
      assertThat(platform.isVirtualTime()).isTrue();
      assertThat(platform.lost()).isEmpty();
      assertThat(platform.log()).isEmpty();
      assertThat(platform.resolution()).isZero();
    }
  }
}
