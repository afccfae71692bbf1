package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Drills;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.feature.FinishedRun;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a scenario says in sentences is a drill, as a name and a file say it. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class ScenarioAsDrillTest {
  private static final String RUNNING = "Given the production architecture is running";
  private static final String CLIENTS = "And clients are using the application";

  @TempDir Path folder;

  private FinishedRun run(String... steps) {
    return new PlayedFeatures(folder, Simulators.sound()).steps(steps);
  }

  private Drill kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
      List<Path> drills = files.filter(each -> each.toString().endsWith(".yaml")).toList();
      assertThat(drills).hasSize(1);
      return DrillFile.read(drills.get(0)).drill();
    }
  }

  @Test
  void the_sentences_of_a_zone_loss_are_the_built_in_drill() throws Exception {
    run(
        RUNNING,
        CLIENTS,
        "When the zone of the primary database loses power",
        "Then the load balancer stops routing to that zone in time",
        "And the database fails over in time",
        "And clients are served without errors again in time",
        "And the group is back at its desired capacity outside that zone in time",
        "And as many targets are healthy as the group desires in time",
        "And the primary is described in another zone in time",
        "When power returns to that zone",
        "Then the instances are spread evenly over the zones in time");

    Drill kept = kept();

    String zone = kept.faults().get(0).subject();
    assertThat(kept).isEqualTo(builtIn(zone).named("Played"));
  }

  private static Drill builtIn(String zone) {
    try (Platform platform = SimulatorPlatform.create("any", Progress.SILENT)) {
      Inventory stack = provisioned(platform);
      assertThat(stack.all(Kind.DB_INSTANCE).get(0).availabilityZone()).isEqualTo(zone);
      return Drills.zonePowerLoss(stack, zone);
    }
  }

  @Test
  void the_file_gives_the_same_evidence_as_the_sentences() throws Exception {
    FinishedRun scenario =
        run(
            RUNNING,
            CLIENTS,
            "When EC2 has no capacity in the zone of an instance",
            "And that instance is terminated",
            "Then the group is back at its desired capacity in time",
            "And clients are served without errors again within 5 minutes",
            "When the fault is undone",
            "Then the instances are spread evenly over the zones in time",
            "And the steady state is restored in time",
            "And at least 50 % of requests succeed");
    DrillRecord said = scenario.evidence().drills().get(0);
    assertThat(said.verdict()).as(said.reason()).isEqualTo(Verdict.PASSED);
    Drill kept = kept();
    assertThat(kept.faults())
        .hasSize(2)
        .satisfies(
            both -> {
              assertThat(both.get(0)).isInstanceOf(ZoneCapacityLoss.class);
              assertThat(both.get(1)).isInstanceOf(InstanceTermination.class);
            });
    assertThat(kept.steps())
        .contains(new DrillStep.Undo())
        .contains(
            new DrillStep.Expect(
                TimedExpectation.within(new Expectation.ClientsServed(), Duration.ofMinutes(5))));

    DrillRecord written = performed(kept, "played/" + said.id());

    assertThat(written.verdict()).isEqualTo(said.verdict());
    assertThat(written.faults()).isEqualTo(said.faults());
    assertThat(written.outages()).isEqualTo(said.outages());
    assertThat(written.measurements()).containsAll(said.measurements());
    assertThat(written.objectives()).hasSameSizeAs(said.objectives());
  }

  private static DrillRecord performed(Drill drill, String seed) {
    Journal journal = new Journal();
    try (Platform platform = SimulatorPlatform.create(seed, Progress.SILENT)) {
      DrillRun run =
          DrillRun.begin(
              platform,
              journal,
              new DrillRun.Settings("again", seed, "again", false, Duration.ofMinutes(10)));
      Inventory stack = provisioned(platform);
      String host = stack.all(Kind.LOAD_BALANCER).get(0).dnsName();
      try (Clients clients = Clients.of(platform, host, true, 60);
          DrillSession session = run.open("again", drill.name(), stack, Objectives.NONE)) {
        session.use(clients);
        session.run(drill);
      }
      return run.end(1).drills().get(0);
    }
  }

  private static Inventory provisioned(Platform platform) {
    new Provisioner(platform.session(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "production", "features");
    return new Discovery(platform.session()).byStack("production");
  }

  @Test
  void what_somebody_changed_on_purpose_is_no_drill() throws Exception {
    run(
        RUNNING,
        "And somebody suspends the Launch process of the group",
        "When an instance is terminated",
        "Then the load balancer stops routing to it in time");

    try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
      assertThat(files.filter(each -> each.toString().endsWith(".yaml"))).isEmpty();
    }
  }
}
