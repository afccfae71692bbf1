package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.fault.BadBoot;
import dev.azdrill.fault.ExpectedRecovery;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultPlan;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every fault of the catalogue, on the production architecture in three zones.
 *
 * <p>All of it happens to one stack, one thing after the other, in one order, also where tests are
 * shuffled: at which moment between two health checks a fault begins is part of what is tested.
 */
@Order(1)
@TestMethodOrder(MethodOrderer.MethodName.class)
class FaultContractTest {
  /** Until a load balancer has noticed, an instance has booted, a database has failed over. */
  private static final Duration WITNESSED = Duration.ofMinutes(5);

  private static final Duration SETTLED = Duration.ofMinutes(20);

  /** A terminated instance keeps its tags so long. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private static final Duration STEP = Duration.ofSeconds(5);

  /** The ways to be killed at a call: before it or after it, then restored by ledger or by tags. */
  private static final int WAYS = 4;

  /** Of the ways at each call, every so many is tried; the next call begins with the next way. */
  private static final int EVERY_WAY = Matrix.every(WAYS);

  /** All faults break the same one, as long as nothing of them is left. */
  private static Optional<DrilledStack> standing = Optional.empty();

  private final DrilledStack stack = standing.orElseGet(FaultContractTest::provisioned);

  private final Baseline baseline = new Baseline(stack.inventory());
  @TempDir private Path folder;

  static List<FaultKind<?>> kinds() {
    return FaultCatalogue.own();
  }

  static List<FaultKind<?>> someKinds() {
    return Matrix.sample(kinds(), 3);
  }

  static List<FaultKind<?>> someByTheApi() {
    return Matrix.sample(byTheApi(), 2);
  }

  /** Those that are imposed by AWS API calls alone: tags tell how they are undone. */
  static List<FaultKind<?>> byTheApi() {
    return kinds().stream().filter(each -> each.needs().isEmpty()).toList();
  }

  private static DrilledStack provisioned() {
    DrilledStack stack = new DrilledStack(Blueprints.shipped("production").withZones(3));
    stack.pass(SETTLED);
    return stack;
  }

  @BeforeEach
  void begin() {
    standing = Optional.of(stack);
  }

  /** The next one finds the stack as it was, or another stack: what failed costs no other. */
  @AfterEach
  void nothing_is_left_after_some_time() {
    stack.pass(SETTLED);
    Optional<String> left = difference();
    if (left.isPresent()) {
      stack.pass(FORGOTTEN);
      left = difference();
    }
    if (left.isPresent()) {
      stack.close();
      standing = Optional.empty();
    }
    assertThat(left).as("after some time").isEmpty();
  }

  @AfterAll
  static void close() {
    standing.ifPresent(DrilledStack::close);
    standing = Optional.empty();
  }

  private Path file() {
    return folder.resolve("ledger.jsonl");
  }

  private FaultContext context(Platform on, Ledger ledger) {
    return new FaultContext(on, now(), stack.run(on).notes().of("drill-1"), ledger);
  }

  private static Fault fault(FaultKind<?> kind, FaultContext context) {
    return kind.resolve(FaultCatalogue.parse(kind.word()), context.baseline());
  }

  private Inventory now() {
    return new Discovery(stack.simulator.session()).byStack("drilled");
  }

  /** What is configured otherwise than before, tags of undo included. */
  private Optional<String> difference() {
    return baseline
        .differenceOf(now())
        .or(
            () ->
                stack.simulator.session().ec2().describeTags().tags().stream()
                    .filter(each -> each.key().startsWith("azdrill:undo"))
                    .findFirst()
                    .map(each -> "left over: " + each));
  }

  private Optional<String> witness(Injection injection) {
    Instant until = stack.now().plus(WITNESSED);
    provoke(injection.fault());
    while (injection.witness().isEmpty() && stack.now().isBefore(until)) {
      stack.pass(STEP);
    }
    return injection.witness();
  }

  /** Capacity is missed when somebody asks for it. */
  private void provoke(Fault fault) {
    if (fault instanceof ZoneCapacityLoss || fault instanceof BadBoot) {
      List<String> there =
          now().all(Kind.AUTO_SCALING_GROUP).get(0).instances().stream()
              .filter(
                  each ->
                      each.availabilityZone().equals(fault.subject()) || fault instanceof BadBoot)
              .map(each -> each.instanceId())
              .limit(1)
              .toList();
      Somebody.beside(stack.simulator.session())
          .ec2()
          .terminateInstances(r -> r.instanceIds(there));
    }
  }

  private void isAsBefore() {
    assertThat(difference()).isEmpty();
    stack.pass(SETTLED);
    StackMonitor monitor =
        new StackMonitor(stack.simulator, now(), stack.run(stack.simulator).notes().of("drill-2"));
    monitor.look();
    StackSnapshot seen = monitor.history().last();
    assertThat(seen.inService()).hasSize(seen.desired());
    assertThat(seen.healthyTargets().size()).isEqualTo(seen.desired());
  }

