package dev.azdrill.platform.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.endpoint.Completing;
import dev.azdrill.session.Progress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    Map<String, String> properties = new HashMap<>();
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
                Optional.of(2.5),
                SimulatedDurations.TYPICAL));
  }

  @Test
  void the_environment_says_it_in_capitals() {
    Selection selection =
        said(
            Map.of(),
            Map.of(
                "AZDRILL_PLATFORM", "localstack",
                "AZDRILL_LOCALSTACK_IMAGE", "localstack/localstack:1"));

    assertThat(selection.name()).isEqualTo("localstack");
    assertThat(selection.url()).isEmpty();
    assertThat(selection.image()).isEqualTo("localstack/localstack:1");
    assertThat(selection.speed()).isEmpty();
  }

  @Test
  void a_property_is_stronger_than_the_environment_unless_it_is_blank() {
    Map<String, String> environment =
        Map.of(
            "AZDRILL_PLATFORM",
            "endpoint",
            "AZDRILL_ENDPOINT",
            "http://127.0.0.1:5000",
            "AZDRILL_SPEED",
            "7");

    assertThat(said(Map.of("azdrill.speed", "8"), environment).speed()).hasValue(8.0);
    assertThat(said(Map.of("azdrill.speed", " "), environment).speed()).hasValue(7.0);
  }

  @Test
  void an_option_is_stronger_than_both() {
    Selection selection =
        Selection.from(
            Map.of("--endpoint", "http://127.0.0.1:4566", "--completion", "never"),
            Map.of("azdrill.platform", "localstack", "azdrill.completion", "always")::get,
            Map.of("AZDRILL_LOCALSTACK_ENDPOINT", "http://127.0.0.1:1")::get);

    assertThat(selection.name()).isEqualTo("localstack");
    assertThat(selection.url()).contains(URI.create("http://127.0.0.1:4566"));
    assertThat(selection.completing()).isEqualTo(Completing.NEVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulator  | azdrill.endpoint            | http://127.0.0.1:1",
        "simulator  | azdrill.localstack.endpoint | http://127.0.0.1:1",
        "simulator  | azdrill.localstack.image    | a/b:1",
        "simulator  | azdrill.completion          | auto",
        "simulator  | azdrill.speed               | 60",
        "localstack | azdrill.endpoint            | http://127.0.0.1:1",
        "endpoint   | azdrill.localstack.endpoint | http://127.0.0.1:1",
        "endpoint   | azdrill.localstack.image    | a/b:1",
      })
  void what_has_no_effect_on_the_platform_is_refused_with_its_source(
      String platform, String key, String value) {
    String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');

    assertThatThrownBy(() -> said("azdrill.platform", platform, key, value))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith(
            "the system property " + key + " has no effect on the platform " + platform + ": ");
    assertThatThrownBy(() -> said(Map.of("azdrill.platform", platform), Map.of(variable, value)))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith(
            "the environment variable "
                + variable
                + " has no effect on the platform "
                + platform
                + ": ");
  }

  @Test
  void the_address_of_an_endpoint_without_its_platform_is_refused_and_not_left_aside() {
    assertThatThrownBy(
            () ->
                Selection.from(
                    Map.of("--endpoint", "http://127.0.0.1:1"), name -> null, name -> null))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "--endpoint has no effect on the platform simulator: name the platform too (--platform"
                + " endpoint or localstack, or -Dazdrill.platform), or leave it out");
  }

  @Test
  void an_image_beside_a_running_localstack_and_a_speed_without_completion_are_refused() {
    assertThatThrownBy(
            () ->
                said(
                    "azdrill.platform", "localstack",
                    "azdrill.localstack.endpoint", "http://127.0.0.1:1",
                    "azdrill.localstack.image", "a/b:1"))
        .hasMessageContaining("azdrill.localstack.image has no effect where a running LocalStack");
    assertThatThrownBy(
            () ->
                said(
                    "azdrill.platform", "localstack",
                    "azdrill.completion", "never",
                    "azdrill.speed", "2"))
        .hasMessageContaining("azdrill.speed has no effect without completion");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "azdrill.platform         | aws | to be one of simulator, localstack, endpoint, saw 'aws': choose",
        "azdrill.platform         | simulater | saw 'simulater': did you mean simulator?",
        "azdrill.platform         | endpoint| expected the address of the endpoint, saw none",
        "azdrill.completion       | maybe | to be auto, always or never, saw 'maybe'",
        "azdrill.speed            | fast | to be a number from 0.01 to 86400, saw 'fast'",
        "azdrill.speed            | 0 | to be a number from 0.01 to 86400, saw '0'",
        "azdrill.speed            | -1 | to be a number from 0.01 to 86400, saw '-1'",
        "azdrill.speed            | NaN | to be a number from 0.01 to 86400, saw 'NaN'",
        "azdrill.speed            | Infinity | to be a number from 0.01 to 86400, saw 'Infinity'",
        "azdrill.speed            | 1e300 | to be a number from 0.01 to 86400, saw '1e300'",
        "azdrill.speed            | 86401 | to be a number from 0.01 to 86400, saw '86401'",
        "azdrill.speed            | 0x1p3 | to be a number from 0.01 to 86400, saw '0x1p3'",
        "azdrill.localstack.image | a b | to be the name of a container image, saw 'a b'",
      })
  void nonsense_is_refused_in_one_sentence(String name, String value, String sentence) {
    String platform = name.equals("azdrill.platform") ? value : "localstack";

    assertThatThrownBy(() -> said("azdrill.platform", platform, name, value))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("expected ")
        .hasMessageContaining(sentence)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:50 00",
        "::",
        "ftp://127.0.0.1",
        "127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:0",
        "http://127.0.0.1:-1",
        "http://",
        "http:///path",
        "http://a_b:80",
        "http://127.0.0.1/?***",
        "http://127.0.0.1/#***",
        "file:///etc/passwd",
        "javascript:alert(1)"
      })
  void an_address_that_is_none_is_refused_before_it_is_called(String url) {
    assertThatThrownBy(() -> said("azdrill.platform", "endpoint", "azdrill.endpoint", url))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("expected the system property azdrill.endpoint to be a URL")
        .hasMessageContaining("saw '" + url + "': ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://someone:hidden@127.0.0.1:4566",
        "http://someone:hi/hidden@127.0.0.1:4566",
        "http://someone:hi@hidden@127.0.0.1:4566",
        "http://someone:hi hidden@127.0.0.1:4566",
        "someone:hidden@127.0.0.1:4566",
        "http://hidden@127.0.0.1:99999",
        "ftp://someone:hidden@127.0.0.1"
      })
  void a_password_in_an_address_is_refused_and_not_shown(String url) {
    assertThatThrownBy(() -> said("azdrill.platform", "endpoint", "azdrill.endpoint", url))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("***@127.0.0.1")
        .hasMessageNotContaining("hidden")
        .hasMessageNotContaining("someone");
  }

  @ParameterizedTest
  @CsvSource({
    "simulator,,,,,",
    "endpoint,http://127.0.0.1:5000,,,,",
    "endpoint,http://127.0.0.1:5000,,always,0.5,",
    "localstack,,a/b:1,,9,",
    "localstack,http://127.0.0.1:4566,,never,,"
  })
  void what_is_announced_and_what_is_printed_select_the_same_again(
      String platform, String url, String image, String completion, String speed) {
    Map<String, String> options = new HashMap<>();
    options.put("--platform", platform);
    options.put("--endpoint", url);
    options.put("--image", image);
    options.put("--completion", completion);
    options.put("--speed", speed);
    options.values().removeIf(Objects::isNull);
    Selection selection = Selection.from(options, name -> null, name -> null);

    Map<String, String> announced = new HashMap<>();
    selection.announceTo(announced::put);

    assertThat(said(announced, Map.of())).isEqualTo(selection);
    assertThat(Selection.from(selection.options(), name -> null, name -> null))
        .isEqualTo(selection);
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
