package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.evidence.Journal;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.foreign.PausedRegion;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** What a run broke through the control of a served region holds when the run has ended. */
class LastingFaultsTest {
  @TempDir Path folder;

  private final PausedRegion region =
      PausedRegion.with(
          aws ->
              new Provisioner(aws, StepListener.SILENT)
                  .provision(Blueprints.shipped("demo"), "shop", "test"));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void close() {
    region.close();
  }

  private int run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--platform", "endpoint", "--endpoint", region.url()));
    return Azdrill.commandLine(all.toArray(String[]::new))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  /** By a process that ends then. */
  private void cutPower(Ledger ledger) {
    try (Platform dying = region.platform()) {
      FaultContext context =
          new FaultContext(
              dying,
              new Discovery(dying.session()).byStack("shop"),
              DrillRun.continued(dying, new Journal(), Budgets.CEILING).notes(),
              ledger);
      Injection.of(FaultCatalogue.parse("zone-power-loss:zone=eu-west-2a"), context);
    }
    assertThat(region.control("GET", "faults", "")).contains("zone-power");
    assertThat(undoTags()).isNotEmpty();
  }

  private List<String> undoTags() {
    try (Platform looking = region.platform()) {
      return looking.session().ec2().describeTags().tags().stream()
          .map(TagDescription::key)
          .filter(each -> each.startsWith("azdrill:undo") || each.startsWith("azdrill:lease"))
          .toList();
    }
  }

  @Test
  void the_tags_alone_tell_another_machine_what_to_lift() {
    cutPower(Ledger.NONE);

    assertThat(run("restore", "--stack", "shop")).as("%s", err).isZero();

    assertThat(out.toString())
        .contains("found a tag: to lift the zone power loss", "Nothing is left that waits");
    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(undoTags()).isEmpty();
  }

  @Test
  void the_ledger_tells_it_too() {
    Path file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger =
        LedgerFile.create(file, "endpoint", Optional.of(region.url()), Optional.of("shop"))) {
      cutPower(ledger);
    }

    assertThat(run("restore", file.toString())).as("%s", err).isZero();

    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(undoTags()).isEmpty();
  }

  /** Of what was written, as much as a crash or a hand may leave. */
  @ParameterizedTest
  @ValueSource(strings = {"its first line", "its first line and null", "all but its last line"})
  void what_a_ledger_has_lost_the_tags_of_its_stack_tell(String left) throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger =
        LedgerFile.create(file, "endpoint", Optional.of(region.url()), Optional.of("shop"))) {
      cutPower(ledger);
    }
    List<String> lines = Files.readAllLines(file);
    Files.write(
        file,
        switch (left) {
          case "its first line" -> lines.subList(0, 1);
          case "its first line and null" -> List.of(lines.get(0), "null");
          default -> lines.subList(0, lines.size() - 1);
        });

    assertThat(run("restore", file.toString())).as("%s", err).isZero();

    assertThat(err.toString().contains("line 2 is no line of a ledger"))
        .isEqualTo(left.endsWith("null"));
    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
    assertThat(undoTags()).isEmpty();
  }

  @Test
  void an_empty_ledger_beside_the_name_of_its_stack_keeps_nothing_from_being_undone()
      throws IOException {
    cutPower(Ledger.NONE);
    Path file = Files.createFile(folder.resolve("ledger.jsonl"));

    assertThat(run("restore", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the undo tags of a stack tell as much, with --stack NAME");
    assertThat(run("restore", file.toString(), "--stack", "shop")).as("%s", err).isZero();

    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
  }

  @Test
  void a_ledger_without_its_first_line_is_asked_where_it_was() throws IOException {
    Path file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger =
        LedgerFile.create(file, "endpoint", Optional.of(region.url()), Optional.of("shop"))) {
      cutPower(ledger);
    }
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(1, lines.size()));

    assertThat(
            Azdrill.commandLine("restore", file.toString())
                .setErr(new PrintWriter(err, true))
                .execute("restore", file.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("to say where the run was, saw no first line that does");
    assertThat(run("restore", file.toString())).as("%s", err).isZero();

    assertThat(region.control("GET", "faults", "")).isEqualTo("{\"faults\":[]}");
  }

  @Test
  void who_cannot_reach_the_control_does_not_say_that_it_is_lifted() {
    cutPower(Ledger.NONE);

    assertThat(run("restore", "--stack", "shop", "--completion", "always")).isEqualTo(4);

    assertThat(err.toString())
        .contains("expected a platform that can lift what another process imposed there")
        .contains("leave --completion always out");
    assertThat(undoTags()).isNotEmpty();
    assertThat(run("restore", "--stack", "shop")).as("%s", err).isZero();
  }
}
