package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.ClosedPort;
import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.AuthorizeIngress;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.StackConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exit codes of the commands that look after stacks on a platform that outlives them. What is
 * broken stands in the second column; {@code refuses ACTION} is an endpoint that refuses all calls
 * of it, {@code refuses ACTION after N} one that refuses those after the first N.
 */
class ExitCodesOfStacksTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  @TempDir Path folder;

  private final ServedStacks there = new ServedStacks();
  private final List<AutoCloseable> ways = new ArrayList<>();
  private String url = there.url();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : ways) {
      each.close();
    }
    there.close();
  }

  /** Brings about what a row says, its parts separated by commas. */
  private void begin(String broken) throws IOException {
    String vpc = "";
    for (String each : broken.split(", ")) {
      if (each.startsWith("refuses ")) {
        refuse(each.split(" "));
        continue;
      }
      if (each.startsWith("another run takes it before ")) {
        takenOver(vpc, each.substring(each.lastIndexOf(' ') + 1));
        continue;
      }
      switch (each) {
        case "nothing" -> {}
        case "a stack" -> vpc = there.vpc(ServedStacks.OVER);
        case "a stack that a run holds" -> vpc = there.vpc(ServedStacks.ELSEWHERE);
        case "a stack of somebody else" -> vpc = there.attached();
        case "a fault with a lease" -> there.broken(vpc, FAR);
        case "a fault that outlived its lease" -> there.broken(vpc, LONG_AGO);
        case "a tag that nobody can read" -> there.unreadable(vpc);
        case "a stranger in its VPC" -> there.stranger(vpc);
        default -> throw new IllegalArgumentException("expected what is broken, saw " + each);
      }
    }
  }

  private void refuse(String... words) throws IOException {
    int allowed = words.length == 4 ? Integer.parseInt(words[3]) : 0;
    RefusedCalls way = new RefusedCalls(url, words[1], allowed);
    ways.add(way);
    url = way.url();
  }

  private void takenOver(String vpc, String action) throws IOException {
    BeforeCall way = BeforeCall.of(Set.of("Action=" + action), url, () -> there.takeOver(vpc));
    ways.add(way);
    url = way.url();
  }

  private ExecutedCommand execute(String command) {
    return ExecutedCommand.ofRow(
        command.replace("FOLDER", folder.toString()),
        "--platform",
        "endpoint",
        "--endpoint",
        url,
        "--completion",
        "never");
  }

  /** What is left for 4, and for 3, is what waits for its undo or the VPC that stands. */
  private void executed(String command, String broken, int code, String sentence)
      throws IOException {
    begin(broken);
    List<String> before = there.tags();

    ExecutedCommand ran = execute(command);

    ran.endedWith(code, sentence);
    if (code == 2) {
      assertThat(there.tags()).as("nothing was changed").isEqualTo(before);
    }
    if (code == 4) {
      assertThat(ran.out()).doesNotContain("Nothing is left");
      assertThat(there.waiting() + there.vpcs()).as("something is left").isPositive();
    }
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "teardown shop         | a stack                                       | 0 | Nothing is left that bears the tag azdrill:stack=shop.",
        "teardown shop         | a stack, a fault with a lease                 | 0 | Stack shop: undone, left by an earlier run: ",
        "teardown shop --force | a stack that a run holds                      | 0 | took over the lock of run abc123",
        "teardown              | a stack                                       | 2 | Missing required parameter: 'STACK'",
        "teardown shop         | nothing                                       | 2 | saw 'shop': none stands there",
        "teardown shp          | a stack                                       | 2 | saw 'shp': did you mean shop?",
        "teardown *            | a stack                                       | 2 | expected the name of a stack, which is the value of a tag, saw '*'",
        "teardown shop more    | a stack                                       | 2 | expected no more arguments for azdrill teardown",
        "teardown shop         | a stack that a run holds                      | 2 | stack shop is locked by run abc123",
        "teardown shop --force | a stack of somebody else                      | 2 | azdrill:drilled=shop: somebody else made it",
        "teardown shop         | a stack, refuses DescribeTags                 | 3 | the platform no longer answers as AWS does",
        "teardown shop         | a stack, a stranger in its VPC                | 4 | stack shop could not be torn down at ",
        "teardown shop         | a stack, refuses DeleteVpc                    | 4 | AWS refused: UnauthorizedOperation",
        "teardown shop         | a stack, refuses CreateTags                   | 4 | stack shop could not be torn down: ",
        "teardown shop         | a stack, a fault with a lease, refuses DeleteSecurityGroup | 4 | stack shop could not be torn down at ",
        "teardown shop         | a stack, another run takes it before DescribeSubnets | 4 | run abc123 (process 4711 on elsewhere/1) has taken it over",
      })
  void a_teardown_leaves_nothing_or_says_what(
      String command, String broken, int code, String sentence) throws IOException {
    executed(command, broken, code, sentence);
    if (code == 0) {
      assertThat(there.vpcs()).isZero();
    } else {
      assertThat(there.vpcs()).isEqualTo(broken.equals("nothing") ? 0 : 1);
    }
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stacks           | nothing                                                | 0 | No stack of azdrill stands on ",
        "stacks           | a stack                                                | 0 | 1 vpc",
        "stacks           | a stack, a fault that outlived its lease               | 0 | Stack shop: undone, left by an earlier run: ",
        "stacks           | a stack, a fault with a lease                          | 0 | its lease ends at 2999-01-01T00:00:00Z",
        "stacks           | a stack that a run holds, a fault that outlived its lease | 0 | is left alone, held by run abc123",
        "stacks           | a stack, a tag that nobody can read                    | 0 | undo ",
        "stacks --restore | a stack, a fault with a lease                          | 0 | Stack shop: undone, left by an earlier run: ",
        "stacks more      | a stack                                                | 2 | expected no more arguments for azdrill stacks",
        "stacks           | a stack, refuses DescribeTags                          | 3 | the platform no longer answers as AWS does",
        "stacks           | a stack, a fault that outlived its lease, refuses AuthorizeSecurityGroupIngress | 4 | expected to authorize what was revoked",
        "stacks           | a stack, a fault that outlived its lease, refuses CreateTags | 4 | what waits for its undo in stack shop was not undone: ",
        "stacks           | a stack, a fault that outlived its lease, another run takes it before CreateTags | 0 | is left alone, ",
        "stacks --restore | a stack, a fault with a lease, refuses AuthorizeSecurityGroupIngress | 4 | expected to authorize what was revoked",
        "stacks --restore | a stack, a fault with a lease, refuses CreateTags      | 4 | what waits for its undo in stack shop was not undone: ",
        "stacks --restore | a stack, a tag that nobody can read                    | 4 | azdrill:undo",
      })
  void the_list_of_stacks_says_what_is_left(
      String command, String broken, int code, String sentence) throws IOException {
    executed(command, broken, code, sentence);
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "probe        | nothing                                                    | 0 | ec2",
        "probe        | a stack, a fault with a lease                              | 0 | ec2",
        "probe        | a stack, a fault that outlived its lease                   | 0 | Stack shop: undone, left by an earlier run: ",
        "probe        | a stack that a run holds, a fault that outlived its lease  | 0 | is left alone, held by run abc123",
        "probe more   | nothing                                                    | 2 | expected no more arguments for azdrill probe",
        "probe        | a stack, refuses DescribeTags                              | 3 | its stacks could not be looked at: ",
        "probe        | a stack, a fault that outlived its lease, refuses AuthorizeSecurityGroupIngress | 4 | expected to authorize what was revoked",
      })
  void a_probe_says_what_is_left(String command, String broken, int code, String sentence)
      throws IOException {
    executed(command, broken, code, sentence);
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "check                                   | nothing                        | 2 | no stack of azdrill stands there",
        "check --stack shp                       | a stack                        | 2 | saw 'shp': did you mean shop?",
        "check --tag azdrill:stack=shp           | a stack                        | 2 | did you mean azdrill:stack=shop?",
        "check --vpc vpc-00000000000000000       | a stack                        | 2 | expected the id of a VPC, saw 'vpc-0000",
        "check --blueprint demo                  | a stack                        | 2 | --blueprint has no effect on the platform endpoint",
        "check                                   | a stack                        | 3 | Verdict: INCONCLUSIVE",
        "check                                   | a stack, refuses DescribeSubnets | 3 | subnets were not read",
        "check                                   | a stack, refuses DescribeVpcs  | 3 | the platform no longer answers as AWS does",
        "snapshot -o FOLDER/new                  | a stack                        | 0 | Saved shop",
        "snapshot -o FOLDER/new                  | a stack, refuses DescribeSubnets | 0 | subnets could not be read: ",
        "snapshot -o FOLDER/new --stack shp      | a stack                        | 2 | saw 'shp': did you mean shop?",
        "snapshot -o FOLDER/new                  | a stack, refuses DescribeVpcs  | 3 | the platform no longer answers as AWS does",
        "explain --from internet --to app        | nothing                        | 2 | no stack of azdrill stands there",
        "explain --from internet --to app        | a stack, refuses DescribeVpcs  | 3 | the platform no longer answers as AWS does",
        "rehearse --report FOLDER/new            | nothing                        | 2 | no stack of azdrill stands there",
        "rehearse --report FOLDER/new            | a stack                        | 2 | expected an internet-facing application load balancer",
        "rehearse --report FOLDER/new            | a stack, refuses DescribeVpcs  | 3 | the platform no longer answers as AWS does",
        "drill --report FOLDER/new --vpc vpc-00000000000000000 | a stack          | 2 | expected the id of a VPC, saw 'vpc-0000",
        "features --report FOLDER/new --vpc vpc-00000000000000000 | a stack       | 2 | expected the id of a VPC, saw 'vpc-0000",
        "drill --completion always --report FOLDER/new --name shop | a stack of somebody else | 2 | somebody else made it",
        "drill --completion always --report FOLDER/new --name shop | a stack that a run holds | 2 | stack shop is locked by run abc123",
        "drill --completion always --report FOLDER/new --name shop | a stack, a tag that nobody can read | 4 | azdrill:undo",
        "drill --completion always --report FOLDER/new --name shop | nothing, refuses DeleteVpc | 4 | expected to remove everything that was made",
      })
  void what_stands_at_an_endpoint_is_read_and_drilled_only_where_nobody_works(
      String command, String broken, int code, String sentence) throws IOException {
    begin(broken);
    List<String> before = there.tags();

    ExecutedCommand.ofRow(
            command.replace("FOLDER", folder.toString()),
            "--platform",
            "endpoint",
            "--endpoint",
            url)
        .endedWith(code, sentence);

    if (code != 4) {
      assertThat(there.tags()).as("nothing was changed").isEqualTo(before);
    }
    assertThat(Files.exists(folder.resolve("new/journal.jsonl"))).as("was drilled").isFalse();
  }

  /** What it makes to see whether the platform does what it is asked. */
  @Test
  void four_when_what_a_probe_made_cannot_be_removed() throws IOException {
    begin("refuses DeleteVpc");

    ExecutedCommand.of("probe", "--platform", "endpoint", "--endpoint", url)
        .endedWith(0, "native: azdrill simulator");
    ExecutedCommand.of(
            "probe", "--platform", "endpoint", "--endpoint", url, "--completion", "always")
        .endedWith(4, "expected to remove everything that was made on ");

    assertThat(there.vpcs()).as("left behind").isEqualTo(1);
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "restore --stack shop         | a stack                               | 0 | Nothing is left that waits for its undo.",
        "restore --stack shop         | a stack, a fault with a lease         | 0 | Nothing is left that waits for its undo.",
        "restore --stack shop --force | a stack that a run holds, a fault with a lease | 0 | took over the lock of run abc123",
        "restore                      | a stack                               | 2 | expected a ledger or --stack NAME, saw neither",
        "restore --stack shop         | nothing                               | 2 | saw 'shop': none stands there",
        "restore --stack shp          | a stack                               | 2 | saw 'shp': did you mean shop?",
        "restore --stack shop         | a stack that a run holds, a fault with a lease | 2 | stack shop is locked by run abc123",
        "restore FOLDER/no.jsonl      | a stack                               | 2 | expected the ledger of a run, saw no file ",
        "restore FOLDER               | a stack                               | 2 | expected the ledger of a run, saw no file ",
        "restore a b                  | a stack                               | 2 | expected no more arguments for azdrill restore",
        "restore --stack shop         | a stack, refuses DescribeTags         | 3 | the platform no longer answers as AWS does",
        "restore --stack shop         | a stack, a tag that nobody can read   | 4 | azdrill:undo",
        "restore --stack shop         | a stack, a fault with a lease, refuses AuthorizeSecurityGroupIngress | 4 | expected to authorize what was revoked",
        "restore --stack shop         | a stack, a fault with a lease, refuses DescribeInstances after 1     | 4 | what the tags of stack shop say could not be read",
      })
  void a_restore_by_tags_says_what_is_left(String command, String broken, int code, String sentence)
      throws IOException {
    executed(command, broken, code, sentence);
    if (code == 0) {
      assertThat(there.waiting()).isZero();
    }
  }

  /** Of a ledger: where it was, its stack, and whether something waits in it. */
  private Path ledger(Optional<String> place, Optional<String> stack, boolean waits) {
    Path path = folder.resolve("ledger.jsonl");
    try (LedgerFile file = LedgerFile.create(path, "endpoint", place, stack)) {
      if (waits) {
        file.intended(
            Instant.EPOCH,
            new FaultRef("cut", "sg-1"),
            List.of(new AuthorizeIngress("sg-0123456789abcdef0", List.of())),
            Optional.empty());
      }
    }
    return path;
  }

  private static final Optional<String> SHOP = Optional.of("shop");

  @Test
  void zero_when_nothing_waits_in_a_ledger_or_what_waited_is_gone() throws IOException {
    ledger(Optional.empty(), SHOP, false);
    executed("restore FOLDER/ledger.jsonl", "a stack", 0, "Nothing waits for its undo in ");

    ledger(Optional.of(url), SHOP, true);
    executed("restore FOLDER/ledger.jsonl", "nothing", 0, "cut on sg-1 has nothing left to undo");
  }

  @Test
  void two_when_a_ledger_is_none_or_does_not_say_where_it_was() throws IOException {
    Path ledger = Files.writeString(folder.resolve("ledger.jsonl"), "");
    executed("restore FOLDER/ledger.jsonl", "a stack", 2, "saw no line of one in " + ledger);

    ledger(Optional.of(url), SHOP, true);
    List<String> lines = Files.readAllLines(ledger);
    Files.write(ledger, lines.subList(1, lines.size()));
    ExecutedCommand.of("restore", ledger.toString())
        .endedWith(2, "to say where the run was, saw no first line that does");
  }

  @Test
  void two_when_another_run_holds_the_stack_of_a_ledger() throws IOException {
    ledger(Optional.empty(), SHOP, true);

    executed(
        "restore FOLDER/ledger.jsonl",
        "a stack that a run holds",
        2,
        "stack shop is locked by run abc123");
  }

  @Test
  void four_when_what_waits_in_a_ledger_is_elsewhere() throws IOException {
    ledger(Optional.of("http://127.0.0.1:5"), SHOP, true);

    executed(
        "restore FOLDER/ledger.jsonl", "a stack", 4, "is not here, and the ledger names another");
  }

  @Test
  void four_when_something_waits_in_a_ledger_and_nobody_answers_where_it_was() throws IOException {
    try (ClosedPort closed = new ClosedPort()) {
      Path ledger = ledger(Optional.of(closed.url().toString()), SHOP, true);

      ExecutedCommand.of("restore", ledger.toString())
          .endedWith(4, "what waits in " + ledger + " was not undone: ");
      assertThat(Files.readString(ledger)).doesNotContain("undone");
    }
  }

  @Test
  void four_when_something_waits_in_a_ledger_and_the_platform_refuses_to_be_asked()
      throws IOException {
    Path ledger = ledger(Optional.of(url), SHOP, true);

    executed(
        "restore FOLDER/ledger.jsonl",
        "a stack, refuses DescribeTags",
        4,
        "what waits in " + ledger + " was not undone: ");
  }

  @Test
  void four_when_a_line_of_a_ledger_cannot_be_read_and_it_names_no_stack() throws IOException {
    Path ledger = ledger(Optional.empty(), Optional.empty(), false);
    Files.writeString(ledger, "?", StandardOpenOption.APPEND);

    executed("restore FOLDER/ledger.jsonl", "a stack", 4, "azdrill restore --stack NAME");
  }

  @Test
  void four_when_the_stack_is_not_as_it_was_before_the_run() throws IOException {
    String vpc = there.vpc(ServedStacks.OVER);
    try (LedgerFile file =
        LedgerFile.create(folder.resolve("ledger.jsonl"), "endpoint", Optional.of(url), SHOP)) {
      file.standing(vpc, new StackConfiguration(Map.of("NAT gateways", Set.of("nat-1 available"))));
    }

    executed(
        "restore FOLDER/ledger.jsonl", "nothing", 4, "the NAT gateways are not as they were: gone");
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "probe                                      | the simulator answers   | 0 | azdrill simulator",
        "probe --platform moon                      | no such platform        | 2 | expected --platform to be one of",
        "probe --platform endpoint                  | no address              | 2 | expected the address of the endpoint, saw none",
        "probe --endpoint http://127.0.0.1:1        | an option without effect | 2 | --endpoint has no effect on the platform simulator",
        "stacks                                     | nothing outlives it     | 2 | the simulator's region ends with its process",
        "stacks --platform moon                     | no such platform        | 2 | expected --platform to be one of",
        "teardown shop                              | nothing outlives it     | 2 | the simulator's region ends with its process",
        "restore --stack shop                       | nothing outlives it     | 2 | the simulator's region ends with its process",
      })
  void the_simulator_keeps_nothing(String command, String broken, int code, String sentence) {
    ExecutedCommand.ofRow(command).endedWith(code, sentence);
  }
}
