package dev.azdrill.drill.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalCodec;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A drill from a file is the built-in drill, down to the bytes of its journal. */
class SameEvidenceTest {
  private static String journal(Function<Inventory, Drill> drill) {
    Journal journal = new Journal();
    try (Platform platform = SimulatorPlatform.create("files", Progress.SILENT)) {
      DrillRun run =
          DrillRun.begin(
              platform,
              journal,
              new DrillRun.Settings("files", "files", "again", false, Duration.ofMinutes(10)));
      Stack stack =
          new Provisioner(platform.session(), StepListener.SILENT)
              .provision(Blueprints.shipped("production"), "drill", "files");
      Inventory stands = new Discovery(platform.session()).byStack("drill");
      Drill chosen = drill.apply(stands);
      try (Clients clients = Clients.of(platform, stack.dnsName(), stack.tls(), 60);
          DrillSession session = run.open("drill-1", chosen.name(), stands, Objectives.NONE)) {
        session.use(clients);
        assertThat(session.run(chosen).verdict()).isEqualTo(Verdict.PASSED);
      }
      run.end(1);
    }
    return journal.entries().stream().map(JournalCodec::line).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource
  void the_same_drill_from_a_file_gives_the_same_journal(BuiltInDrill drill) {
    String builtIn = journal(stack -> drill.on(stack, subject(drill, stack)));
    String written = journal(stack -> reread(drill.on(stack, subject(drill, stack))).on(stack));
    String open =
        journal(
            stack -> {
              Drill found = reread(BuiltInDrills.file(drill).drill()).on(stack);
              String name = drill.on(stack, subject(drill, stack)).name();
              return found.named(name);
            });

    assertThat(written).isEqualTo(builtIn);
    assertThat(open).isEqualTo(builtIn);
  }

  private static DrillFile reread(Drill drill) {
    return DrillFile.parse("drill.yaml", DrillYaml.of(drill));
  }

  private static Optional<String> subject(BuiltInDrill drill, Inventory stack) {
    return drill == BuiltInDrill.ZONE_POWER_LOSS
        ? Optional.of(stack.all(Kind.DB_INSTANCE).get(0).availabilityZone())
        : Optional.empty();
  }
}