  @ParameterizedTest
  @MethodSource("someKinds")
  void it_leaves_a_witness_is_undone_once_or_twice_and_leaves_nothing(FaultKind<?> kind) {
    FaultContext context = context(stack.simulator, Ledger.NONE);
    // Some faults are felt by clients alone.
    try (Clients clients = stack.clients(stack.simulator)) {
      stack.pass(Duration.ofMinutes(1));
      Injection injection = Injection.of(fault(kind, context), context);
      try {
        assertThat(injection.fault().targets()).isNotEmpty().allMatch(each -> !each.isBlank());
        assertThat(witness(injection)).as("witness").isPresent();
      } finally {
        assertThat(injection.undo()).isEmpty();
      }
      assertThat(injection.undo()).isEmpty();
      isAsBefore();
      areServed(clients);
    }
  }

  @ParameterizedTest
  @MethodSource("someKinds")
  void its_undo_is_harmless_without_the_act_and_says_what_is_left_after_it(FaultKind<?> kind) {
    FaultContext context = context(stack.simulator, Ledger.NONE);
    Fault fault = fault(kind, context).resolve(context);
    FaultPlan plan = fault.plan(context);
    assertThat(difference()).as("a plan changes nothing").isEmpty();
    undoTwice(plan);

    context.aws().permitting(new PermittedCalls("its act", fault.apiCalls()), plan.act());
    if (kind.needs().isEmpty() && !kind.type().equals(InstanceStop.class)) {
      assertThat(plan.undo()).allMatch(each -> each.left(stack.simulator).isPresent());
    }
    undoTwice(plan);
  }

  private void undoTwice(FaultPlan plan) {
    for (int i = 0; i < 2; i++) {
      plan.undo().forEach(each -> each.on(stack.simulator));
      assertThat(plan.undo()).allMatch(each -> each.left(stack.simulator).isEmpty());
      assertThat(plan.undo()).allMatch(each -> !each.words().isBlank());
    }
    assertThat(difference()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("someByTheApi")
  void whoever_is_killed_at_any_of_its_calls_leaves_what_ledger_or_tags_restore(FaultKind<?> kind)
      throws Exception {
    int points = 0;
    boolean more = true;
    for (int call = 1; more; call++) {
      for (int way = (byTheApi().indexOf(kind) + call) % EVERY_WAY; way < WAYS; way += EVERY_WAY) {
        more = killedAt(kind, call, way >= WAYS / 2);
        restore(kind.word() + " killed at call " + call, way % 2 == 0);
        stack.pass(SETTLED);
        points++;
      }
    }
    // At one call at least, and after the last.
    assertThat(points).isGreaterThanOrEqualTo(2 * WAYS / EVERY_WAY);
  }

  /** Whether it died before its end. */
  private boolean killedAt(FaultKind<?> kind, int call, boolean isTaken) {
    DyingPlatform dying = new DyingPlatform(stack.simulator, call, isTaken);
    try (LedgerFile ledger =
        LedgerFile.create(file(), "simulator", Optional.empty(), Optional.empty())) {
      FaultContext context = context(dying, ledger);
      Fault fault = fault(kind, context);
      try {
        Injection.of(fault, context);
      } catch (RuntimeException killed) {
        assertThat(killed).hasStackTraceContaining("the process is gone");
      }
      return dying.isDead();
    } finally {
      dying.close();
    }
  }

  private void restore(String when, boolean byLedger) throws Exception {
    List<String> told = new ArrayList<>();
    Restorer restorer = new Restorer(stack.simulator, told::add);
    List<String> failures = byLedger ? restorer.fromLedger(file()) : restorer.fromTags("drilled");
    assertThat(failures).as(when).isEmpty();
    assertThat(difference()).as(when + ", told " + told).isEmpty();
    if (byLedger) {
      assertThat(LedgerReader.read(file()).pending()).isEmpty();
    }
    Files.delete(file());
  }

  static List<FaultKind<?>> someRecoveredFrom() {
    return Matrix.sample(
        kinds().stream()
            .filter(each -> each.recovery() != ExpectedRecovery.AFTER_ITS_UNDO)
            .toList(),
        3);
  }

  @ParameterizedTest
  @MethodSource("someRecoveredFrom")
  void clients_are_served_again_before_its_undo_if_it_says_so(FaultKind<?> kind) {
    FaultContext context = context(stack.simulator, Ledger.NONE);
    try (Clients clients = stack.clients(stack.simulator)) {
      stack.pass(Duration.ofMinutes(1));
      Injection injection = Injection.of(fault(kind, context), context);
      assertThat(witness(injection)).as("witness").isPresent();
      stack.pass(SETTLED);
      areServed(clients);
      assertThat(injection.undo()).isEmpty();
    }
  }

  private void areServed(Clients clients) {
    Duration tail = Duration.ofMinutes(2);
    Instant now = stack.now();
    assertThat(clients.log().between(now.minus(tail), now).served()).isPositive();
    assertThat(clients.log().errors(now.minus(tail), now, tail)).as("errors").isZero();
  }
}
