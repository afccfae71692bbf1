package dev.azdrill.drill;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.Injected;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.DrillClock;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs drills against one stack. Whatever happens in between, a fault that was injected is undone.
 * Not thread-safe.
 */
public final class DrillRunner {
  /** How long the steady state is watched before anything is broken. */
  private static final Duration BASELINE = Duration.ofMinutes(1);

  private static final Duration SLICE = Duration.ofSeconds(10);

  private static final Duration WITNESS_BUDGET = Duration.ofMinutes(5);

  private final Platform platform;
  private final FaultContext site;
  private final Journal journal;
  private final @Nullable Clients clients;
  private final StackMonitor watch;

  /**
   * @param baseline what stands there
   * @param clients who uses the application meanwhile, or null for nobody
   */
  public DrillRunner(
      Platform platform, Inventory baseline, Journal journal, @Nullable Clients clients) {
    this.platform = platform;
    this.site = new FaultContext(platform, baseline, journal);
    this.journal = journal;
    this.clients = clients;
    this.watch = new StackMonitor(platform, baseline, journal, clients);
  }

  /** The watch through which this runner looks. */
  public StackMonitor watch() {
    return watch;
  }

  /** Runs one drill to its verdict. A platform that is lost meanwhile makes it inconclusive. */
  public DrillResult run(Drill drill) {
    Run run = new Run(drill, clock().now());
    try {
      return attempt(run);
    } catch (RuntimeException e) {
      if (platform.lost().isEmpty()) {
        throw e;
      }
      return end(run, Verdict.INCONCLUSIVE, String.valueOf(e.getMessage()));
    }
  }

  private DrillResult attempt(Run run) {
    Drill drill = run.drill;
    note("drill.begun", drill.fault().subject(), drill.name());
    Recovery steady = watch.await(drill.hypothesis(), run.from);
    if (!steady.inTime()) {
      return end(run, Verdict.INCONCLUSIVE, steady.sentence());
    }
    Instant watched = clock().now();
    watch.keepLooking("the steady state before the fault", BASELINE);
    Optional<String> restless = failuresSince(watched);
    if (restless.isPresent()) {
      return end(run, Verdict.INCONCLUSIVE, restless.get());
    }
    return inject(run);
  }

  private DrillResult inject(Run run) {
    Drill drill = run.drill;
    Injected injected = drill.fault().inject(site);
    run.from = injected.at();
    try {
      watch.look();
      drill.recovery().forEach(each -> run.recoveries.add(settle(each, injected.at())));
      run.witness = awaitWitness(injected);
    } finally {
      undo(injected);
    }
    if (!injected.isUndone()) {
      return end(
          run, Verdict.UNSAFE, "the fault could not be undone: see fault.residue in the journal");
    }
    Instant undone = clock().now();
    run.undone = Optional.of(undone);
    watch.look();
    drill.restoration().forEach(each -> run.restorations.add(settle(each, undone)));
    run.restorations.add(settle(drill.hypothesis(), undone));
    return judge(run);
  }

  private void undo(Injected injected) {
    try {
      injected.undo();
    } catch (RuntimeException e) {
      note("fault.residue", injected.fault().subject(), "the undo failed: " + e.getMessage());
    }
  }

  private Recovery settle(Expectation expectation, Instant since) {
    Recovery recovery = watch.await(expectation, since);
    note(
        recovery.inTime() ? "recovery.met" : "recovery.missed",
        expectation.component(),
        recovery.sentence());
    return recovery;
  }

  /** Most witnesses show at once; an impaired status takes EC2 minutes. */
  private Optional<String> awaitWitness(Injected injected) {
    Optional<String> now = injected.witness();
    Instant deadline = injected.at().plus(WITNESS_BUDGET);
    while (now.isEmpty() && clock().now().isBefore(deadline)) {
      clock().awaitChange(Duration.between(clock().now(), deadline));
      watch.look();
      now = injected.witness();
    }
    now.ifPresent(text -> note("fault.witnessed", injected.fault().subject(), text));
    return now;
  }

  private DrillResult judge(Run run) {
    List<String> missed =
        Stream.concat(run.recoveries.stream(), run.restorations.stream())
            .filter(r -> !r.inTime())
            .map(Recovery::sentence)
            .toList();
    if (!missed.isEmpty()) {
      return end(run, Verdict.FAILED, String.join("; ", missed));
    }
    if (run.witness.isEmpty()) {
      return end(
          run,
          Verdict.INCONCLUSIVE,
          "nothing showed that the fault bit: a recovery from nothing proves nothing");
    }
    return end(
        run, Verdict.PASSED, "everything recovered within its budget and the fault is undone");
  }

  private Optional<String> failuresSince(Instant start) {
    return seen(start)
        .filter(seen -> seen.failed() > 0 || seen.sent() == 0)
        .map(seen -> "there was no steady state to begin with: clients saw " + seen);
  }

  private Optional<TrafficLog.Seen> seen(Instant from) {
    return Optional.ofNullable(clients).map(all -> all.log().between(from, clock().now()));
  }

  private List<TrafficBucket> slices(Instant from) {
    return clients == null
        ? List.of()
        : clients.log().slices(from.minus(BASELINE), clock().now(), SLICE);
  }

  private DrillResult end(Run run, Verdict reached, String why) {
    String lost = platform.lost();
    Verdict verdict = lost.isEmpty() ? reached : Verdict.INCONCLUSIVE;
    String reason = lost.isEmpty() ? why : lost + "; what was seen until then: " + why;
    if (!lost.isEmpty()) {
      note("platform.lost", platform.name(), lost);
    }
    note("drill.verdict", verdict.name(), reason);
    return new DrillResult(
        run.drill,
        verdict,
        reason,
        run.from,
        run.undone,
        clock().now(),
        run.witness,
        run.recoveries,
        run.restorations,
        seen(run.from),
        slices(run.from));
  }

  private void note(String kind, String subject, String detail) {
    journal.note(
        clock().now(), kind, subject, detail, Strength.CONTROL_PLANE, platform.answeredBy());
  }

  private DrillClock clock() {
    return platform.session().clock();
  }

  /** What is known so far of the drill that runs. */
  private static final class Run {
    private final Drill drill;
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<Recovery> restorations = new ArrayList<>();
    private Instant from;
    private Optional<Instant> undone = Optional.empty();
    private Optional<String> witness = Optional.empty();

    Run(Drill drill, Instant from) {
      this.drill = drill;
      this.from = from;
    }
  }
}
