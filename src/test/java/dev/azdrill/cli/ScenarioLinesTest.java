package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.core.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed while scenarios run. */
class ScenarioLinesTest {
  @TempDir private Path folder;

  private String printed(String... steps) throws IOException {
    Path feature = folder.resolve("a.feature");
    Files.writeString(
        feature, "Feature: A\n  Scenario: B\n    Given " + String.join("\n    And ", steps));
    Path out = folder.resolve("out.txt");
    Main.run(
        new String[] {
          "--plugin",
          ScenarioLines.class.getName() + ":" + out,
          "--no-summary",
          "--glue",
          "dev.azdrill.cli.failing",
          feature.toString()
        },
        Thread.currentThread().getContextClassLoader());
    return Files.readString(out);
  }

  @Test
  void a_step_that_fails_says_why_in_one_sentence_without_names_of_classes() throws IOException {
    assertThat(printed("this passes", "this is out of order", "this passes"))
        .startsWith("Scenario: B  ")
        .endsWith(
            """
              passed    Given this passes
              failed    And this is out of order
                  expected a step before this, saw none
              skipped   And this passes

            1 scenario: 1 failed
            """);
    assertThat(printed("this does not hold")).contains("\n      expected one, saw two\n");
    assertThat(printed("this is a defect"))
        .contains("\n      an internal error\n")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void what_is_skipped_says_why_and_what_is_undefined_how_to_begin() throws IOException {
    assertThat(printed("this is not offered here", "this passes"))
        .contains(
            "  skipped   Given this is not offered here\n      the platform lacks it\n  skipped ",
            "1 scenario: 1 skipped");
    assertThat(printed("nobody knows this"))
        .contains(
            "  undefined Given nobody knows this\n", "--glue", "@Given(\"nobody knows this\")");
  }
}
