package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultLease;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.fault.ZoneNetworkIsolation;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.Somebody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Until when a fault may hold, and what becomes of one that holds longer. */
class FaultLeaseTest {
  private static final Instant WALL = Instant.parse("2026-03-01T00:00:00Z");

  private final DrilledStack stack = new DrilledStack();
  private final List<String> told = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    stack.close();
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private LedgerFile ledger() {
    return LedgerFile.create(file(), "endpoint", Optional.empty(), Optional.of("drilled"));
  }

  private Restorer restorer() {
    return new Restorer(stack.simulator, told::add);
  }

  /** What is described of what these faults break; the rest is a fact that nothing describes. */
  private String described() {
    var now = new Discovery(stack.simulator.session()).byStack("drilled");
    List<IpPermission> rules =
        now.all(Kind.SECURITY_GROUP).stream()
            .filter(each -> each.groupId().equals(stack.applicationGroup()))
            .flatMap(each -> each.ipPermissions().stream())
            .toList();
    return rules
        + " "
        + now.all(Kind.INSTANCE).stream()
            .map(each -> each.instanceId() + " " + each.state().name() + " " + each.tags())
            .sorted()
            .toList();
  }

  /** On a platform that outlives the process, where the wall clock is nobody else's. */
  private FaultContext leased(Ledger ledger, Duration term) {
    return context(stack.simulator, ledger, FaultLease.by(Optional.of(() -> WALL)).of(term));
  }

  private FaultContext context(Platform on, Ledger ledger, FaultLease lease) {
    return new FaultContext(
        on, stack.inventory(), stack.run(on).notes().of("drill-1"), ledger, lease);
  }

  @Test
  void a_fault_says_in_its_ledger_and_in_its_tags_until_when_it_may_hold() throws Exception {
    try (LedgerFile ledger = ledger()) {
      Injection.of(
          new ApplicationCutOff(stack.applicationGroup()), leased(ledger, Duration.ofMinutes(90)));
      Injection.of(new InstanceTermination(stack.instance()), leased(ledger, Duration.ZERO));
    }

    Instant until = WALL.plus(Duration.ofMinutes(90));
    assertThat(LedgerReader.read(file()).pending())
        .extracting(LedgerReader.Pending::until)
        .as("what cannot be undone, has none")
        .containsExactly(Optional.empty(), Optional.of(until));
    assertThat(restorer().waiting("drilled"))
        .extracting(WaitingUndo::until)
        .containsExactly(Optional.of(until));
  }

  @Test
  void what_the_fault_itself_creates_bears_the_lease_too() {
    Injection injection =
        Injection.of(
            new ZoneNetworkIsolation("eu-west-2a"), leased(Ledger.NONE, Duration.ofMinutes(90)));

    assertThat(restorer().waiting("drilled"))
        .isNotEmpty()
        .allMatch(each -> each.until().equals(Optional.of(WALL.plus(Duration.ofMinutes(90)))));
    assertThat(injection.undo()).isEmpty();
    assertThat(restorer().waiting("drilled")).isEmpty();
  }

