package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, as somebody has it who has nothing else. */
class JarIT {
  @TempDir Path folder;

  @Test
  void it_brings_its_features_along_and_runs_them_where_there_are_none() throws Exception {
    try (OtherJvm jar =
        OtherJvm.startJar(folder, "features", "--tags", "@first", "--report", "report")) {
      OtherJvm.Result result = jar.await();
      assertThat(result.exit()).as(result.printed()).isZero();
    }
    assertThat(folder.resolve("report/cucumber.html")).isNotEmptyFile();
    assertThat(folder.resolve("report/cucumber.json")).isNotEmptyFile();
    assertThat(folder.resolve("report/cucumber.xml")).content().contains("tests=\"1\"");
    assertThat(folder.resolve("report/evidence")).isNotEmptyDirectory();
  }

  @Test
  void it_says_its_version_and_lists_its_commands() throws Exception {
    try (OtherJvm version = OtherJvm.startJar(folder, "--version");
        OtherJvm help = OtherJvm.startJar(folder, "--help")) {
      assertThat(version.await().printed()).contains("azdrill 0.");
      assertThat(help.await().printed())
          .contains(
              "drill", "features", "blueprint", "serve", "generate-completion", "Exit codes:");
    }
  }
}
