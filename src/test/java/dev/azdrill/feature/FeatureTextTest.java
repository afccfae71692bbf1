package dev.azdrill.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Cucumber ignores without a word is found before anything is run. */
class FeatureTextTest {
  private static final String SCENARIO =
      """

        Scenario: The zone is lost
          Given the production architecture is running
          Then nobody notices
      """;

  private static List<String> problems(String text) {
    return FeatureText.problems("a.feature", text).stream().map(FeatureProblem::toString).toList();
  }

  @Test
  void the_shipped_features_say_what_is_meant() {
    assertThat(FeatureFiles.problems(Path.of("features"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
  void an_empty_file_has_no_feature(String text) {
    assertThat(problems(text)).containsExactly("a.feature: has no feature: nothing of it is run");
  }

  @Test
  void a_feature_without_a_scenario_runs_nothing() {
    assertThat(problems("Feature: Empty\n  Text.\n"))
        .containsExactly("a.feature: has no scenario: nothing of it is run");
  }

  @Test
  void a_misspelt_scenario_is_not_taken_for_text() {
    assertThat(problems("Feature: Zones\n\n  Scenaro: The zone is lost\n    Given a\n"))
        .contains("a.feature:3: 'Scenaro' is taken for text: did you mean 'Scenario:'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scenario: x",
        "Scenario : x",
        "Scenarios: x",
        "Senario: x",
        "Scenairo: x",
        "Scenario Outlin: x",
        "Scenario outline: x",
        "Backgroud:",
        "Exampels:",
        "Feture: x",
        "Rul: x"
      })
  void a_misspelt_title_is_found_although_other_scenarios_are_there(String title) {
    assertThat(problems("Feature: Zones\n  Some text.\n  " + title + "\n    Given a\n" + SCENARIO))
        .anyMatch(each -> each.startsWith("a.feature:3: '") && each.contains("did you mean"));
  }

  @Test
  void a_scenario_without_its_colon_is_found() {
    assertThat(problems("Feature: Zones\n  Scenario The zone\n    Given a\n" + SCENARIO))
        .containsExactly("a.feature:2: this line is taken for text: did you mean 'Scenario:'?");
  }

  @Test
  void steps_without_a_scenario_are_found() {
    assertThat(problems("Feature: Zones\n    Given a\n    When b\n" + SCENARIO))
        .containsExactly(
            "a.feature:2: these steps belong to no scenario and are ignored: write 'Scenario:'"
                + " above them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Givn", "Gvien", "Whn", "Wehn", "Thn", "Adn", "Givens", "given", "WHEN"})
  void a_misspelt_first_step_is_found(String word) {
    assertThat(
            problems(
                "Feature: Zones\n  Scenario: The zone\n    "
                    + word
                    + " the production architecture is running\n    When b\n    Then c\n"))
        .singleElement()
        .asString()
        .startsWith("a.feature:3: '" + word + " ...' is taken for text, not for a step");
  }

  @Test
  void plain_text_is_left_alone() {
    String text =
        """
        Feature: Zones
          When a zone is lost, the others carry on: nobody notices.
          Note: the database is in two zones,
          and the load balancer, too.

          Background:
            The same for all. Any other way would be slower.

            Given the production architecture is running

          @tag
          Scenario: The zone is lost
            The machine is well, only nobody answers.
            and it stays like this

            # a comment
            When b
            Then c

          Scenario Outline: The <zone>
            Then <zone>

            Examples: all
              | zone |
              | a    |

          Rule: Nothing else
            Text of a rule.

            Example: One
              * a step
        """;
    assertThat(problems(text)).isEmpty();
  }

  @Test
  void a_scenario_without_steps_proves_nothing() {
    assertThat(problems("Feature: Zones\n  Scenario: Empty\n\n" + SCENARIO))
        .containsExactly("a.feature:2: the scenario 'Empty' has no steps: it proves nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Given a", "When b", "Given a\n    When b\n    And c\n    But d"})
  void a_scenario_without_a_then_expects_nothing_and_proves_nothing(String steps) {
    assertThat(problems("Feature: Zones\n  Scenario: Mute\n    " + steps + "\n" + SCENARIO))
        .containsExactly(
            "a.feature:2: the scenario 'Mute' has no Then: it expects nothing, and proves nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Given a\n    Then b\n    When c", "When a\n    Then b\n    When x\n    And c"})
  void what_is_done_after_the_last_then_is_asked_nothing(String steps) {
    assertThat(problems("Feature: Zones\n  Scenario: Half\n    " + steps + "\n" + SCENARIO))
        .hasSize(1)
        .first()
        .asString()
        .endsWith(
            "the scenario 'Half' does something after its last Then (c): nothing is expected of it,"
                + " add a Then");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When a\n    Then b\n    When c\n    Then d",
        "When a\n    Then b\n    When c\n    * d",
        "When a\n    And b\n    Then c\n    And d"
      })
  void what_is_done_before_a_then_is_asked(String steps) {
    assertThat(problems("Feature: Zones\n  Scenario: Whole\n    " + steps + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Then a", "* a", "Given a\n    Then b\n    And c"})
  void a_then_or_a_bullet_may_say_what_is_expected(String steps) {
    assertThat(problems("Feature: Zones\n  Scenario: Loud\n    " + steps + "\n")).isEmpty();
  }

  @Test
  void an_outline_without_examples_or_rows_runs_nothing() {
    assertThat(problems("Feature: Zones\n  Scenario Outline: None\n    Then <a>\n" + SCENARIO))
        .containsExactly("a.feature:2: the outline 'None' has no examples");
    assertThat(
            problems(
                "Feature: Zones\n  Scenario Outline: None\n    Then <a>\n    Examples:\n      | a"
                    + " |\n"
                    + SCENARIO))
        .containsExactly("a.feature:4: the examples have no rows: nothing is run for them");
  }

  @Test
  void what_gherkin_refuses_is_told_with_its_line() {
    assertThat(problems("Feature: Zones\n  Scenario: A\n    Given a\n    nonsense\n"))
        .singleElement()
        .asString()
        .startsWith("a.feature:4: expected:");
  }

  @Test
  void other_languages_have_their_own_keywords() {
    assertThat(
            problems(
                """
                # language: de
                Funktionalität: Zonen
                  Szenrio: Eine
                    Angenommen a
                  Szenario: Zwei
                    Angenommen a
                    Dann b
                """))
        .containsExactly("a.feature:3: 'Szenrio' is taken for text: did you mean 'Szenario:'?");
  }

  @Test
  void a_folder_is_searched_through(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/good.feature"), "Feature: Good\n" + SCENARIO);
    Files.writeString(folder.resolve("deep/empty.feature"), "");
    Files.writeString(folder.resolve("zones.features"), "Feature: Good\n" + SCENARIO);
    Files.writeString(folder.resolve("notes.txt"), "Scenaro: text");

    assertThatThrownBy(() -> FeatureFiles.require(folder))
        .isInstanceOf(UnusableFeatures.class)
        .hasMessage(
            folder.resolve("deep/empty.feature")
                + ": has no feature: nothing of it is run\n"
                + folder.resolve("zones.features")
                + ": is ignored: the name of a feature file ends with .feature");
    assertThat(FeatureFiles.problems(folder.resolve("deep/good.feature"))).isEmpty();
  }

  @Test
  void a_feature_on_the_class_path_is_looked_through_too() {
    FeatureFiles.require(java.net.URI.create("classpath:dev/azdrill/features/zone-loss.feature"));
  }
}