  @Test
  void where_nothing_outlives_the_process_a_lease_ends_by_the_platforms_time() throws Exception {
    Instant now = stack.now();
    try (LedgerFile ledger = ledger()) {
      Injection.of(
          new ApplicationCutOff(stack.applicationGroup()),
          context(stack.simulator, ledger, FaultLease.by(Optional.empty())));
    }

    assertThat(LedgerReader.read(file()).pending().get(0).until())
        .contains(now.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void a_fault_of_a_scenario_is_leased_for_the_slowest_recovery_that_the_configuration_allows()
      throws Exception {
    try (LedgerFile ledger = ledger();
        DrillSession session =
            stack
                .run(stack.simulator)
                .with(ledger)
                .leasedBy(() -> WALL)
                .open("drill-1", "a scenario", stack.inventory(), Objectives.NONE)) {
      session.inject(new ApplicationCutOff(stack.applicationGroup()));

      assertThat(restorer().waiting("drilled"))
          .extracting(WaitingUndo::until)
          .as("5 minutes to notice, 20 to rebalance, 15 of margin")
          .containsExactly(Optional.of(WALL.plus(Duration.ofMinutes(40))));
    }
  }

  @Test
  void what_has_outlived_its_lease_is_undone_and_what_has_not_is_left_alone() {
    String before = described();
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(r -> r.autoScalingGroupName(stack.group()));
    Injection.of(new InstanceStop(stack.instance()), leased(Ledger.NONE, Duration.ofMinutes(30)));
    Injection.of(
        new ApplicationCutOff(stack.applicationGroup()),
        leased(Ledger.NONE, Duration.ofMinutes(60)));
    stack.pass(Duration.ofMinutes(3));

    assertThat(restorer().outlived("drilled", WALL.plus(Duration.ofMinutes(29)))).isEmpty();
    assertThat(told).isEmpty();
    assertThat(restorer().outlived("drilled", WALL.plus(Duration.ofMinutes(30)))).isEmpty();
    assertThat(told).singleElement().asString().contains("to start instance");
    assertThat(restorer().waiting("drilled")).hasSize(1);
    assertThat(restorer().outlived("another", WALL.plus(Duration.ofHours(9)))).isEmpty();
    assertThat(restorer().outlived("drilled", WALL.plus(Duration.ofMinutes(60)))).isEmpty();
    stack.pass(Duration.ofMinutes(3));

    assertThat(described()).as("and no tag is left").isEqualTo(before);
    assertThat(restorer().outlived("drilled", WALL.plus(Duration.ofHours(9)))).isEmpty();
    assertThat(told).as("nothing is undone twice").hasSize(2);
  }

  /** Killed at each call that changes something, taken or not. */
  @Test
  void what_a_killed_run_left_is_undone_once_its_lease_is_over_whenever_it_was_killed() {
    String before = described();
    boolean isDead = true;
    for (int call = 1; isDead; call++) {
      boolean isDeadAfterIt = killedAt(call, true);
      isDead = killedAt(call, false) || isDeadAfterIt;
      assertThat(described()).as("killed at call " + call).isEqualTo(before);
    }
    assertThat(told).isNotEmpty();
  }

  private boolean killedAt(int call, boolean isTaken) {
    DyingPlatform dying = new DyingPlatform(stack.simulator, call, isTaken);
    FaultLease lease = leased(Ledger.NONE, Duration.ofMinutes(30)).lease();
    try {
      Injection.of(
          new ApplicationCutOff(stack.applicationGroup()), context(dying, Ledger.NONE, lease));
    } catch (RuntimeException killed) {
      assertThat(killed).hasStackTraceContaining("the process is gone");
    } finally {
      dying.close();
    }
    assertThat(restorer().outlived("drilled", WALL.plus(Duration.ofMinutes(30)))).isEmpty();
    return dying.isDead();
  }

  @Test
  void the_faults_of_a_drill_have_the_lease_that_the_drill_may_take() throws Exception {
    Drill drill =
        new Drill(
            "a drill",
            List.of(
                new DrillStep.Inject(new ApplicationCutOff(stack.applicationGroup())),
                new DrillStep.Pause(Duration.ofHours(1)),
                new DrillStep.Undo()),
            Objectives.NONE);
    try (LedgerFile ledger = ledger();
        DrillSession session =
            stack
                .run(stack.simulator)
                .with(ledger)
                .leasedBy(() -> WALL)
                .open("drill-1", "a drill", stack.inventory(), Objectives.NONE)) {
      session.run(drill);
    }

    String intent =
        Files.readAllLines(file()).stream()
            .filter(each -> each.contains("intended"))
            .findFirst()
            .orElseThrow();
    // The pause, twice 10 min for the steady state, which is watched for 1 min, 5 min until its
    // effect
    // shows, 3 min 10 s for clients, and a margin.
    assertThat(intent).endsWith("\"until\":\"2026-03-01T01:44:10Z\"}");
  }
}
