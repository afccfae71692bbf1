package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.foreign.ForeignStack;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.ownerglue.OwnerSteps;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.Somebody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit codes of runs of features. */
@ResourceLock("dev.azdrill.feature.CurrentRun")
class ExitCodesOfFeaturesTest {
  private static final String DEMO = "Given the demo architecture is running";
  private static final String HOLDS =
      "Then the demo architecture violates that no instance has a public address";

  @TempDir Path folder;

  private String feature(String... steps) throws IOException {
    return feature("", List.of(steps));
  }

  private String feature(String tag, List<String> steps) throws IOException {
    Path file = folder.resolve("own.feature");
    return Files.writeString(
            file,
            "Feature: Our own\n  %s\n  Scenario: One\n    ".formatted(tag)
                + String.join("\n    ", steps)
                + "\n")
        .toString();
  }

  private ExecutedCommand features(String words) {
    return ExecutedCommand.ofRow(
        "features " + words.replace("FOLDER", folder.toString()),
        "--report",
        folder.resolve("report").toString());
  }

  private void team(int code, String sentence, String... steps) throws IOException {
    features(feature(steps) + " --glue dev.azdrill.teamglue").endedWith(code, sentence);
  }

  @Test
  void zero_when_every_scenario_holds() throws IOException {
    features(feature(DEMO, HOLDS)).endedWith(0, "Verdict: PASSED, 1 of 1 scenarios passed.");
  }

  @Test
  void one_when_a_claim_does_not_hold() throws IOException {
    features(
            feature(
                DEMO,
                "Then the demo architecture guarantees that no instance has a public address"))
        .endedWith(1, "expected PROVEN that no instance has a public address, saw VIOLATED");
  }

  @Test
  void four_when_aws_does_not_remove_the_stack_and_it_is_said_how_to() throws IOException {
    try (ServedStacks there = new ServedStacks();
        RefusedCalls way = new RefusedCalls(there.url(), "DeleteVpc", 0)) {
      ExecutedCommand ran =
          features(feature(DEMO, HOLDS) + " --platform endpoint --endpoint " + way.url());

      ran.endedWith(4, "could not be torn down at the VPC: AWS refused: UnauthorizedOperation");
      assertThat(ran.out())
          .containsPattern("; once that is mended: azdrill teardown demo-[a-z0-9]+, with the same")
          .contains("Verdict: UNSAFE, 1 of 1 scenarios passed.");
      assertThat(there.vpcs()).isEqualTo(1);
    }
  }

