package dev.azdrill.drill;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Ledger;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The production architecture in a region of its own, and the journal of its drills. */
final class DrilledStack implements AutoCloseable {
  private static final String STACK = "drilled";

  final SimulatorPlatform simulator;
  final Journal journal = new Journal();
  private final Inventory inventory;

  DrilledStack() {
    this(Blueprints.shipped("production"));
  }

  DrilledStack(Blueprint blueprint) {
    simulator = SimulatorPlatform.create("drilled");
    new Provisioner(simulator.session(), StepListener.SILENT).provision(blueprint, STACK, "test");
    inventory = new Discovery(simulator.session()).byStack(STACK);
  }

  private DrilledStack(DrilledStack standing) {
    simulator = standing.simulator;
    inventory = standing.inventory;
  }

  /** The same stack with a journal of its own: for tests that break nothing. */
  DrilledStack again() {
    return new DrilledStack(this);
  }

  /** As it was when it stood. */
  Inventory inventory() {
    return inventory;
  }

  Instant now() {
    return simulator.session().clock().now();
  }

  void pass(Duration duration) {
    simulator.session().clock().pass(duration);
  }

  DrillRun run(Platform on) {
    return DrillRun.continued(on, journal, Budgets.CEILING);
  }

  DrillSession session() {
    return session(simulator);
  }

  DrillSession session(Platform on) {
    return session(on, Objectives.NONE);
  }

  DrillSession session(Platform on, Objectives objectives) {
    return run(on).open("drill-1", "a drill", inventory, objectives);
  }

  Clients clients(Platform on) {
    return Clients.of(on, inventory.all(Kind.LOAD_BALANCER).get(0).dnsName(), true, 60);
  }

  /** The instance with the smallest id. */
  String instance() {
    return inventory.all(Kind.AUTO_SCALING_GROUP).get(0).instances().stream()
        .map(each -> each.instanceId())
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  /** In which a run breaks something, before anything was broken. */
  FaultContext context(Ledger ledger) {
    return new FaultContext(simulator, inventory(), run(simulator).notes().of("drill-1"), ledger);
  }

  /** The security group of the application. */
  String applicationGroup() {
    return inventory().all(Kind.SECURITY_GROUP).stream()
        .filter(each -> each.groupName().contains("application"))
        .map(each -> each.groupId())
        .findFirst()
        .orElseThrow();
  }

  String database() {
    return inventory.all(Kind.DB_INSTANCE).get(0).dbInstanceIdentifier();
  }

  String group() {
    return inventory.all(Kind.AUTO_SCALING_GROUP).get(0).autoScalingGroupName();
  }

  /** One fault of the drill, and what should recover. */
  static Drill drill(Fault fault, TimedExpectation... recovery) {
    return Drill.of("a drill", fault, List.of(recovery), List.of(), Objectives.NONE);
  }

  /** What the journal says, of this kind. */
  <T extends Observation> List<T> noted(Class<T> kind) {
    return journal.entries().stream()
        .map(Entry::observation)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
