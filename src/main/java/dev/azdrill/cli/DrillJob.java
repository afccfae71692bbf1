package dev.azdrill.cli;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillResult;
import dev.azdrill.drill.DrillRunner;
import dev.azdrill.drill.Drills;
import dev.azdrill.drill.Verdict;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.report.Reports;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.traffic.Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the drills of one blueprint on one platform, from provisioning to the report. */
final class DrillJob {
  private static final double REQUESTS_PER_SECOND = 60;
  private static final String STACK = "drill";

  private final Terminal terminal;
  private final Platform platform;
  private final ShownProgress progress;
  private final Order order;
  private final Journal journal;
  private final List<DrillResult> results = new ArrayList<>();
  private final Instant began;
  private final long wallStart = System.nanoTime();

  /**
   * What is to be done.
   *
   * @param blueprint what is provisioned
   * @param zone which loses its power
   * @param seed the words from which all chance comes
   * @param replay the command that does the same again
   * @param report the folder for reports
   * @param time whose time it is: {@code virtual time}
   */
  record Order(
      Blueprint blueprint, String zone, String seed, String replay, Path report, String time) {}

  DrillJob(Terminal terminal, Platform platform, ShownProgress progress, Order order) {
    this.terminal = terminal;
    this.platform = platform;
    this.progress = progress;
    this.order = order;
    this.journal = new Journal("drill " + order.blueprint().name());
    this.began = platform.session().clock().now();
  }

  Verdict run() {
    terminal.line(
        terminal.bold(platform.answeredBy()) + " · seed '" + order.seed() + "' · " + order.time());
    if (!platform.isVirtualTime()) {
      platform.capabilities().lines().forEach(line -> terminal.line("  " + line));
    }
    Provisioner provisioner = new Provisioner(platform.session(), progress);
    Stack stack = provisioner.provision(order.blueprint(), STACK, order.seed());
    Inventory inventory = new Discovery(platform.session()).byStack(STACK);
    List<Placement> placements = ArchitectureTable.placements(inventory);
    showArchitecture(stack, inventory, Duration.between(began, now()));
    List<ProofRecord> proofs = Guarantees.prove(inventory).stream().map(Proof::record).toList();
    new ConsoleReport(terminal).proofs(proofs);
    drill(stack, inventory);
    if (verdict() != Verdict.PASSED) {
      keepLog();
    }
    tearDown(provisioner);
    RunEvidence dossier =
        new RunEvidence(
            "The " + order.blueprint().name() + " architecture, drilled",
            platform.name(),
            platform.answeredBy(),
            platform.traffic().fidelity(),
            order.seed(),
            order.replay(),
            verdict().name(),
            began,
            now(),
            placements,
            proofs,
            results.stream().map(DrillResult::toRecord).toList(),
            journal.observations(),
            platform.capabilities().offers());
    List<Path> written = Reports.write(dossier, order.report());
    new ConsoleReport(terminal).verdict(verdict(), results, order.replay(), written);
    return verdict();
  }

  private void showArchitecture(Stack stack, Inventory inventory, Duration took) {
    terminal.line("");
    terminal.line(
        terminal.bold("The " + order.blueprint().name() + " architecture stands")
            + " after "
            + Terminal.words(took)
            + ": "
            + stack.dnsName());
    terminal.line("");
    ArchitectureTable.lines(inventory).forEach(line -> terminal.line("  " + line));
  }

  private void drill(Stack stack, Inventory inventory) {
    try (Clients clients =
        Clients.of(platform, stack.dnsName(), stack.tls(), REQUESTS_PER_SECOND)) {
      DrillRunner runner = new DrillRunner(platform, inventory, journal, clients);
      ConsoleReport pages = new ConsoleReport(terminal);
      String instance =
          inventory.all(Kind.AUTO_SCALING_GROUP).get(0).instances().stream()
              .map(each -> each.instanceId())
              .sorted()
              .findFirst()
              .orElseThrow();
      for (Drill drill :
          List.of(
              Drills.instanceTermination(inventory, instance),
              Drills.zonePowerLoss(inventory, order.zone()))) {
        if (!platform.lost().isEmpty()) {
          return;
        }
        int from = journal.observations().size();
        DrillResult result = runner.run(drill);
        results.add(result);
        pages.drill(
            results.size(),
            result,
            journal.observations().subList(from, journal.observations().size()));
      }
    }
  }

  /** What the implementation logged belongs to the evidence of what went wrong on it. */
  private void keepLog() {
    platform
        .log()
        .lines()
        .forEach(
            line ->
                journal.note(
                    now(),
                    "platform.log",
                    platform.name(),
                    line,
                    Strength.CONTROL_PLANE,
                    platform.answeredBy()));
  }

  private void tearDown(Provisioner provisioner) {
    String lost = platform.lost();
    if (!lost.isEmpty()) {
      terminal.line("");
      terminal.line("Nothing could be torn down: " + lost);
      return;
    }
    Instant from = now();
    provisioner.tearDown(STACK);
    terminal.line("");
    terminal.line(
        "Torn down after "
            + Terminal.words(Duration.between(from, now()))
            + ": nothing is left. "
            + Terminal.words(Duration.between(began, now()))
            + " of the platform's time took "
            + Terminal.wall(Duration.ofNanos(System.nanoTime() - wallStart))
            + ".");
  }

  private Verdict verdict() {
    return results.stream().map(DrillResult::verdict).reduce(Verdict.PASSED, Verdict::and);
  }

  private Instant now() {
    return platform.session().clock().now();
  }
}
