package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExplainCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Azdrill.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private String saved(Inventory inventory) {
    Path file = folder.resolve("saved.json");
    InventoryFile.save(inventory, file);
    return file.toString();
  }

  @Test
  void a_demo_on_the_simulator_is_reachable_from_everywhere() {
    assertThat(run("explain", "--from", "internet", "--to", "app", "--blueprint", "demo"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("REACHABLE: 2 of 2 reachable");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void exit_codes_tell_reachable_not_reachable_unknown_and_bad_input_apart() {
    String sound = saved(SoundProduction.inventory());
    assertThat(run("explain", "--from", "app", "--to", "database", "--snapshot", sound)).isZero();
    assertThat(run("explain", "--from", "internet", "--to", "app", "--snapshot", sound)).isOne();
    assertThat(run("explain", "--from", "internet", "--to", "ap", "--snapshot", sound))
        .isEqualTo(2);
    String unread = saved(SoundProduction.inventory().without(Kind.ROUTE_TABLE, "not allowed"));
    assertThat(run("explain", "--from", "app", "--to", "database", "--snapshot", unread))
        .isEqualTo(3);
  }

  @Test
  void json_is_json_and_nothing_else() {
    String sound = saved(SoundProduction.inventory());

    run("explain", "--from", "app", "--to", "database", "--format", "json", "--snapshot", sound);

    assertThat(out.toString()).startsWith("{\n").endsWith("}\n");
  }

  @Test
  void what_an_inventory_calls_things_is_not_shown_in_another_order() {
    String forged =
        saved(
            SoundProduction.inventory()
                .map(
                    Kind.SECURITY_GROUP,
                    group -> group.toBuilder().groupName("\u202eELBAHCAER").build()));

    assertThat(run("explain", "--from", "app", "--to", "database", "--snapshot", forged))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).contains("\\u202eELBAHCAER").doesNotContain("\u202e");
  }

  @ParameterizedTest(name = "azdrill {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "explain --to app          | Missing required option: '--from=PLACE'",
        "explain --from internet --to app --port 0     | expected --port to be a number from 1 to 65535, saw '0'",
        "explain --from internet --to app --port 70000 | expected --port to be a number from 1 to 65535, saw '70000'",
        "explain --from internet --to app --port 0x50  | expected --port to be a number from 1 to 65535, saw '0x50'",
        "explain --from internet --to app --protocol imcp | to be one of tcp, udp, icmp, saw 'imcp': did you mean icmp?",
        "explain --from internet --to app --protocol icmp --port 8 | --port has no effect with icmp",
        "explain --from app --to 127.0.0.1 | an address to which packets are routed, saw 127.0.0.1",
        "explain --from app --to 169.254.169.254 | an address to which packets are routed",
        "explain --from app --to 224.0.0.1 | an address to which packets are routed",
        "explain --from app --to 10.0.0.2 --port 53 --protocol udp | saw 10.0.0.2: AWS keeps the first four",
        "explain --from app --to 10.0.11.255 | saw 10.0.11.255: AWS keeps the first four",
        "explain --from internet --to app --format xml | expected --format to be one of text, json, saw 'xml': choose one",
        "explain --from internet --to app --stack x    | expected the name of a stack that stands, saw 'x'",
        "explain --from internet --to app --snapshot no --blueprint demo | --blueprint has no effect with --snapshot",
        "explain --from internet --to app --snapshot no --speed 2 | --speed has no effect with --snapshot",
        "explain --from internet --to app --snapshot no | no: there is no such file or folder",
        "explain --from internet --to app --platform endpoint --endpoint http://127.0.0.1:1 | http://127.0.0.1:1",
        "explain --from internet --to app --blueprint prodution | did you mean the built-in blueprint production?",
      })
  void what_cannot_be_used_is_refused_in_one_sentence(String args, String sentence) {
    assertThat(run(args.split(" +"))).as(out.toString()).isEqualTo(2);
    assertThat(err.toString()).startsWith("azdrill: ").hasLineCount(1).contains(sentence);
    assertThat(out.toString()).isEmpty();
  }
}
