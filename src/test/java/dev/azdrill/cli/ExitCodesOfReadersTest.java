package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.ClosedPort;
import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.SnapshotTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes of the commands that read what was saved, or a blueprint, and change nothing. */
class ExitCodesOfReadersTest {
  private static final Inventory SOUND = SoundProduction.inventory();

  @TempDir static Path saved;
  @TempDir Path folder;

  @BeforeAll
  static void save() throws IOException {
    save("sound", SOUND);
    save("exposed", exposed(SOUND));
    save("unread", SOUND.without(Kind.DB_INSTANCE, "AccessDenied: not authorized"));
    save(
        "exposed-and-unread",
        exposed(SOUND).without(Kind.LOAD_BALANCER, "AccessDenied: not authorized"));
    save("routeless", SOUND.without(Kind.ROUTE_TABLE, "AccessDenied: not authorized"));
    save("one-way-out", SOUND.with(Kind.NAT_GATEWAY, SOUND.all(Kind.NAT_GATEWAY).subList(0, 1)));
    save("empty", Inventory.empty());
    Files.writeString(saved.resolve("broken.json"), "{\"format\": ");
    Files.createDirectories(saved.resolve("nothing"));
    Files.writeString(saved.resolve("file"), "in the way");
  }

  private static Inventory exposed(Inventory stack) {
    return stack.map(Kind.DB_INSTANCE, each -> each.copy(it -> it.publiclyAccessible(true)));
  }

  private static void save(String name, Inventory stack) {
    InventoryFile.save(stack, saved.resolve(name + ".json"));
  }

  private String with(String command) {
    return command
        .replace("SAVED", saved.toString())
        .replace("NEW", folder.resolve("new").toString())
        .replace("CLI", SnapshotTest.CLI.toString())
        .replace("THEIRS", SnapshotTest.VPC);
  }

