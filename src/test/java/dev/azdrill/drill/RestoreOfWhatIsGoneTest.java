package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.ResumeProcesses;
import dev.azdrill.fault.StartInstance;
import dev.azdrill.fault.UndoAction;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was broken and is not there any more is gone: nobody has undone it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreOfWhatIsGoneTest {
  private final DrilledStack stack =
      new DrilledStack(Blueprints.shipped("production").withZones(3));
  private final SimulatorPlatform empty = SimulatorPlatform.create("empty");
  private final List<String> told = new ArrayList<>();
  private int ledgers;
  @TempDir private Path folder;

  @AfterAll
  void close() {
    stack.close();
    empty.close();
  }

  private LedgerFile ledger(Path file) {
    return LedgerFile.create(
        file, "endpoint", Optional.of("http://127.0.0.1:5000"), Optional.of("drilled"));
  }

  static List<FaultKind<?>> byTheApi() {
    return FaultCatalogue.own().stream().filter(each -> each.needs().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("byTheApi")
  void every_undo_knows_whether_what_it_mends_is_there(FaultKind<?> kind) {
    try (LedgerFile ledger = ledger(folder.resolve(kind.word()))) {
      FaultContext context = stack.context(ledger);
      List<UndoAction> undo =
          kind.resolve(FaultCatalogue.parse(kind.word()), stack.inventory())
              .resolve(context)
              .plan(context)
              .undo();

      assertThat(undo).allSatisfy(each -> assertThat(each.gone(stack.simulator)).isEmpty());
      assertThat(undo).allSatisfy(each -> assertThat(each.gone(empty)).isPresent());
    }
  }

  private Path pending(UndoAction... undo) {
    Path file = folder.resolve("ledger-" + ledgers++ + ".jsonl");
    try (LedgerFile ledger = ledger(file)) {
      ledger.intended(Instant.EPOCH, new FaultRef("loss", "two"), List.of(undo), Optional.empty());
    }
    return file;
  }

  private Restorer restorer() {
    told.clear();
    return new Restorer(stack.simulator, told::add);
  }

  @Test
  void what_is_gone_is_said_to_be_gone_and_waits_no_more() throws IOException {
    Path file =
        pending(
            new StartInstance("i-0123456789abcdef0"),
            new ResumeProcesses("g", "vpc-0123456789abcdef0", List.of()));

    assertThat(restorer().fromLedger(file)).isEmpty();

    assertThat(told)
        .containsExactly(
            "loss on two has nothing left to undo: gone by now: instance i-0123456789abcdef0, Auto Scaling group"
                + " g");
    assertThat(LedgerReader.read(file).pending()).isEmpty();
  }

  @Test
  void of_what_is_gone_in_part_the_rest_is_undone() throws IOException {
    Path file =
        pending(
            new StartInstance(stack.instance()),
            new ResumeProcesses("g", "vpc-0123456789abcdef0", List.of()));

    assertThat(restorer().fromLedger(file)).isEmpty();

    assertThat(told).containsExactly("loss on two is undone: gone by now: Auto Scaling group g");
  }

  @Test
  void what_is_not_where_the_ledger_does_not_point_may_be_broken_where_it_does()
      throws IOException {
    Path file = pending(new StartInstance("i-0123456789abcdef0"));

    assertThat(restorer().fromLedger(file, false))
        .containsExactly(
            "loss on two was not undone: instance i-0123456789abcdef0 is not here, and the ledger names another"
                + " place: restore there");

    assertThat(told).isEmpty();
    assertThat(LedgerReader.read(file).pending()).hasSize(1);
  }
}
