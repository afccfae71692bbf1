package dev.azdrill.drill;

import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.JournalScope;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.FaultLease;
import dev.azdrill.fault.Ledger;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One run on one platform: the frame around its drills. It notes the beginning, what stands, what
 * is guaranteed and the end; its evidence, and the one verdict over all of it, are a function of
 * the journal. Not thread-safe.
 */
public final class DrillRun {
  private static final FaultLease OF_THIS_PROCESS = FaultLease.by(Optional.empty());

  private final Platform platform;
  private final Journal journal;
  private final JournalScope notes;
  private final Duration ceiling;
  private final Ledger ledger;
  private final FaultLease lease;

  /**
   * What a run is called and how it is repeated.
   *
   * @param title for people
   * @param seed the random seed
   * @param reproduce the command that runs it again
   * @param strict whether a guarantee that cannot be judged counts as a failure
   * @param ceiling what no derived limit may exceed
   * @param stack the name of the stack that is drilled; empty when scenarios each name their own
   */
  public record Settings(
      String title,
      String seed,
      String reproduce,
      boolean strict,
      Duration ceiling,
      Optional<String> stack) {
    /** Of a run that has no stack of its own. */
    public Settings(String title, String seed, String reproduce, boolean strict, Duration ceiling) {
      this(title, seed, reproduce, strict, ceiling, Optional.empty());
    }
  }

  private DrillRun(
      Platform platform, Journal journal, Duration ceiling, Ledger ledger, FaultLease lease) {
    this.ledger = ledger;
    this.lease = lease;
    this.platform = platform;
    this.journal = journal;
    this.ceiling = ceiling;
    this.notes =
        new JournalScope(
            journal,
            Optional.empty(),
            platform.answeredBy(),
            () -> platform.session().clock().now());
  }

  /** Begins a run: the first entry of its journal says what, where and how. */
  public static DrillRun begin(Platform platform, Journal journal, Settings settings) {
    DrillRun run =
        new DrillRun(platform, journal, settings.ceiling(), Ledger.NONE, OF_THIS_PROCESS);
    run.notes.note(
        new Observation.RunBegun(
            new RunHeader(
                settings.title(),
                platform.name(),
                platform.answeredBy(),
                platform.isVirtualTime(),
                trafficSource(platform),
                settings.seed(),
                settings.reproduce(),
                settings.strict(),
                platform.capabilities().offers(),
                settings.stack())));
    return run;
  }

  /** Continues a run that was begun elsewhere: scenarios of features each have a platform. */
  public static DrillRun continued(Platform platform, Journal journal, Duration ceiling) {
    return new DrillRun(platform, journal, ceiling, Ledger.NONE, OF_THIS_PROCESS);
  }

  /** The same run, which writes down in this ledger what it breaks before it does. */
  public DrillRun with(Ledger other) {
    return new DrillRun(platform, journal, ceiling, other, lease);
  }

  /** The same run, on a platform that outlives this process: leases end by this wall clock. */
  public DrillRun leasedBy(InstantSource wall) {
    return new DrillRun(platform, journal, ceiling, ledger, FaultLease.by(Optional.of(wall)));
  }

  private static TrafficSource trafficSource(Platform platform) {
    if (!platform.capabilities().ability(Ability.TRAFFIC).isThere()) {
      return TrafficSource.NONE;
    }
    return platform.traffic().source();
  }

  /** Where what belongs to the run, and to no drill, is noted. */
  public JournalScope notes() {
    return notes;
  }

  /** A stack is ready: notes where everything of it stands. */
  public List<Placement> ready(
      String stack, String endpoint, StackOrigin origin, Inventory inventory) {
    notes.note(new Observation.StackReady(stack, endpoint, origin));
    List<Placement> placements = Placements.of(inventory);
    placements.forEach(
        each -> notes.note(new Observation.ResourcePlaced(each), Strength.CONTROL_PLANE));
    return placements;
  }

  /** Judges every guarantee on what is described, and notes each. */
  public List<ProofRecord> judgeGuarantees(Inventory inventory) {
    List<ProofRecord> proofs = Guarantees.prove(inventory).stream().map(Proof::record).toList();
    proofs.forEach(
        each -> notes.note(new Observation.GuaranteeJudged(each), Strength.CONFIGURATION_PROOF));
    return proofs;
  }

  /**
   * Opens the session of one drill or scenario.
   *
   * @param id unique in the run
   * @param name for people
   * @param stack what stands there, and is to be drilled
   * @param objectives what the user wants of it
   */
  public DrillSession open(String id, String name, Inventory stack, Objectives objectives) {
    return open(id, name, stack, objectives, Guards.NONE);
  }

  /** The same, with guards. */
  public DrillSession open(
      String id, String name, Inventory stack, Objectives objectives, Guards guards) {
    return DrillSession.open(
        new SessionSettings(
            platform, stack, notes, id, name, objectives, ceiling, ledger, lease, guards));
  }

  /** Keeps the platform's log as evidence of what went wrong. */
  public void keepLog() {
    platform
        .log()
        .forEach(line -> notes.note(new Observation.PlatformLogged(platform.name(), line)));
  }

  /**
   * Ends the run.
   *
   * @param executed how many drills were executed; none is skipped
   */
  public RunEvidence end(int executed) {
    notes.note(new Observation.RunEnded(executed, 0));
    return RunEvidence.of(journal.entries());
  }
}
