package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A scenario that fails says why, where Cucumber shows its failure and in the evidence. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class ExplainedFailureTest {
  private static final String SHARED =
      "Given the production architecture is running with a single NAT gateway";
  private static final String CLIENTS = "And clients are using the application";
  private static final String WHY =
      "stands in eu-west-2a, which lost its power: calls from eu-west-2b to services outside";

  @TempDir Path folder;

  private FinishedRun played(String... steps) {
    return new PlayedFeatures(folder, Simulators.sound()).steps(steps);
  }

  private String shown() throws IOException {
    return Files.readString(folder.resolve("cucumber.json"));
  }

  private static void assertExplained(FinishedRun run) {
    assertThat(run.evidence().drills())
        .singleElement()
        .satisfies(
            drill -> {
              assertThat(drill.verdict()).isEqualTo(Verdict.FAILED);
              assertThat(drill.causes())
                  .extracting(FailureCause::kind)
                  .containsExactly(CauseKind.NAT_GATEWAY_LOST);
            });
  }

  @Test
  void when_a_recovery_is_missed() throws IOException {
    FinishedRun run =
        played(
            SHARED,
            CLIENTS,
            "When zone \"eu-west-2a\" loses power",
            "Then clients are served without errors again in time");

    assertExplained(run);
    assertThat(shown()).contains("; explained by: the only NAT gateway, nat-").contains(WHY);
  }

  /** What new instances would get keeps nobody from being served while none is launched. */
  @Test
  void by_nothing_that_did_not_matter() {
    FinishedRun run =
        played(
            "Given the production architecture is running",
            CLIENTS,
            "When somebody launches new instances with a security group that admits the load"
                + " balancer on port 8081 only",
            "And the storage of the database is full",
            "Then clients are not served without errors within 10 minutes",
            "And the failure is explained by \"targets are unhealthy\"");

    assertThat(run.evidence().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(run.evidence().drills().get(0).causes())
        .extracting(FailureCause::kind)
        .containsExactly(CauseKind.REQUESTS_FAILED);
  }

  @Test
  void when_a_drill_should_have_passed() throws IOException {
    FinishedRun run =
        played(
            SHARED,
            CLIENTS,
            "When the \"zone power loss\" drill runs on zone \"eu-west-2a\"",
            "Then the drill passes");

    assertExplained(run);
    assertThat(shown()).contains("; explained by: the only NAT gateway, nat-").contains(WHY);
  }

  @Test
  void when_no_step_asks_what_became_of_the_drill() throws IOException {
    FinishedRun run =
        played(SHARED, CLIENTS, "When the \"zone power loss\" drill runs on zone \"eu-west-2a\"");

    assertExplained(run);
    assertThat(run.evidence().drills().get(0).reason()).contains(WHY);
  }

  @Test
  void when_another_explanation_was_expected() throws IOException {
    FinishedRun run =
        played(
            SHARED,
            CLIENTS,
            "When the \"zone power loss\" drill runs on zone \"eu-west-2a\"",
            "Then the drill fails because \"expected clients to be served without errors\"",
            "And the failure is explained by \"has no standby\"");

    assertThat(run.isRed()).isTrue();
    assertThat(shown())
        .contains("expected the failure to be explained by 'has no standby', it is explained by")
        .contains(WHY);
  }

  @Test
  void nothing_explains_what_did_not_fail() throws IOException {
    FinishedRun run =
        played(
            "Given the production architecture is running",
            CLIENTS,
            "When the \"instance termination\" drill runs",
            "Then the drill passes",
            "And the failure is explained by \"anything at all\"");

    assertThat(run.isRed()).isTrue();
    assertThat(shown()).contains("explained by 'anything at all', nothing explains it");
  }
}
