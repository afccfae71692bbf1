package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * Blueprints that cannot work: each is refused by {@code azdrill blueprint check} and by {@code
 * azdrill drill} with one sentence that has its place, exit code 2, and nothing is made.
 */
class BadBlueprintsTest {
  @TempDir Path folder;

  private static final StringWriter out = new StringWriter();
  private static final StringWriter err = new StringWriter();

  /** One for all: to make it takes longer than most refusals. */
  private static final CommandLine commandLine =
      Azdrill.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @BeforeEach
  void nothing_was_said() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }

  private static int run(String... args) {
    return commandLine.execute(args);
  }

  /** The one sentence with which both commands refuse the file. */
  private String refusal(Path file) {
    assertThat(run("drill", "--blueprint", file.toString(), "--report", folder + "/report"))
        .as(out + "" + err)
        .isEqualTo(2);
    String drill = err.toString();
    err.getBuffer().setLength(0);
    assertThat(run("blueprint", "check", file.toString())).as(err.toString()).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(drill)
        .hasLineCount(1)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("report")).doesNotExist();
    err.getBuffer().setLength(0);
    return drill.strip();
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("mine.yaml"), bytes);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvFileSource(
      resources = "bad-blueprints.csv",
      delimiter = '|',
      quoteCharacter = '`',
      useHeadersInDisplayName = false)
  void a_value_that_cannot_work_is_refused_with_its_place(
      String correct, String mistake, String sentence) throws IOException {
    String text = Blueprints.text("production");
    assertThat(text).contains(correct);
    int at = text.indexOf(correct);
    String unescaped = mistake == null ? "" : mistake.translateEscapes();

    String refusal =
        refusal(file(text.substring(0, at) + unescaped + text.substring(at + correct.length())));

    assertThat(refusal)
        .matches("azdrill: \\S+mine\\.yaml:[1-9][0-9]*:[1-9][0-9]*: .*expected .+, saw .+: .+")
        .contains(sentence);
  }

  @Test
  void the_place_is_the_line_and_column_of_the_entry() throws IOException {
    String text = Blueprints.text("production");
    long line = text.substring(0, text.indexOf("  instance-type:")).lines().count() + 1;

    assertThat(refusal(file(text.replace("t3.micro", "t99.giant"))))
        .contains("mine.yaml:" + line + ":3: group.instance-type: expected an instance type");
  }

  @Test
  void a_script_of_more_than_16_kilobytes_is_refused_and_one_of_16_is_not() throws IOException {
    String text = Blueprints.text("production");
    int from = text.indexOf("  user-data: |");
    String before = text.substring(0, from);
    String after = text.substring(text.indexOf("\ndatabase:"));

    Path longest = file(before + "  user-data: \"" + "x".repeat(16_384) + "\"\n" + after);
    assertThat(run("blueprint", "check", longest.toString())).as(err.toString()).isZero();
    out.getBuffer().setLength(0);

    assertThat(refusal(file(before + "  user-data: \"" + "x".repeat(16_385) + "\"\n" + after)))
        .contains("group.user-data: expected at most 16384 bytes, as AWS allows, saw 16385 bytes");
    assertThat(refusal(file(before + "  user-data: \"" + "\u00e9".repeat(8_193) + "\"\n" + after)))
        .contains("saw 16386 bytes");
  }

  @Test
  void what_is_no_text_file_is_refused() throws IOException {
    assertThat(refusal(folder.resolve("none.yaml")))
        .contains("none.yaml: expected a blueprint in YAML, saw no such file");
    assertThat(refusal(folder)).contains("saw a folder: name a file in it");
    assertThat(refusal(file(""))).contains("mine.yaml:1:1: expected a mapping, saw nothing");
    assertThat(refusal(file("# only a comment\n"))).contains("saw nothing");
    assertThat(refusal(file("---\n"))).contains("saw nothing");
    assertThat(refusal(file("text"))).contains("mine.yaml:1:1: expected a mapping, saw 'text'");
    assertThat(refusal(file("- a"))).contains("expected a mapping, saw a list");
    assertThat(refusal(file("a: 1\nb: \u0000")))
        .contains("mine.yaml:2:4: expected text, saw the control character U+0000");
    assertThat(refusal(file("a: \u001b[31m")))
        .contains("mine.yaml:1:4: expected text, saw the control character U+001B");
    assertThat(refusal(file(new byte[] {'a', ':', '\n', 'b', (byte) 0xff})))
        .contains("mine.yaml:2:2: expected UTF-8 text, saw the byte 0xff");
    assertThat(refusal(file("name: x".getBytes(StandardCharsets.UTF_16))))
        .contains("expected UTF-8 text, saw UTF-16: save the file as UTF-8");
    assertThat(refusal(file("a: 1\n".repeat(100_000))))
        .contains("expected a blueprint of at most 256 KiB");
  }

  @Test
  void a_file_that_may_not_be_read_is_refused() throws IOException {
    Path file = file(Blueprints.text("production"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");

    assertThat(refusal(file)).contains("saw a file that may not be read: change its permissions");
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_do_no_harm() throws IOException {
    String text = "\ufeff" + Blueprints.text("production").replace("\n", "\r\n");

    assertThat(run("blueprint", "check", file(text).toString())).as(err.toString()).isZero();
  }

  @Test
  void a_built_in_name_that_is_misspelt_is_no_mere_missing_file() {
    assertThat(refusal(Path.of("prodution")))
        .contains("saw no such file: did you mean the built-in blueprint production?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: x\\n---\\nname: y              | mine.yaml:3:1: expected one document, saw a second one",
        "name: x\\n---\\n                     | expected one document, saw a second one",
        "name: x\\nname: y                    | mine.yaml:2:1: name: expected each key once, saw it twice",
        "a: &b 1\\nc: *b                      | mine.yaml:2:1: c: expected a value, saw the alias *b",
        "a: &a [x]\\nb: &b [*a, *a]           | mine.yaml:2:8: b[0]: expected a value, saw the alias *a",
        "<<: {name: x}                        | <<: expected one of name, region",
        "name: !!binary aGk=                  | name: expected a value, saw the tag",
        "name: !x y                           | name: expected a value, saw the tag",
        "name:\\n\\tx: y                      | mine.yaml:2:1: expected spaces, saw a tab: indent with spaces",
        "a: b: c                              | mine.yaml:1:5: expected YAML, saw a syntax error (mapping values",
        "'a: \"x'                             | expected YAML, saw a syntax error (found unexpected end of stream)",
        "? [a, b]\\n: c                       | mine.yaml:1:4: expected a key of one word",
        "naem: x                              | mine.yaml:1:1: naem: expected one of name, region, zones",
        "naem: x                              | saw 'naem': did you mean name?",
        "'%YAML 9.1\\n---\\nname: x'          | mine.yaml:1:1: expected YAML",
        "a: [[[[[[[[[[[[x]]]]]]]]]]]]         | expected entries at most 8 levels deep",
      })
  void what_blueprints_do_not_have_of_yaml_is_refused(String text, String sentence)
      throws IOException {
    assertThat(refusal(file(text.translateEscapes()))).contains(sentence);
  }

  @Test
  void what_takes_a_parser_long_takes_a_blueprint_no_longer_than_its_limit() throws IOException {
    int size = 256 * 1024 - 2;
    Map<String, String> hostile =
        Map.of(
            "deep lists", "[".repeat(size),
            "deep dashes", "- ".repeat(size / 2),
            "deep mappings", "{a: ".repeat(size / 4),
            "many documents", "---\n".repeat(size / 4),
            "a long key", "k".repeat(size / 2) + ": 1",
            "a long value", "name: " + "v".repeat(size / 2),
            "a long list", "zones: [" + "1,".repeat(size / 2 - 10) + "1]",
            "aliases", "a: &a [x]\n" + "b: *a\n".repeat(size / 8),
            "comments", "#x\n".repeat(size / 3));
    for (Map.Entry<String, String> each : hostile.entrySet()) {
      String refusal = refusal(file(each.getValue()));
      assertThat(refusal).as(each.getKey()).contains("mine.yaml:").hasSizeLessThan(600);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "7", "-1", "2147483647"})
  void a_number_of_zones_that_no_stack_can_have_is_refused(String zones) {
    assertThat(run("drill", "--zones=" + zones, "--report", folder + "/report")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "azdrill: zones: expected 2 or 3 zones, because a load balancer needs subnets in at"
                + " least two, saw "
                + zones
                + ": write 2 or 3, or the names of the zones\n");
  }
}
