package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TargetsPageTest {
  private static final Path PAGE = Path.of("docs", "targets.md");

  /** With this property the page is written instead. */
  private static final String WRITE = "azdrill.targets.write";

  @Test
  void the_page_of_targets_says_what_the_data_says() throws IOException {
    String text = TargetsPage.text();
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, text);
    }
    assertThat(PAGE).as("write it anew with `make targets`").exists();
    assertThat(Files.readString(PAGE)).as("write it anew with `make targets`").isEqualTo(text);
  }
}