  @Test
  void zero_when_a_guarantee_is_not_given_as_the_scenario_claims() throws IOException {
    features(
            feature(
                DEMO,
                "Then the demo architecture does not guarantee that no instance has a public"
                    + " address"))
        .endedWith(0, "Verdict: PASSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"guarantees", "does not guarantee", "violates"})
  void three_when_a_claim_cannot_be_judged_and_one_with_strict(String verb) throws IOException {
    String feature =
        feature(DEMO, "Then the demo architecture " + verb + " that stored data is encrypted");

    features(feature).endedWith(3, ", saw UNKNOWN: ");
    features(feature + " --strict").endedWith(1, ", saw UNKNOWN: ");
  }

  @Test
  void one_when_a_step_of_the_teams_own_fails() throws IOException {
    team(
        1,
        "a step failed: Cucumber's report of it says which and why",
        DEMO,
        HOLDS,
        "And the team's own step fails");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@failing-before", "@failing-after", "@failing-late"})
  void one_when_a_hook_of_the_teams_own_fails(String tag) throws IOException {
    features(feature(tag, List.of(DEMO, HOLDS)) + " --glue dev.azdrill.teamglue")
        .endedWith(1, "a step failed: Cucumber's report of it says which and why");
  }

  @Test
  void three_when_a_step_is_not_defined() throws IOException {
    features(feature("Given the moon is full", HOLDS))
        .endedWith(3, "not executed: a step is not defined");
  }

  @Test
  void three_when_every_scenario_is_skipped() throws IOException {
    team(3, "Verdict: INCONCLUSIVE", DEMO, HOLDS, "And the team's own step is skipped");
  }

  @Test
  void three_when_there_is_nothing_to_execute() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    features("FOLDER/empty").endedWith(3, "nothing was executed");
    features(feature(DEMO, HOLDS) + " --tags @nosuch").endedWith(3, "nothing was executed");
  }

  @Test
  void one_when_a_step_meets_what_nobody_can_handle() throws IOException {
    String feature = feature(DEMO, "When the JVM runs out of memory", HOLDS);
    Logger cucumber = Logger.getLogger("io.cucumber.core.runtime.Runtime");
    Filter before = cucumber.getFilter();
    cucumber.setFilter(record -> false);
    try {
      features(feature + " --glue dev.azdrill.teamglue")
          .endedWith(1, "a step failed: Cucumber's report of it says which and why");
    } finally {
      cucumber.setFilter(before);
    }
  }

  @Test
  void two_when_a_folder_stands_where_a_report_is_to_be_written() throws IOException {
    Files.createDirectories(folder.resolve("report/report.html/in-the-way"));

    features(feature(DEMO, HOLDS)).endedWith(2, "a folder named report.html is in it");
  }

  @Test
  void four_when_the_stack_is_not_as_it_was_after_a_scenario() throws IOException {
    AtomicReference<String> shop = new AtomicReference<>("");
    try (PausedRegion region =
        PausedRegion.with(
            aws -> {
              shop.set(ForeignStack.serving(aws, "shop", ForeignStack.TWO_ZONES));
              ForeignStack.optIn(aws, shop.get(), "shop");
            })) {
      OwnerSteps.change =
          () -> {
            try (Platform owner = region.platform()) {
              Somebody.beside(owner.session())
                  .ec2()
                  .createSecurityGroup(
                      r -> r.groupName("another").description("of the owner").vpcId(shop.get()));
            }
          };
      String feature =
          feature(
              "Given the architecture is running",
              "When the owner changes the stack",
              "Then the architecture guarantees that no instance has a public address");

      features(
              feature
                  + " --glue dev.azdrill.ownerglue --platform endpoint --endpoint "
                  + region.url()
                  + " --vpc "
                  + shop.get())
          .endedWith(4, "the stack shop is not as it was: the security groups");
    }
  }

  @ParameterizedTest(name = "azdrill features {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FOLDER/no                    | a folder that is absent | 2 | expected a folder with feature files, there is no ",
        "FOLDER/notes.txt             | no feature              | 2 | expected a folder, or a file whose name ends in .feature",
        "''                           | no name                 | 2 | expected a folder with feature files, saw ''",
        "FOLDER/vacuous.feature       | nothing is expected     | 2 | has no Then: it expects nothing, and proves nothing",
        "FOLDER/broken.feature        | no Gherkin              | 2 | broken.feature",
        "--tags ''                    | no tags                 | 2 | expected --tags to be a tag expression",
        "--tags (                     | no tag expression       | 2 | expected --tags to be a tag expression",
        "--glue no.such.steps         | no package              | 2 | expected --glue to be a package on the class path",
        "--seed $                     | no seed                 | 2 | '--seed': expected 1 to 256 letters",
        "--platform moon              | no such platform        | 2 | expected --platform to be one of",
        "--platform endpoint          | no address              | 2 | expected the address of the endpoint, saw none",
        "--speed 2                    | an option without effect | 2 | --speed has no effect on the platform simulator",
        "--group shop                 | an option without effect | 2 | --group has no effect without --vpc",
        "--vpc vpc-0123456789abcdef0  | nothing stands there    | 2 | nothing of anybody stands there",
        "--nosuch                     | no such option          | 2 | expected an option of azdrill features, saw '--nosuch'",
        "a b                          | an argument too many    | 2 | expected no more arguments for azdrill features",
      })
  void two_when_the_input_is_bad_and_nothing_was_created(
      String words, String broken, int code, String sentence) throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "Feature: Zone loss");
    Files.writeString(folder.resolve("broken.feature"), "Featur: Zone loss\n");
    Files.writeString(
        folder.resolve("vacuous.feature"), "Feature: x\n  Scenario: One\n    " + DEMO + "\n");

    features(words).endedWith(code, sentence);

    assertThat(folder.resolve("report")).as("nothing was created").doesNotExist();
  }

  @Test
  void two_when_the_folder_for_the_report_is_a_file() throws IOException {
    Files.writeString(folder.resolve("report"), "a file in the way");

    features(feature(DEMO, HOLDS)).endedWith(2, "cannot be used: it is a file");
  }

  @Test
  void two_when_an_earlier_run_into_the_folder_may_have_left_something_broken() throws IOException {
    Path report = Files.createDirectories(folder.resolve("report"));
    try (LedgerFile earlier =
        LedgerFile.create(
            report.resolve("ledger.jsonl"), "endpoint", Optional.empty(), Optional.of("shop"))) {
      earlier.intended(Instant.EPOCH, new FaultRef("cut", "sg-1"), List.of(), Optional.empty());
    }

    features(feature(DEMO, HOLDS)).endedWith(2, "ledger.jsonl");
  }
}
