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
}
