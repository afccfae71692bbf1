package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.target.Capabilities;
import dev.azdrill.target.FaultPort;
import dev.azdrill.target.Target;
import dev.azdrill.target.TrafficPort;
import dev.azdrill.target.Undo;
import dev.azdrill.target.simulator.SimulatorTarget;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrillRunnerTest {
  private final SimulatorTarget target = SimulatorTarget.create("verdicts");
  private final Journal journal = new Journal("verdicts");
  private final Inventory inventory = provisioned();

  private Inventory provisioned() {
    new Provisioner(target.session(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "verdicts", "test");
    return new Discovery(target.session()).byStack("verdicts");
  }

  @AfterEach
  void close() {
    target.close();
  }

  private DrillResult run(Target on, Expectation hypothesis, List<Expectation> recovery) {
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
    DrillResult result = run(target, new Expectations(inventory).steady(), List.of(never()));

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.reason()).contains("expected what never comes within 5 s");
    assertThat(result.undone()).isPresent();
  }

  @Test
  void without_a_steady_state_nothing_is_broken_and_nothing_is_proven() {
    DrillResult result = run(target, never(), List.of());

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(journal.observations())
        .extracting(Observation::kind)
        .doesNotContain("fault.intended", "fault.injected");
  }

  @Test
  void a_fault_that_cannot_be_undone_is_unsafe_even_when_something_failed_as_well() {
    DrillResult result =
        run(new Stuck(target), new Expectations(inventory).steady(), List.of(never()));

    assertThat(result.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(journal.observations())
        .filteredOn(each -> each.kind().equals("fault.residue"))
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).contains("the switch is stuck"));
  }

  @Test
  void a_target_that_is_lost_during_a_drill_makes_it_inconclusive_and_the_undo_is_tried() {
    Stuck stuck = new Stuck(target);
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
        .containsSubsequence("fault.injected", "fault.residue", "target.lost", "drill.verdict");
    assertThat(journal.observations())
        .filteredOn(each -> each.kind().equals("fault.residue"))
        .singleElement()
        .satisfies(
            each -> assertThat(each.detail()).isEqualTo("the undo failed: the switch is stuck"));
  }

  @Test
  void a_target_that_is_lost_proves_nothing_even_when_nothing_failed() {
    Stuck stuck = new Stuck(target);
    stuck.loss.set("the emulator was lost: nobody answers there");

    DrillResult result = run(stuck, never(), List.of());

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.reason())
        .startsWith("the emulator was lost: nobody answers there; what was seen until then: ")
        .contains("what never comes");
  }

  @Test
  void what_fails_on_a_target_that_is_there_is_a_defect_and_no_verdict() {
    Expectation broken =
        new Expectation(
            "nothing",
            "what never comes",
            Duration.ofMinutes(5),
            "a test",
            (look, since) -> {
              throw new IllegalStateException("a defect");
            });
    Stuck stuck = new Stuck(target);

    assertThatThrownBy(() -> run(stuck, new Expectations(inventory).steady(), List.of(broken)))
        .hasMessage("a defect");
    assertThat(stuck.undos).as("undone all the same").hasValue(1);
  }

  /** The simulator, with a power switch that cannot be turned back; it may be lost. */
  private record Stuck(SimulatorTarget real, AtomicInteger undos, AtomicReference<String> loss)
      implements Target, FaultPort {
    Stuck(SimulatorTarget real) {
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
