package dev.azdrill.drill.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.CauseKind;
import dev.azdrill.fault.OpenSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about drills says what there is, and its examples can be read. */
class DrillDocsTest {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("drills.md"));
  }

  @Test
  void every_example_can_be_read() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(DOCS.resolve("drills"))) {
      files = all.toList();
    }
    assertThat(files).hasSizeGreaterThan(1);
    for (Path file : files) {
      assertThat(page()).contains("(drills/" + file.getFileName() + ")");
      assertThat(DrillFile.read(file).drill().expectations()).isNotEmpty();
    }
    List<String> blocks = BLOCK.matcher(page()).results().map(each -> each.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    blocks.forEach(each -> DrillFile.parse("docs/drills.md", each));
  }

  @Test
  void every_word_is_explained_and_none_that_does_not_exist() throws IOException {
    assertThat(rows("What exists", "What can be known"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(OpenSubject.values()).map(OpenSubject::word).toList());
    assertThat(rows("## Expectations", "## Objectives"))
        .containsExactlyElementsOf(Forms.EXPECTATIONS.stream().map(ExpectationForm::word).toList());
  }

  @Test
  void every_cause_is_explained() throws IOException {
    String page = page();
    for (CauseKind each : CauseKind.values()) {
      assertThat(page).contains("`" + each.name() + "`");
    }
  }

  private static List<String> rows(String from, String to) throws IOException {
    String page = page();
    String part = page.substring(page.indexOf(from), page.indexOf(to));
    return Pattern.compile("(?m)^\\| `([a-z-]+)`")
        .matcher(part)
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }
}
