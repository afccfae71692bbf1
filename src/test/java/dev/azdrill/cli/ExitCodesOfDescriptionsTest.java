package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.ClosedPort;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.file.BuiltInDrills;
import dev.azdrill.drill.file.DrillYaml;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The exit codes of azdrill itself and of the commands that only say what there is: 0 and 2. */
class ExitCodesOfDescriptionsTest {
  @TempDir Path folder;

  private String with(String command) throws IOException {
    String blueprint = Blueprints.text("production");
    String drill = DrillYaml.of(BuiltInDrills.file(BuiltInDrill.ZONE_POWER_LOSS).drill());
    return command
        .replace("BLUEPRINT", file("sound.yaml", blueprint))
        .replace(
            "IMPOSSIBLE",
            file("impossible.yaml", blueprint.replace("rate-limit: 2000", "rate-limit: 1")))
        .replace("DRILL", file("drill.yaml", drill))
        .replace("BROKEN", file("broken.yaml", "name: mine\nzoness: 2\n"))
        .replace("NOTHING", folder.resolve("nothing.yaml").toString())
        .replace("FOLDER", folder.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--help                      | nothing               | 0 | Exit codes:",
        "--version                   | nothing               | 0 | azdrill development",
        "``                          | no command            | 2 | expected a command, saw none: try 'azdrill --help'",
        "drll                        | a misspelt command    | 2 | expected a command, saw 'drll': did you mean drill?",
        "drll --help                 | a misspelt command    | 2 | expected a command, saw 'drll': did you mean drill?",
        "--nosuch                    | no such option        | 2 | expected an option of azdrill, saw '--nosuch'",
        "help                        | nothing               | 0 | Exit codes:",
        "help drill                  | nothing               | 0 | Usage: azdrill drill",
        "help nosuch                 | no such command       | 2 | Unknown subcommand 'nosuch'",
        "generate-completion         | nothing               | 0 | complete",
        "generate-completion more    | an argument too many  | 2 | expected no more arguments for azdrill generate-completion",
        "blueprint --help            | nothing               | 0 | Usage: azdrill blueprint",
        "blueprint                   | no command            | 2 | expected a command, saw none: try 'azdrill blueprint --help'",
        "blueprint chek x            | a misspelt command    | 2 | saw 'chek': did you mean check?",
        "blueprint list              | nothing               | 0 | production",
        "blueprint list more         | an argument too many  | 2 | expected no more arguments for azdrill blueprint list",
        "blueprint show demo         | nothing               | 0 | name: demo",
        "blueprint show              | no name               | 2 | Missing required parameter: 'NAME'",
        "blueprint show dmo          | a misspelt name       | 2 | did you mean demo?",
        "blueprint check BLUEPRINT   | nothing               | 0 | is valid: blueprint production",
        "blueprint check             | no file               | 2 | Missing required parameter: 'FILE'",
        "blueprint check NOTHING     | a file that is absent | 2 | expected a blueprint in YAML, saw no such file",
        "blueprint check FOLDER      | a folder              | 2 | expected a blueprint in YAML, saw a folder",
        "blueprint check BROKEN      | a misspelt key        | 2 | broken.yaml:2:1: ",
        "blueprint check IMPOSSIBLE  | what AWS would refuse | 2 | impossible.yaml:",
        "drills --help               | nothing               | 0 | Usage: azdrill drills",
        "drills                      | no command            | 2 | expected a command, saw none: try 'azdrill drills --help'",
        "drills chek x               | a misspelt command    | 2 | saw 'chek': did you mean check?",
        "drills list                 | nothing               | 0 | zone-power-loss",
        "drills list more            | an argument too many  | 2 | expected no more arguments for azdrill drills list",
        "drills show zone-power-loss | nothing               | 0 | loses power",
        "drills show                 | no name               | 2 | Missing required parameter: 'NAME'",
        "drills show zone-power-los  | a misspelt name       | 2 | did you mean zone-power-loss?",
        "drills check DRILL          | nothing               | 0 | is valid: drill 'The zone of",
        "drills check                | no file               | 2 | Missing required parameter: 'FILE'",
        "drills check NOTHING        | a file that is absent | 2 | expected a drill in YAML, saw no such file",
        "drills check FOLDER         | a folder              | 2 | expected a drill in YAML, saw a folder",
        "drills check BROKEN         | a misspelt key        | 2 | broken.yaml:2:1: ",
        "faults                      | nothing               | 0 | zone-power-loss",
        "faults zone-power-loss      | nothing               | 0 | Undone by: ",
        "faults zone-power-los       | a misspelt name       | 2 | did you mean zone-power-loss?",
        "faults zone-power-loss more | an argument too many  | 2 | expected no more arguments for azdrill faults",
      })
  void what_is_only_described_is_there_or_was_misspelt(
      String command, String broken, int code, String sentence) throws IOException {
    ExecutedCommand.ofRow(with(command)).endedWith(code, sentence);
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "serve --help                    | nothing                  | 0 | Usage: azdrill serve",
        "serve --port 99999              | no port                  | 2 | expected --port to be a number from 0 to 65535, saw '99999'",
        "serve --speed 0                 | no speed                 | 2 | expected --speed to be a number from 0.01 to 86400, saw '0'",
        "serve --seed aws:1              | no seed                  | 2 | '--seed': expected 1 to 256 letters",
        "serve --allowed-host x:80       | no name of a host        | 2 | expected --allowed-host to be the name or address of a host",
        "serve --blueprint prodction     | a misspelt blueprint     | 2 | did you mean the built-in blueprint production?",
        "serve --blueprint NOTHING       | a file that is absent    | 2 | expected a blueprint in YAML, saw no such file",
        "serve --blueprint BROKEN        | a misspelt key           | 2 | broken.yaml:2:1: ",
        "serve --completion never        | an option without effect | 2 | --completion has no effect without --complete URL",
        "serve --complete abc            | no URL                   | 2 | expected --complete to be a URL that begins with http://",
        "serve --complete CLOSED --completion maybe | no such completion | 2 | expected --completion to be auto, always or never",
        "serve --complete CLOSED --blueprint demo   | options that contradict | 2 | --blueprint has no effect with --complete",
        "serve --complete CLOSED --no-default-vpc   | options that contradict | 2 | --no-default-vpc has no effect with --complete",
        "serve --complete CLOSED --port 0           | nobody answers    | 2 | nobody answers",
        "serve --complete https://ec2.eu-west-2.amazonaws.com --port 0 | AWS itself | 2 | real AWS is refused",
        "serve --port TAKEN              | a port that is taken     | 2 | is taken or not allowed",
        "serve --port TAKEN --complete CLOSED | a port that is taken | 2 | is taken or not allowed",
        "serve --prot 1                  | no such option           | 2 | saw '--prot': did you mean --port?",
        "serve more                      | an argument too many     | 2 | expected no more arguments for azdrill serve",
      })
  void a_server_that_cannot_begin_says_why(String command, String broken, int code, String sentence)
      throws IOException {
    try (ClosedPort closed = new ClosedPort();
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String words =
          command
              .replace("CLOSED", closed.url().toString())
              .replace("TAKEN", String.valueOf(other.getLocalPort()));
      ExecutedCommand.ofRow(with(words)).endedWith(code, sentence);
    }
  }

  @Command(name = "hungry")
  static final class Hungry implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  /** The JVM itself would end with 1. */
  @Test
  void three_when_a_command_meets_what_nobody_can_handle() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = new CommandLine(new Hungry()).setErr(new PrintWriter(err, true));

    assertThat(Azdrill.exitCode(commandLine)).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("azdrill: unexpected error, nothing was proven: ")
        .contains("too little memory")
        .hasLineCount(1);
  }
}
