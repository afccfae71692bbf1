package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Capabilities;
import dev.azdrill.platform.FaultPort;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.TrafficPort;
import dev.azdrill.platform.Undo;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrillRunnerTest {
  private final SimulatorPlatform platform = SimulatorPlatform.create("verdicts");
  private final Journal journal = new Journal("verdicts");
  private final Inventory inventory = provisioned();

  private Inventory provisioned() {
    new Provisioner(platform.session(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "verdicts", "test");
    return new Discovery(platform.session()).byStack("verdicts");
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private DrillResult run(Platform on, Expectation hypothesis, List<Expectation> recovery) {
    Drill drill =
        new Drill("a drill", hypothesis, new ZonePowerLoss("eu-west-2a"), recovery, List.of());
    return new DrillRunner(on, inventory, journal, null).run(drill);
  }

  private static Expectation never() {
    return new Expectation(
        "nothing", "what never comes", Duration.ofSeconds(5), "a test", (look, since) -> false);
  }

  @Test
  void what_does_not_recover_in_time_fails_and_the_fault_is_undone_all_the_same() {
    DrillResult result = run(platform, new Expectations(inventory).steady(), List.of(never()));

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.reason()).contains("expected what never comes within 5 s");
    assertThat(result.undone()).isPresent();
  }

  @Test
  void without_a_steady_state_nothing_is_broken_and_nothing_is_proven() {
    DrillResult result = run(platform, never(), List.of());

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(journal.observations())
        .extracting(Observation::kind)
        .doesNotContain("fault.intended", "fault.injected");
  }

  @Test
  void a_fault_that_cannot_be_undone_is_unsafe_even_when_something_failed_as_well() {
    DrillResult result =
        run(new Stuck(platform), new Expectations(inventory).steady(), List.of(never()));

    assertThat(result.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(journal.observations())
        .filteredOn(each -> each.kind().equals("fault.residue"))
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).contains("the switch is stuck"));
  }

  @Test
  void a_platform_that_is_lost_during_a_drill_makes_it_inconclusive_and_the_undo_is_tried() {
    Stuck stuck = new Stuck(platform);
    Expectation untilItIsLost =
        new Expectation(
            "nothing",
            "what never comes",
            Duration.ofMinutes(5),
            "a test",
            (look, since) -> {
              stuck.loss.set("the emulator was lost: nobody answers there");
              throw new IllegalStateException("the look failed");
            });

    DrillResult result = run(stuck, new Expectations(inventory).steady(), List.of(untilItIsLost));

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.reason())
        .contains("the emulator was lost: nobody answers there", "the look failed");
    assertThat(result.undone()).isEmpty();
    assertThat(stuck.undos).hasValue(1);
    assertThat(journal.observations())
        .extracting(Observation::kind)
        .containsSubsequence("fault.injected", "fault.residue", "platform.lost", "drill.verdict");
    assertThat(journal.observations())
        .filteredOn(each -> each.kind().equals("fault.residue"))
        .singleElement()
        .satisfies(
            each -> assertThat(each.detail()).isEqualTo("the undo failed: the switch is stuck"));
  }

  @Test
  void a_platform_that_is_lost_proves_nothing_even_when_nothing_failed() {
    Stuck stuck = new Stuck(platform);
    stuck.loss.set("the emulator was lost: nobody answers there");

    DrillResult result = run(stuck, never(), List.of());

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.reason())
        .startsWith("the emulator was lost: nobody answers there; what was seen until then: ")
        .contains("what never comes");
  }

  @Test
  void what_fails_on_a_platform_that_answers_is_a_defect_and_no_verdict() {
    Expectation broken =
        new Expectation(
            "nothing",
            "what never comes",
            Duration.ofMinutes(5),
            "a test",
            (look, since) -> {
              throw new IllegalStateException("a defect");
            });
    Stuck stuck = new Stuck(platform);

    assertThatThrownBy(() -> run(stuck, new Expectations(inventory).steady(), List.of(broken)))
        .hasMessage("a defect");
    assertThat(stuck.undos).as("undone all the same").hasValue(1);
  }

  /** The simulator, with a power switch that cannot be turned back; it may be lost. */
  private record Stuck(SimulatorPlatform real, AtomicInteger undos, AtomicReference<String> loss)
      implements Platform, FaultPort {
    Stuck(SimulatorPlatform real) {
      this(real, new AtomicInteger(), new AtomicReference<>(""));
    }

    @Override
    public Undo cutZonePower(String zone) {
      real.faults().cutZonePower(zone);
      return () -> {
        undos.incrementAndGet();
        throw new IllegalStateException("the switch is stuck");
      };
    }

    @Override
    public Undo exhaustZoneCapacity(String zone) {
      return real.faults().exhaustZoneCapacity(zone);
    }

    @Override
    public Undo hangApplication(String instanceId) {
      return real.faults().hangApplication(instanceId);
    }

    @Override
    public Undo failApplication(String instanceId, int status) {
      return real.faults().failApplication(instanceId, status);
    }

    @Override
    public Capabilities capabilities() {
      return real.capabilities();
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public String answeredBy() {
      return real.answeredBy();
    }

    @Override
    public String lost() {
      return String.valueOf(loss.get());
    }

    @Override
    public AwsSession session() {
      return real.session();
    }

    @Override
    public FaultPort faults() {
      return this;
    }

    @Override
    public TrafficPort traffic() {
      return real.traffic();
    }

    @Override
    public void close() {}
  }
}
