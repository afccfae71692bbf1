package dev.azdrill;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name that needs its package to be understood lacks a word. */
class NamesTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void no_two_classes_have_the_same_simple_name() throws IOException {
    Map<String, List<Path>> files = filesByName();
    files.values().removeIf(each -> each.size() == 1);

    assertThat(files)
        .as("give each the word that tells it from the others, AWS's own where there is one")
        .isEmpty();
  }

  private static Map<String, List<Path>> filesByName() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(each -> each.toString().endsWith(".java"))
          .filter(each -> !each.endsWith("package-info.java"))
          .collect(
              groupingBy(
                  each -> String.valueOf(each.getFileName()), TreeMap::new, Collectors.toList()));
    }
  }
}
