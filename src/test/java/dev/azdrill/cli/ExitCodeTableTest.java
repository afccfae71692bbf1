package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every exit code of every command is documented, and a test executes a way to it. */
class ExitCodeTableTest {
  private static final Path DOCUMENT = Path.of("docs/exit-codes.md");
  private static final Path TESTS = Path.of("src/test/java/dev/azdrill/cli");
  private static final Pattern DOCUMENTED =
      Pattern.compile("^\\| `([a-z-]+)` \\| ([0-4](?:, [0-4])*) \\|", Pattern.MULTILINE);

  /** A row: command, what is broken, code, sentence. */
  private static final Pattern ROW =
      Pattern.compile("^ +\"([^|]*)\\|[^|]*\\| ([0-4]) \\|", Pattern.MULTILINE);

  private static final Pattern TEST = Pattern.compile("void (zero|one|two|three|four)_[a-z_]+\\(");
  private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four");

  /** What the tests of a class are about whose names or rows do not begin with the command. */
  private static final Map<String, Set<String>> ABOUT =
      Map.of(
          "ExitCodesTest", Set.of("drill", "report"),
          "ExitCodesOfFeaturesTest", Set.of("features"),
          "ExitCodesOfRehearsalTest", Set.of("rehearse"));

  private static Set<String> commands() {
    Set<String> all = new TreeSet<>(Azdrill.commandLine().getSubcommands().keySet());
    all.add("azdrill");
    return all;
  }

  private static Set<String> documented() throws IOException {
    return DOCUMENTED
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(row -> Stream.of(row.group(2).split(", ")).map(code -> row.group(1) + " " + code))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tested() throws IOException {
    // A server that loses a thread is a process of its own, in EndOfProcessTest.
    Set<String> all = new TreeSet<>(Set.of("serve 3"));
    try (Stream<Path> files = Files.list(TESTS)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("ExitCodes")).toList()) {
        String text = Files.readString(file);
        Set<String> about =
            ABOUT.getOrDefault(file.getFileName().toString().replace(".java", ""), Set.of());
        ROW.matcher(text).results().forEach(row -> all.addAll(ways(row, about)));
        TEST.matcher(text)
            .results()
            .map(each -> NUMBERS.indexOf(each.group(1)))
            .forEach(code -> about.forEach(command -> all.add(command + " " + code)));
      }
    }
    return all;
  }

  private static Set<String> ways(MatchResult row, Set<String> about) {
    String first = row.group(1).strip().split(" ")[0];
    boolean isOfAll = first.startsWith("--") || first.equals("``") || first.equals("drll");
    Set<String> of = !about.isEmpty() ? about : Set.of(isOfAll ? "azdrill" : first);
    return of.stream().map(each -> each + " " + row.group(2)).collect(Collectors.toSet());
  }

  @Test
  void every_command_is_in_the_document() throws IOException {
    assertThat(documented())
        .extracting(each -> each.substring(0, each.indexOf(' ')))
        .containsAll(commands())
        .isSubsetOf(commands());
  }

  @Test
  void what_is_documented_is_executed_and_what_is_executed_is_documented() throws IOException {
    assertThat(tested()).isEqualTo(documented());
  }
}
