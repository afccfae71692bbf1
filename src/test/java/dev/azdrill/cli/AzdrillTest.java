package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.ClosedPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AzdrillTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Azdrill.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  @Test
  void a_malformed_blueprint_is_one_sentence_with_file_and_line_and_exit_code_2()
      throws IOException {
    Path broken = folder.resolve("mine.yaml");
    Files.writeString(broken, "name: mine\nregion: eu-west-2\nzoness: 2\n");

    int exit = run("drill", "--blueprint", broken.toString(), "--report", folder.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("mine.yaml")
        .contains("3")
        .contains("zones")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.html");
  }

  @Test
  void a_blueprint_that_is_not_there_is_one_sentence_and_exit_code_2() {
    assertThat(run("blueprint", "check", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none.yaml").hasLineCount(1);
  }

  @Test
  void a_zone_that_the_blueprint_does_not_have_is_refused_before_anything_is_made() {
    assertThat(run("drill", "--zone", "eu-west-2c", "--report", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected --zone to be one of eu-west-2a, eu-west-2b, saw 'eu-west-2c'");
  }

  /** A line that goes on in the next one is broken twice where it is wider than the page. */
  @Test
  void what_a_command_does_is_said_in_lines_that_fit_or_in_whole_paragraphs() {
    assertThat(Azdrill.commandLine().getSubcommands().values())
        .flatExtracting(each -> List.of(each.getCommandSpec().usageMessage().description()))
        .isNotEmpty()
        .allMatch(each -> each.endsWith(".") || each.length() <= 80);
  }

  @Test
  void a_command_that_is_asked_for_is_the_same_whether_or_not_the_others_are_looked_through() {
    Map<String, CommandLine> all = Azdrill.commandLine().getSubcommands();
    assertThat(all).hasSizeGreaterThan(15).containsKeys("help", "generate-completion");

    all.forEach(
        (name, command) -> {
          assertThat(Azdrill.commandLine(name).getSubcommands())
              .hasEntrySatisfying(
                  name,
                  asked ->
                      assertThat(asked.getUsageMessage()).isEqualTo(command.getUsageMessage()));
        });
    assertThat(Azdrill.commandLine("drill").getSubcommands()).containsOnlyKeys("drill");
    assertThat(Azdrill.commandLine("--help").getSubcommands()).hasSameSizeAs(all);
    assertThat(Azdrill.commandLine("help", "drill").getSubcommands()).hasSameSizeAs(all);
    assertThat(Azdrill.commandLine("generate-completion").getSubcommands()).hasSameSizeAs(all);
  }

  @Test
  void an_unknown_command_is_refused_with_what_was_meant() {
    assertThat(run("drll")).isEqualTo(2);
    assertThat(err.toString()).contains("drill");
  }

  @Test
  void a_blueprint_that_is_shown_can_be_checked() throws IOException {
    assertThat(run("blueprint", "show", "production")).isZero();
    Path copy = folder.resolve("copy.yaml");
    Files.writeString(copy, out.toString());

    assertThat(run("blueprint", "check", copy.toString())).isZero();
    assertThat(out.toString())
        .contains("is valid: blueprint production over eu-west-2a, eu-west-2b.");
  }

  @Test
  void a_speed_that_is_no_speed_is_refused() {
    assertThat(run("serve", "--speed", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("expected --speed to be a number from 0.01 to 86400");
  }

  @Test
  void a_gateway_to_nobody_is_refused_in_one_sentence_that_names_the_address() throws IOException {
    try (ClosedPort closed = new ClosedPort()) {
      String nobody = closed.url().toString();

      assertThat(run("serve", "--port", "0", "--complete", nobody)).isEqualTo(2);
      assertThat(err.toString()).contains("nobody answers").contains(nobody).hasLineCount(1);
    }
  }

  @Test
  void a_gateway_to_aws_itself_is_refused() {
    assertThat(run("serve", "--port", "0", "--complete", "https://ec2.eu-west-2.amazonaws.com"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("real AWS is refused").hasLineCount(1);
  }

  @Test
  void how_to_complete_without_what_is_refused() {
    assertThat(run("serve", "--completion", "always")).isEqualTo(2);
    assertThat(err.toString()).contains("--complete URL").hasLineCount(1);
  }

  @Test
  void a_completion_script_can_be_had() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete").contains("azdrill");
  }
}
