package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlatformsPageTest {
  private static final Path PAGE = Path.of("docs", "platforms.md");

  /** With this property the page is written instead. */
  private static final String WRITE = "azdrill.platforms.write";

  @Test
  void the_page_of_targets_says_what_the_data_says() throws IOException {
    String text = PlatformsPage.text();
    if (Boolean.getBoolean(WRITE)) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, text);
    }
    assertThat(PAGE).as("write it anew with `make platforms`").exists();
    assertThat(Files.readString(PAGE)).as("write it anew with `make platforms`").isEqualTo(text);
  }
}
