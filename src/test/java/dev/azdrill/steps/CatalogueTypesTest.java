package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sentence that names what is in no catalogue says so in the evidence, and what was meant. */
@ResourceLock(PlayedFeatures.RUN)
class CatalogueTypesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When the \"zone powr loss\" drill runs | saw 'zone powr loss': did you mean zone power loss?",
        "When the \"nat gateway loss\" drill runs | the drill of any fault is 'the drill of the fault",
        "When the drill of the fault \"zone-powr-loss\" runs | did you mean zone-power-loss?",
        "Then the production architecture guarantees that pigs fly | a claim of the catalogue, saw 'pigs fly'"
      })
  void what_is_in_no_catalogue_is_told(String step, String told) {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.sound())
            .steps("Given the production architecture is running", step);

    assertThat(run.isRed()).isTrue();
    assertThat(run.evidence().verdict()).isNotEqualTo(Verdict.PASSED);
    assertThat(run.evidence().reasons().toString()).contains(told);
  }
}
