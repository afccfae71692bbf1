package dev.azdrill.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.evidence.JournalInUse;
import dev.azdrill.platform.selection.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureRunTest {
  @TempDir Path folder;

  private FeatureRun begin() {
    return FeatureRun.begin(
        new FeatureRun.Settings(
            "Features", PlatformSource.of(Selection.simulator()), "seed", "", false, folder));
  }

  @Test
  void a_second_run_into_the_same_folder_is_refused_and_removes_nothing_of_the_first()
      throws Exception {
    FeatureRun first = begin();
    Path evidence = Files.createDirectories(folder.resolve("evidence")).resolve("one.jsonl");
    Files.writeString(evidence, "of the first run");

    assertThatThrownBy(this::begin).isInstanceOf(JournalInUse.class);
    assertThat(evidence).hasContent("of the first run");

    first.end();
    begin().end();
    assertThat(evidence).doesNotExist();
  }
}
