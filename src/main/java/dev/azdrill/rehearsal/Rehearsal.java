package dev.azdrill.rehearsal;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillRun;
import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.Objectives;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.StackOrigin;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.simulator.LeftOut;
import dev.azdrill.platform.simulator.Twin;
import dev.azdrill.text.Resemblance;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.text.Trouble;
import dev.azdrill.traffic.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Runs drills of a stack on its twin. Each run has a twin of its own, so no drill sees what another
 * has left, and the same stack, assumptions, drill and seed give the same evidence.
 */
public final class Rehearsal {
  /** How much of what is lacking each report tells; the command tells all. */
  private static final int TOLD_MAX = 5;

  private final Settings settings;
  private final String vpcId;
  private final List<String> disturbances;

  /**
   * What is rehearsed, and what is wanted of it.
   *
   * @param name of the stack, for people
   * @param stack as it is described
   * @param part what of it is drilled and watched
   * @param assumed what no description tells
   * @param load requests per second that the clients stand for
   * @param objectives what the user wants of every drill
   * @param ceiling what no derived limit may exceed
   * @param command that rehearses it again, without the drill and the seed
   */
  public record Settings(
      String name,
      Inventory stack,
      DrilledPart part,
      Assumptions assumed,
      double load,
      Objectives objectives,
      Duration ceiling,
      ShellCommand command) {}

  /**
   * Of this stack.
   *
   * @throws NotRehearsable when it is not one VPC that is described
   */
  public Rehearsal(Settings settings) {
    this.settings = settings;
    List<String> vpcs = settings.stack().all(Kind.VPC).stream().map(each -> each.vpcId()).toList();
    if (vpcs.size() != 1) {
      throw new NotRehearsable(
          "expected the description of one VPC, saw "
              + (vpcs.isEmpty() ? "none" : String.join(", ", vpcs)));
    }
    this.vpcId = vpcs.get(0);
    this.disturbances = Steadiness.disturbances(settings.part().in(settings.stack()));
  }

  /**
   * What of it was not in its steady state when it was described, a sentence each: why it was not
   * is not in the twin.
   */
  public List<String> disturbances() {
    return disturbances;
  }

  /**
   * What of the stack is not in its twin: it could not be exercised.
   *
   * @param relevant a sentence each
   * @param irrelevant what does not matter, as the user says, a sentence each
   */
  public record Lacking(List<String> relevant, List<String> irrelevant) {
    public Lacking {
      relevant = List.copyOf(relevant);
      irrelevant = List.copyOf(irrelevant);
    }
  }

  /**
   * What of the stack is not in its twin.
   *
   * @throws dev.azdrill.platform.PlatformException when no twin can be made
   * @throws NotRehearsable when something is called irrelevant that is not among it
   */
  public Lacking lacking() {
    try (Twin twin = Twin.typical(settings.stack(), "azdrill", settings.assumed().ofTwin())) {
      List<String> ids = twin.leftOut().stream().map(LeftOut::id).distinct().toList();
      for (String each : settings.assumed().irrelevant()) {
        if (!ids.contains(each)) {
          throw new NotRehearsable(
              "expected 'irrelevant' to name what is left out of the twin, saw '"
                  + each
                  + "': "
                  + (ids.isEmpty()
                      ? "nothing is left out"
                      : Resemblance.advice(each, ids, "remove it")));
        }
      }
      return new Lacking(words(twin, each -> !isIrrelevant(each)), words(twin, this::isIrrelevant));
    }
  }

  private boolean isIrrelevant(LeftOut thing) {
    return settings.assumed().irrelevant().contains(thing.id());
  }

  private static List<String> words(Twin twin, Predicate<LeftOut> which) {
    return twin.leftOut().stream().filter(which).map(LeftOut::words).toList();
  }

  /**
   * Runs every drill with every seed, on all processors.
   *
   * @param seeds the random seeds, each once
   * @param done is told how many runs are through
   */
  public List<RehearsedDrill> run(
      List<RehearsableDrill> drills, List<String> seeds, IntConsumer done) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<List<Future<RehearsedRun>>> running = new ArrayList<>();
      for (RehearsableDrill drill : drills) {
        running.add(seeds.stream().map(seed -> pool.submit(() -> run(drill, seed))).toList());
      }
      List<RehearsedDrill> all = new ArrayList<>();
      int through = 0;
      for (int i = 0; i < drills.size(); i++) {
        List<RehearsedRun> runs = new ArrayList<>();
        for (Future<RehearsedRun> each : running.get(i)) {
          runs.add(each.get());
          done.accept(++through);
        }
        all.add(new RehearsedDrill(drills.get(i), runs));
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the rehearsal was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run of the rehearsal failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** One drill with one seed. */
  RehearsedRun run(RehearsableDrill drill, String seed) {
    Journal journal = new Journal();
    try (Twin twin = Twin.drawn(settings.stack(), seed, settings.assumed().ofTwin())) {
      DrillRun run = DrillRun.begin(twin.platform(), journal, ofRun(drill, seed));
      List<String> lacking = new ArrayList<>(words(twin, each -> !isIrrelevant(each)));
      lacking.addAll(disturbances);
      tellLacking(lacking, run);
      return new RehearsedRun(seed, run(drill.drill(), twin.platform(), run));
    }
  }

  /** So that no report of a run is green beside what was not exercised. */
  private static void tellLacking(List<String> lacking, DrillRun run) {
    if (!lacking.isEmpty()) {
      String more =
          lacking.size() > TOLD_MAX ? " (and " + (lacking.size() - TOLD_MAX) + " more)" : "";
      run.notes()
          .note(
              new Observation.GuaranteeJudged(
                  ProofRecord.plain(
                      RehearsedRun.COMPLETE,
                      "the twin has all of the stack, in its steady state",
                      GuaranteeVerdict.UNKNOWN,
                      String.join("; ", lacking.subList(0, Math.min(TOLD_MAX, lacking.size())))
                          + more,
                      List.of())));
    }
  }

  private DrillRun.Settings ofRun(RehearsableDrill drill, String seed) {
    return new DrillRun.Settings(
        settings.name() + ", rehearsed on its twin",
        seed,
        settings.command().with(drill.words()).with("--runs", "1", "--seed", seed).toString(),
        false,
        settings.ceiling(),
        Optional.of(settings.name()));
  }

  private RunEvidence run(Drill drill, Platform twin, DrillRun run) {
    int executed = 0;
    try {
      Inventory stands = settings.part().in(new Discovery(twin.session()).byVpc(vpcId));
      if (stands.all(Kind.AUTO_SCALING_GROUP).isEmpty()) {
        throw new NotRehearsable("the group " + settings.part().group() + " is not in the twin");
      }
      ClientEndpoint endpoint = settings.part().endpoint();
      run.ready(settings.name(), endpoint.dnsName(), StackOrigin.TWIN, stands);
      try (Clients clients = Clients.of(twin, endpoint.dnsName(), endpoint.tls(), settings.load());
          DrillSession session = run.open("drill-1", drill.name(), stands, settings.objectives())) {
        executed = 1;
        session.use(clients);
        session.run(drill);
      }
    } catch (RuntimeException e) {
      run.notes()
          .note(new Observation.RunBrokenOff("the rehearsal was broken off: " + Trouble.of(e)));
    }
    return run.end(executed);
  }
}