  private void execute(String command, int code, String sentence) {
    ExecutedCommand.ofRow(with(command)).endedWith(code, sentence);
    if (code == 2) {
      assertThat(folder).as("nothing was created").isEmptyDirectory();
    }
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "check                                            | nothing                     | 0 | Verdict: PASSED, 12 of 12 guarantees proven.",
        "check --snapshot SAVED/sound.json                | nothing                     | 0 | Verdict: PASSED, 12 of 12 guarantees proven.",
        "check --snapshot SAVED/sound.json --strict --report NEW | nothing              | 0 | Verdict: PASSED, 12 of 12 guarantees proven.",
        "check --snapshot SAVED/sound.json --format json  | nothing                     | 0 | \"verdict\" : \"PASSED\"",
        "check --blueprint demo                           | guarantees are violated     | 1 | Verdict: FAILED",
        "check --snapshot SAVED/exposed.json              | one guarantee is violated   | 1 | VIOLATED  the database is isolated from the internet",
        "check --snapshot SAVED/exposed.json --format json  | one guarantee is violated | 1 | \"verdict\" : \"FAILED\"",
        "check --snapshot SAVED/exposed.json --format junit | one guarantee is violated | 1 | <failure",
        "check --snapshot SAVED/exposed.json --format sarif | one guarantee is violated | 1 | \"kind\" : \"fail\"",
        "check --snapshot SAVED/exposed.json --format ocsf  | one guarantee is violated | 1 | \"status\" : \"Fail\"",
        "check --snapshot SAVED/exposed.json --format html  | one guarantee is violated | 1 | <!DOCTYPE html>",
        "check --snapshot SAVED/exposed-and-unread.json   | one violated, others unknown | 1 | Verdict: FAILED",
        "check --snapshot SAVED/unread.json --strict      | what was not read, strictly | 1 | Verdict: FAILED",
        "check --snapshot SAVED/unread.json               | a kind was not read         | 3 | UNKNOWN   stored data is encrypted: dbInstances were not read",
        "check --snapshot SAVED/unread.json --format json | a kind was not read         | 3 | \"verdict\" : \"INCONCLUSIVE\"",
        "check --snapshot SAVED/empty.json                | nothing is described        | 3 | Verdict: INCONCLUSIVE, 0 of 12 guarantees proven.",
        "check --snapshot SAVED/no.json                   | a file that is absent       | 2 | there is no such file or folder",
        "check --snapshot SAVED/broken.json               | no snapshot                 | 2 | broken.json, line 1, column 12: the file ends in the middle",
        "check --snapshot SAVED/nothing                   | a folder without snapshots  | 2 | no JSON file in it is an inventory",
        "check --snapshot CLI                             | several VPCs                | 2 | describes more than one VPC",
        "check --snapshot CLI --vpc vpc-00000000000000000 | another VPC                 | 2 | expected the id of a VPC in",
        "check --snapshot CLI --vpc vpc-1                 | no id of a VPC              | 2 | expected --vpc to be the id of a VPC, saw 'vpc-1'",
        "check --snapshot CLI --stack shop                | options that contradict     | 2 | --stack has no effect with --snapshot",
        "check --snapshot CLI --blueprint x               | options that contradict     | 2 | --blueprint has no effect with --snapshot",
        "check --snapshot CLI --tag a=b --vpc vpc-1       | options that contradict     | 2 | expected one of --stack, --vpc, --tag and --terraform-state",
        "check --snapshot CLI --terraform-state SAVED/no  | a state that is absent      | 2 | SAVED/no",
        "check --snapshot SAVED/sound.json --platform x   | options that contradict     | 2 | --platform has no effect with --snapshot",
        "check --snapshot SAVED/sound.json --tag shop     | no tag                      | 2 | expected --tag to be a key and a value, saw 'shop'",
        "check --completion always                        | an option without effect    | 2 | --completion has no effect here",
        "check --stack shop                               | a stack that does not stand | 2 | expected the name of a stack that stands, saw 'shop'",
        "check --blueprint prodction                      | a misspelt blueprint        | 2 | did you mean the built-in blueprint production?",
        "check --format jsn                               | a misspelt format           | 2 | did you mean json?",
        "check --format text,json                         | two formats                 | 2 | expected one --format",
        "check --platform moon                            | no such platform            | 2 | expected --platform to be one of",
        "check --platform localstack                      | nothing to read from        | 2 | name a running one with --endpoint",
        "check --snapshot SAVED/sound.json --report SAVED/file | a file for a folder    | 2 | cannot be used: it is a file",
        "check --nosuch                                   | no such option              | 2 | expected an option of azdrill check, saw '--nosuch'",
        "check more                                       | an argument too many        | 2 | expected no more arguments for azdrill check",
      })
  void a_check_judges_what_was_saved(String command, String broken, int code, String sentence) {
    execute(command, code, with(sentence));
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "snapshot -o NEW                        | nothing                     | 0 | Saved production",
        "snapshot                               | no file                     | 2 | Missing required option: '--output=FILE|DIR'",
        "snapshot -o ''                         | no file                     | 2 | expected the name of a file or folder after --output",
        "snapshot -o SAVED/file/new             | a file for a folder         | 2 | expected --output to be a file that can be written",
        "snapshot -o NEW --stack shop           | a stack that does not stand | 2 | expected the name of a stack that stands, saw 'shop'",
        "snapshot -o NEW --stack a --vpc vpc-1  | options that contradict     | 2 | expected one of --stack, --vpc, --tag",
        "snapshot -o NEW --blueprint prodction  | a misspelt blueprint        | 2 | did you mean the built-in blueprint production?",
        "snapshot -o NEW --completion never     | an option without effect    | 2 | --completion has no effect here",
        "snapshot -o NEW --platform moon        | no such platform            | 2 | expected --platform to be one of",
        "snapshot -o NEW more                   | an argument too many        | 2 | expected no more arguments for azdrill snapshot",
        "compare SAVED/sound.json SAVED/sound.json   | nothing                | 0 | They differ in 0 of 20 rows.",
        "compare SAVED/sound.json SAVED/exposed.json | a difference           | 0 | VIOLATED",
        "compare SAVED/sound.json SAVED/unread.json  | a kind was not read    | 0 | cannot be told.",
        "compare                                | nothing is named            | 2 | Missing required parameters: 'A', 'B'",
        "compare demo                           | one is named                | 2 | Missing required parameter: 'B'",
        "compare '' demo                        | no name                     | 2 | expected a snapshot, or a blueprint, saw nothing",
        "compare prodction demo                 | a misspelt blueprint        | 2 | did you mean the built-in blueprint production?",
        "compare SAVED/no.json demo             | a file that is absent       | 2 | there is no such file or folder",
        "compare SAVED/broken.json demo         | no snapshot                 | 2 | broken.json, line 1, column 12: the file ends in the middle",
        "compare CLI SAVED/sound.json           | several VPCs                | 2 | name one of them with --vpc-a",
        "compare SAVED/sound.json CLI --vpc-b vpc-1 | another VPC             | 2 | expected the id of a VPC in",
        "compare SAVED/sound.json demo --vpc-b THEIRS | an option without effect | 2 | --vpc-b has no effect with demo",
      })
  void what_is_saved_and_compared_is_not_judged(
      String command, String broken, int code, String sentence) {
    execute(command, code, with(sentence));
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "explain --from internet --to app --blueprint demo               | nothing                 | 0 | REACHABLE: 2 of 2 reachable",
        "explain --from app --to database --snapshot SAVED/sound.json    | nothing                 | 0 | REACHABLE",
        "explain --from app --to database --snapshot SAVED/sound.json --format json | nothing      | 0 | \"answer\" : \"REACHABLE\"",
        "explain --from internet --to app --snapshot SAVED/sound.json    | nothing lets it through | 1 | not reachable: ",
        "explain --from internet --to app --snapshot SAVED/sound.json --format json | nothing lets it through | 1 | \"answer\" : \"UNREACHABLE\"",
        "explain --from app --to database --snapshot SAVED/routeless.json | what decides was not read | 3 | routeTables were not read",
        "explain --from app --to database --snapshot SAVED/routeless.json --format json | what decides was not read | 3 | \"UNKNOWN\"",
        "explain --from app --to 8.8.8.8 --port 443 --snapshot SAVED/one-way-out.json | one zone has no way out | 3 | 1 of 2 reachable",
        "explain --to app          | no --from | 2 | Missing required option: '--from=PLACE'",
        "explain --from app        | no --to   | 2 | Missing required option: '--to=PLACE'",
        "explain --from internet --to ap --snapshot SAVED/sound.json  | a misspelt place | 2 | did you mean app?",
        "explain --from internet --to app --snapshot SAVED/empty.json | nobody is there  | 2 | expected --to to be something that is there, saw 'app'",
        "explain --from internet --to database --snapshot SAVED/unread.json | nobody may be there | 3 | it cannot be told whether --to 'database' is there: ",
        "explain --from internet --to app --port 0        | no port             | 2 | expected --port to be a number from 1 to 65535, saw '0'",
        "explain --from internet --to app --port 70000    | no port             | 2 | expected --port to be a number from 1 to 65535, saw '70000'",
        "explain --from internet --to app --port 0x50     | no port             | 2 | expected --port to be a number from 1 to 65535, saw '0x50'",
        "explain --from internet --to app --protocol imcp | a misspelt protocol | 2 | to be one of tcp, udp, icmp, saw 'imcp': did you mean icmp?",
        "explain --from internet --to app --protocol icmp --port 8 | an option without effect | 2 | --port has no effect with icmp",
        "explain --from app --to 127.0.0.1         | a reserved address | 2 | an address to which packets are routed, saw 127.0.0.1",
        "explain --from app --to 169.254.169.254   | a reserved address | 2 | an address to which packets are routed",
        "explain --from app --to 224.0.0.1         | a reserved address | 2 | an address to which packets are routed",
        "explain --from app --to 10.0.0.2 --port 53 --protocol udp | a reserved address | 2 | saw 10.0.0.2: AWS keeps the first four",
        "explain --from app --to 10.0.11.255       | a reserved address | 2 | saw 10.0.11.255: AWS keeps the first four",
        "explain --from internet --to app --format xml  | no such format     | 2 | expected --format to be one of text, json, saw 'xml': choose one",
        "explain --from internet --to app --stack x     | a stack that does not stand | 2 | expected the name of a stack that stands, saw 'x'",
        "explain --from internet --to app --snapshot no --blueprint demo | options that contradict | 2 | --blueprint has no effect with --snapshot",
        "explain --from internet --to app --snapshot no --speed 2        | options that contradict | 2 | --speed has no effect with --snapshot",
        "explain --from internet --to app --snapshot no      | a file that is absent | 2 | no: there is no such file or folder",
        "explain --from internet --to app --snapshot CLI     | several VPCs          | 2 | describes more than one VPC",
        "explain --from internet --to app --blueprint prodution | a misspelt blueprint | 2 | did you mean the built-in blueprint production?",
      })
  void an_explanation_tells_reachable_not_reachable_and_unknown_apart(
      String command, String broken, int code, String sentence) {
    execute(command, code, sentence);
  }

  @ParameterizedTest(name = "azdrill {0}: {1}: {2}")
  @CsvSource({
    "check, nobody answers, 2",
    "snapshot -o NEW, nobody answers, 2",
    "explain --from internet --to app, nobody answers, 2",
    "rehearse --report NEW, nobody answers, 2",
    "probe, nobody answers, 2",
    "stacks, nobody answers, 2",
    "restore --stack shop, nobody answers, 2",
    "teardown shop, nobody answers, 2",
    "drill --report NEW, nobody answers, 2",
    "features --report NEW --vpc vpc-0123456789abcdef0, nobody answers, 2"
  })
  void two_when_nobody_answers_at_the_endpoint(String command, String broken, int code)
      throws IOException {
    try (ClosedPort closed = new ClosedPort()) {
      List<String> there = List.of("--platform", "endpoint", "--endpoint", closed.url().toString());

      ExecutedCommand.ofRow(with(command), there.toArray(String[]::new))
          .endedWith(code, closed.url().toString());
    }
    assertThat(folder.resolve("new/report.html")).as("nothing was judged").doesNotExist();
    assertThat(folder.resolve("new/ledger.jsonl")).as("nothing may wait").doesNotExist();
  }
}
