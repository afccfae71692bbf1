package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options that cannot be used: one sentence on the error output, exit code 2, nothing else. */
class BadOptionsTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Azdrill.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private String refusal(String... args) {
    err.getBuffer().setLength(0);
    assertThat(run(args)).as(String.join(" ", args) + ": " + out + err).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("azdrill: ")
        .hasLineCount(1)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    return err.toString().strip();
  }

  /** The last would win, and nobody would be told. */
  @ParameterizedTest(name = "azdrill {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "drill --rto 1s --plan --rto=3min | --rto",
        "drill --max-zones 1 --max-zones 2 --plan | --max-zones",
        "drill --platform simulator --platform endpoint | --platform",
        "check --vpc vpc-0123456789abcdef0 --vpc vpc-0123456789abcdef1 | --vpc"
      })
  void an_option_that_is_given_twice_is_refused(String command, String option) {
    assertThat(refusal(command.split(" +")))
        .contains("option '" + option + "' should be specified only once: try 'azdrill");
  }

  @ParameterizedTest(name = "azdrill {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "serve --speed Infinity | expected --speed to be a number from 0.01 to 86400, saw 'Infinity'",
        "serve --speed NaN      | expected --speed to be a number from 0.01 to 86400, saw 'NaN'",
        "serve --speed=-1       | expected --speed to be a number from 0.01 to 86400, saw '-1'",
        "serve --speed 0        | expected --speed to be a number from 0.01 to 86400, saw '0'",
        "serve --speed 1e300    | expected --speed to be a number from 0.01 to 86400, saw '1e300'",
        "serve --speed 1e400    | expected --speed to be a number from 0.01 to 86400, saw '1e400'",
        "serve --speed 60f      | expected --speed to be a number from 0.01 to 86400, saw '60f'",
        "serve --speed fast     | saw 'fast': 1 is real time, 60 is a minute per second",
        "serve --speed          | Missing required parameter for option '--speed'",
        "serve --port 99999     | expected --port to be a number from 0 to 65535, saw '99999'",
        "serve --port=-1        | expected --port to be a number from 0 to 65535, saw '-1'",
        "serve --port abc       | expected --port to be a number from 0 to 65535, saw 'abc'",
        "serve --port 4,5       | expected --port to be a number from 0 to 65535, saw '4,5'",
        "serve --port 080       | expected --port to be a number from 0 to 65535, saw '080'",
        "serve --complete abc   | expected --complete to be a URL that begins with http:// or https://, saw 'abc'",
        "serve --complete ftp://127.0.0.1 | a URL that begins with http:// or https://, saw 'ftp://127.0.0.1'",
        "serve --complete http://127.0.0.1:99999 | a URL with a port from 1 to 65535, saw 'http://127.0.0.1:99999'",
        "serve --complete http://  | expected --complete to be a URL, saw 'http://'",
        "serve --complete http://127.0.0.1:1 --completion maybe | expected --completion to be auto, always or never, saw 'maybe'",
        "serve --allowed-host http://x | expected --allowed-host to be the name or address of a host without a port, saw 'http://x'",
        "serve --allowed-host x:80 | expected --allowed-host to be the name or address of a host without a port, saw 'x:80'",
        "serve --no-default-vpc --complete http://127.0.0.1:1 | --no-default-vpc has no effect with --complete",
        "serve --completion never  | --completion has no effect without --complete URL",
        "probe --endpoint http://127.0.0.1:1 | --endpoint has no effect on the platform simulator: name the platform too",
        "probe --platform simulator --speed 60 | --speed has no effect on the platform simulator",
        "probe --image a/b:1       | --image has no effect on the platform simulator",
        "probe --completion always | --completion has no effect on the platform simulator",
        "probe --platform endpoint --image a/b:1 --endpoint http://127.0.0.1:1 | --image has no effect on the platform endpoint",
        "probe --platform localstack --image a/b:1 --endpoint http://127.0.0.1:1 | --image has no effect where a running LocalStack is named",
        "probe --platform endpoint --endpoint http://127.0.0.1:1 --completion never --speed 2 | --speed has no effect without completion",
        "probe --platform endpoint | expected the address of the endpoint, saw none",
        "probe --platform aws      | expected --platform to be one of simulator, localstack, endpoint, saw 'aws'",
        "probe --platform localstak | saw 'localstak': did you mean localstack?",
        "probe --platform endpoint --endpoint http://127.0.0.1:99999 | a URL with a port from 1 to 65535",
        "probe --platform endpoint --endpoint http://127.0.0.1:1 --speed NaN | expected --speed to be a number",
        "probe --platform localstack --image a@b | expected --image to be the name of a container image, saw 'a@b'",
        "drill --endpoint http://127.0.0.1:1 --report no | --endpoint has no effect on the platform simulator",
        "drill --seed it's         | '--seed': expected 1 to 256 letters, digits, spaces and _.:/=+@-, not beginning with aws:, saw 'it's'",
        "serve --seed aws:1        | '--seed': expected 1 to 256 letters",
        "features --glue no.such.steps   | expected --glue to be a package on the class path, such as com.example.steps, saw 'no.such.steps'",
        "features --glue a.package.steps | expected --glue to be a package on the class path",
        "features --seed $(id)     | '--seed': expected 1 to 256 letters",
        "drill --zones x           | 'x' is not an int",
        "drill --zone eu-west-2z --report no | expected --zone to be one of eu-west-2a, eu-west-2b, saw 'eu-west-2z'",
        "expound --help            | expected a command, saw 'expound': try 'azdrill --help'",
        "expound                   | expected a command, saw 'expound'",
        "help expound              | Unknown subcommand 'expound': try 'azdrill --help'",
        "drll --help               | expected a command, saw 'drll': did you mean drill?",
        "--version drill extra     | expected no more arguments for azdrill drill, saw 'extra'",
        "blueprint chek x --help   | expected a command, saw 'chek': did you mean check?",
        "blueprint check           | Missing required parameter: 'FILE': try 'azdrill blueprint check --help'",
        "blueprint show prodution  | expected one of production, demo, saw 'prodution': did you mean production?",
        "serve --prot 1 --help     | expected an option of azdrill serve, saw '--prot': did you mean --port?",
        "drill mine.yaml           | expected no more arguments for azdrill drill, saw the file 'mine.yaml': name it after --blueprint FILE or --drill FILE",
        "drill pom.xml             | saw the file 'pom.xml': name it after --blueprint",
        "serve a/b                 | expected no more arguments for azdrill serve, saw the file 'a/b': name it after --blueprint FILE",
        "serve extra               | expected no more arguments for azdrill serve, saw 'extra'",
        "--hepl                    | expected an option of azdrill, saw '--hepl': did you mean --help?",
      })
  void what_cannot_be_used_is_refused_in_one_sentence(String args, String sentence) {
    assertThat(refusal(args.split(" +"))).contains(sentence);
    assertThat(Path.of("no")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve --complete", "probe --platform endpoint --endpoint", "drill"})
  void a_password_is_never_printed(String command) {
    for (String url :
        List.of(
            "http://someone:hidden@127.0.0.1:1",
            "https://hidden@127.0.0.1",
            "http://someone:hid/den@127.0.0.1:1/hidden@x",
            "http://some one:hidden@127.0.0.1:1",
            "http://someone:'hidden\"@127.0.0.1:99999",
            "ftp://someone:hidden@127.0.0.1",
            "http://127.0.0.1:1?token=hidden",
            "http://127.0.0.1:1#hidden")) {
      String[] words = (command + " ?").split(" ");
      words[words.length - 1] = url;

      assertThat(refusal(words)).doesNotContain("hidden", "someone").contains("***");
    }
  }

  @Test
  void controls_in_what_was_typed_do_not_reach_the_terminal() {
    assertThat(refusal("\u001b[2Jdrill")).contains("saw '\\u001b[2Jdrill'");
    assertThat(refusal("blueprint", "show", "a\nazdrill: PASSED"))
        .contains("'a\\nazdrill: PASSED'");
    assertThat(refusal("blueprint", "check", folder.resolve("\u202egnp").toString()))
        .contains("\\u202egnp: expected a blueprint in YAML, saw no such file");
    assertThat(refusal("probe", "--platform", "\u009b31m")).contains("saw '\\u009b31m'");
    assertThat(refusal("drill", "--seed", "a\u001b[2J\nb")).contains("saw 'a\\u001b[2J\\nb'");
    assertThat(refusal("drill", "--seed", "")).contains("saw ''");
    assertThat(refusal("drill", "--seed", "x".repeat(257))).contains("expected 1 to 256 letters");
    assertThat(refusal("serve", "--port", "1\r2")).contains("saw '1\\r2'");
    assertThat(refusal("drill", "--zone", "\u001b]0;x\u0007")).contains("\\u001b]0;x\\u0007");
  }

  @Test
  void a_port_that_is_taken_is_refused_before_an_api_is_asked() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());

      assertThat(refusal("serve", "--port", port)).contains("port " + port + " is taken");
      assertThat(refusal("serve", "--port", port, "--complete", "http://127.0.0.1:1"))
          .contains("port " + port + " is taken");
    }
  }

  /** Whoever opens a pipe waits for who writes into it, and nobody does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "drill --drill ?",
        "drill --blueprint ?",
        "drills check ?",
        "blueprint check ?",
        "serve --blueprint ?",
        "report ?",
        "restore ?",
        "features ?",
        "check --snapshot ?",
        "snapshot -o ?",
        "explain --from app --to database --snapshot ?"
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_pipe_is_refused_and_not_waited_for(String command) throws Exception {
    Path pipe = folder.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(refusal(command.replace("?", pipe.toString()).split(" "))).contains("pipe.yaml");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_pipe_in_the_place_of_a_ledger_is_refused_and_not_waited_for() throws Exception {
    Path pipe = folder.resolve("ledger.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(refusal("drill", "--report", folder.toString()))
        .contains("saw the ledger " + pipe + ": it is no regular file");
  }

  @Test
  void a_file_that_is_no_feature_is_not_taken_for_one_that_selects_nothing() throws IOException {
    Path text = Files.writeString(folder.resolve("zone-loss.txt"), "Feature: Zone loss");

    assertThat(refusal("features", text.toString())).contains("name ends in .feature, saw " + text);
    assertThat(refusal("features", "")).contains("folder with feature files, saw '': name one");
    assertThat(refusal("features", "--tags", " ")).contains("'not @slow', saw ' ': leave it out");
  }

  @Test
  void an_argument_that_begins_with_an_at_sign_is_no_file_of_arguments() throws IOException {
    Files.writeString(folder.resolve("args"), "--help", StandardCharsets.UTF_8);

    assertThat(refusal("blueprint", "show", "@" + folder.resolve("args"))).contains("saw '@");
  }

  /** In a process of its own, as a user has it: with its environment. */
  @Test
  void an_environment_variable_without_effect_is_refused_and_one_with_effect_is_obeyed()
      throws Exception {
    try (OtherJvm ignored = OtherJvm.start(folder, Map.of("AZDRILL_SPEED", "7"), "probe");
        OtherJvm obeyed = OtherJvm.start(folder, Map.of("AZDRILL_PLATFORM", "endpoint"), "probe")) {
      OtherJvm.Result refused = ignored.await();
      assertThat(refused.exit()).as(refused.printed()).isEqualTo(2);
      assertThat(refused.printed())
          .contains(
              "the environment variable AZDRILL_SPEED has no effect on the platform simulator");

      OtherJvm.Result missing = obeyed.await();
      assertThat(missing.exit()).as(missing.printed()).isEqualTo(2);
      assertThat(missing.printed()).contains("expected the address of the endpoint, saw none");
    }
  }
}
