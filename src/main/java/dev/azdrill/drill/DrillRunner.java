package dev.azdrill.drill;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.Injected;
import dev.azdrill.fault.Site;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.session.DrillClock;
import dev.azdrill.target.Target;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs drills against one stack. Whatever happens in between, a fault that was injected is undone.
 * Not thread-safe.
 */
public final class DrillRunner {
  /** How long the steady state is watched before anything is broken. */
  private static final Duration BASELINE = Duration.ofMinutes(1);

  private static final Duration WITNESS_BUDGET = Duration.ofMinutes(5);

  private final Target target;
  private final Site site;
  private final Journal journal;
  private final @Nullable Clients clients;
  private final Watch watch;

  /**
   * @param baseline what stands there
   * @param clients who uses the application meanwhile, or null for nobody
   */
  public DrillRunner(
      Target target, Inventory baseline, Journal journal, @Nullable Clients clients) {
    this.target = target;
    this.site = new Site(target, baseline, journal);
    this.journal = journal;
    this.clients = clients;
    this.watch = new Watch(target, baseline, journal, clients);
  }

  /** The watch through which this runner looks. */
  public Watch watch() {
    return watch;
  }

  /** Runs one drill to its verdict. */
  public DrillResult run(Drill drill) {
    Instant start = clock().now();
    note("drill.begun", drill.fault().subject(), drill.name());
    Recovery steady = watch.await(drill.hypothesis(), start);
    if (!steady.inTime()) {
      return end(
          drill, Verdict.INCONCLUSIVE, steady.sentence(), start, Optional.empty(), List.of());
    }
    watch.keepLooking("the steady state before the fault", BASELINE);
    Optional<String> restless = failuresSince(start);
    if (restless.isPresent()) {
      return end(drill, Verdict.INCONCLUSIVE, restless.get(), start, Optional.empty(), List.of());
    }
    return inject(drill);
  }

  private DrillResult inject(Drill drill) {
    Instant start = clock().now();
    List<Recovery> recoveries = new ArrayList<>();
    Optional<String> witness = Optional.empty();
    Injected injected = drill.fault().inject(site);
    try {
      watch.look();
      drill.recovery().forEach(each -> settle(each, injected.at(), recoveries));
      witness = awaitWitness(injected);
    } finally {
      undo(injected);
    }
    if (!injected.isUndone()) {
      return end(
          drill, Verdict.UNSAFE, "the fault could not be undone", start, witness, recoveries);
    }
    Instant undone = clock().now();
    watch.look();
    drill.restoration().forEach(each -> settle(each, undone, recoveries));
    settle(drill.hypothesis(), undone, recoveries);
    return judge(drill, start, witness, recoveries);
  }

  private void undo(Injected injected) {
    try {
      injected.undo();
    } catch (RuntimeException e) {
      note("fault.residue", injected.fault().subject(), "the undo failed: " + e.getMessage());
    }
  }

  private void settle(Expectation expectation, Instant since, List<Recovery> recoveries) {
    Recovery recovery = watch.await(expectation, since);
    recoveries.add(recovery);
    note(
        recovery.inTime() ? "recovery.met" : "recovery.missed",
        expectation.component(),
        recovery.sentence());
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

  private DrillResult judge(
      Drill drill, Instant start, Optional<String> witness, List<Recovery> recoveries) {
    List<String> missed =
        recoveries.stream().filter(r -> !r.inTime()).map(Recovery::sentence).toList();
    if (!missed.isEmpty()) {
      return end(drill, Verdict.FAILED, String.join("; ", missed), start, witness, recoveries);
    }
    if (witness.isEmpty()) {
      return end(
          drill,
          Verdict.INCONCLUSIVE,
          "nothing showed that the fault bit: a recovery from nothing proves nothing",
          start,
          witness,
          recoveries);
    }
    return end(
        drill,
        Verdict.PASSED,
        "everything recovered within its budget and the fault is undone",
        start,
        witness,
        recoveries);
  }

  private Optional<String> failuresSince(Instant start) {
    return seenSince(start)
        .filter(seen -> seen.failed() > 0 || seen.sent() == 0)
        .map(seen -> "there was no steady state to begin with: clients saw " + seen);
  }

  private Optional<TrafficLog.Seen> seenSince(Instant start) {
    return Optional.ofNullable(clients).map(all -> all.log().between(start, clock().now()));
  }

  private DrillResult end(
      Drill drill,
      Verdict verdict,
      String reason,
      Instant began,
      Optional<String> witness,
      List<Recovery> recoveries) {
    note("drill.verdict", verdict.name(), reason);
    return new DrillResult(
        drill, verdict, reason, began, clock().now(), witness, recoveries, seenSince(began));
  }

  private void note(String kind, String subject, String detail) {
    journal.note(clock().now(), kind, subject, detail, Strength.CONTROL_PLANE, target.answeredBy());
  }

  private DrillClock clock() {
    return target.session().clock();
  }
}
