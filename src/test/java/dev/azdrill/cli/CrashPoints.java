package dev.azdrill.cli;

import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.Restorer;
import dev.azdrill.fault.WaitingUndo;
import dev.azdrill.platform.UndoTag;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Footprint;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.provision.Stacks;
import dev.azdrill.provision.StandingStack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.session.StopRequest;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * A drill on a foreign EC2 is killed at each of its calls and each of its writes into the ledger;
 * then restore and teardown run, and what stands there is what stood there before.
 */
public final class CrashPoints {
  private static final String STACK = "drill-x7k2p1";
  private static final String SEED = "crash";
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private static final Set<InstanceStateName> STOPPED =
      Set.of(InstanceStateName.STOPPING, InstanceStateName.STOPPED);

  /** What changes something, or writes something down, when a zone loses its power. */
  private static final Set<String> IMPAIRING =
      Set.of("after CreateTags", "after StopInstances", "after the ledger has the outcome");

  /** So many moments belong to the probe that asks the platform what it can do. */
  private static final int PROBED = 60;

  private final Set<Long> processes = new HashSet<>();

  private final Path folder;

  /**
   * Tries nothing yet.
   *
   * @param folder for ledgers
   */
  public CrashPoints(Path folder) {
    this.folder = folder;
  }

  private static DrillOrder order() {
    return new DrillOrder(
        STACK,
        new DrilledStack.Made(Blueprints.shipped("production"), false),
        List.of(
            new OrderedDrill.FromFile(
                new DrillFile(
                    FaultDrill.of(
                        List.of(
                            FaultCatalogue.parse("instance-stop:instances=all:zone=eu-west-2b"),
                            FaultCatalogue.parse("application-cut-off")),
                        Duration.ofSeconds(30)))),
            new OrderedDrill.FromFile(
                new DrillFile(
                    FaultDrill.of(
                        List.of(FaultCatalogue.parse("zone-power-loss:zone=eu-west-2a")),
                        Duration.ofSeconds(30))))),
        SEED,
        ShellCommand.of("azdrill", "drill"),
        Objectives.NONE,
        Budgets.CEILING,
        false,
        60,
        Guards.NONE);
  }

  private LockOwner owner(String run, long pid) {
    return new LockOwner(run, "here", pid, () -> NOW, processes::contains);
  }

  private RunEvidence drill(SimulatorPlatform foreign, Mortal process, Ledger ledger) {
    processes.add(1L);
    try (EndpointPlatform platform =
            EndpointPlatform.over(foreign.region(), SEED, Progress.SILENT, process::way);
        StackLocks locks = new StackLocks(platform.session(), owner("dead", 1))) {
      DrillJob.Safety safety =
          new DrillJob.Safety(
              process.ledger(ledger),
              new StopRequest(),
              Optional.of(locks),
              ShellCommand.of("azdrill", "teardown", STACK));
      return DrillJob.run(platform, StepListener.SILENT, order(), new Journal(), safety);
    } finally {
      processes.remove(1L);
      process.bury();
    }
  }

  /**
   * Tries one of every so many moments, 1 tries all of them; and each time those at which a zone
   * loses its power. Then there are the tags alone, as on another machine; of the others, every
   * other one has the ledger, too.
   */
  public Tally tryEvery(int every) {
    List<String> moments = moments();
    List<Integer> impairing = impairing(moments);
    List<Integer> chosen =
        IntStream.range(0, moments.size())
            .filter(each -> impairing.contains(each) || each % every == moments.size() % every)
            .boxed()
            .toList();
    List<String> failures =
        IntStream.range(0, chosen.size())
            .parallel() // each dies in a region of its own, with processes of its own
            .mapToObj(
                n -> {
                  int moment = chosen.get(n);
                  String words = moment + " of " + moments.size() + ", " + moments.get(moment);
                  boolean hasLedger = n % 2 == 0 && !impairing.contains(moment);
                  return new CrashPoints(folder).killed(moment, words, hasLedger);
                })
            .flatMap(List::stream)
            .toList();
    return new Tally(moments.size(), chosen.size(), impairing.size(), failures);
  }

  /** From the tags to the outcome. */
  private static List<Integer> impairing(List<String> moments) {
    int from = moments.lastIndexOf("after the ledger has the intent");
    int to = moments.lastIndexOf("after the ledger has the outcome");
    return IntStream.rangeClosed(from + 1, to)
        .filter(each -> IMPAIRING.contains(moments.get(each)))
        .boxed()
        .toList();
  }

  /** All at which it may be killed, in words. */
  private List<String> moments() {
    Mortal whole = Mortal.never();
    try (SimulatorPlatform foreign = SimulatorPlatform.create(SEED)) {
      List<String> before = Footprint.of(foreign.session()).things();
      RunEvidence evidence = drill(foreign, whole, Ledger.NONE);
      List<String> after = Footprint.of(foreign.session()).things();
      if (evidence.verdict() != Verdict.PASSED || !after.equals(before)) {
        throw new IllegalStateException(
            "expected a drill that passes and leaves nothing before it is killed, saw "
                + evidence.verdict());
      }
    }
    return whole.moments();
  }

  /**
   * What became of the deaths.
   *
   * @param moments at which the drill may be killed
   * @param tried of them
   * @param impairing of these, while a platform broke what AWS has no API for
   * @param failures a sentence for each after which something was left
   */
  public record Tally(int moments, int tried, int impairing, List<String> failures) {
    /** {@code 12 of 12 tried, of 1400}. */
    public String words() {
      return (tried - failures.size()) + " of " + tried + " tried, of " + moments;
    }
  }

  private static void tearDown(List<StandingStack> all, AwsSession aws, StackLocks locks) {
    for (StandingStack each : all) {
      locks.take(each.name());
      new Provisioner(aws, StepListener.SILENT, locks).tearDown(each.name());
    }
  }

  /** What is stopped, and no tag says how it is started again and until when that may wait. */
  private static List<String> unlisted(Restorer restorer, AwsSession behind) {
    List<WaitingUndo> waiting = restorer.waiting(STACK);
    return stopped(behind)
        .filter(
            id ->
                waiting.stream()
                    .noneMatch(each -> each.words().contains(id) && each.until().isPresent()))
        .map(id -> "not listed with its lease: " + id + " is stopped")
        .toList();
  }

  private static boolean isAlive(AwsSession behind, TagDescription tag) {
    return behind
        .ec2()
        .describeInstances(r -> r.instanceIds(tag.resourceId()))
        .reservations()
        .stream()
        .flatMap(each -> each.instances().stream())
        .anyMatch(each -> each.state().name() == InstanceStateName.RUNNING);
  }

  private static Stream<String> stopped(AwsSession behind) {
    return behind.ec2().describeInstances().reservations().stream()
        .flatMap(each -> each.instances().stream())
        .filter(each -> STOPPED.contains(each.state().name()))
        .map(each -> each.instanceId());
  }

  /** What restore left broken, before teardown removes it with all else: a sentence each. */
  private static List<String> unrestored(Restorer restorer, AwsSession behind) {
    List<String> left = new ArrayList<>();
    restorer.waiting(STACK).forEach(each -> left.add("not restored: to " + each.words()));
    stopped(behind).forEach(id -> left.add("not restored: " + id + " is stopped"));
    behind.ec2().describeTags().tags().stream()
        .filter(each -> each.key().startsWith(UndoTag.LEASE))
        .filter(each -> each.resourceType() != ResourceType.INSTANCE || isAlive(behind, each))
        .forEach(each -> left.add("not restored: " + each.resourceId() + " bears " + each.key()));
    behind.ec2().describeNetworkAcls().networkAcls().stream()
        .filter(each -> !each.isDefault())
        .forEach(each -> left.add("not restored: " + each.networkAclId() + " stands"));
    return left;
  }

  /** What is left after a death at this moment, a sentence each. */
  private List<String> killed(int moment, String words, boolean hasLedger) {
    Mortal process = Mortal.killedAt(moment);
    Path file = folder.resolve("ledger-" + moment + ".jsonl");
    try (SimulatorPlatform foreign = SimulatorPlatform.create(SEED)) {
      List<String> before = Footprint.of(foreign.session()).things();
      try (LedgerFile ledger =
          LedgerFile.create(file, "endpoint", Optional.empty(), Optional.of(STACK))) {
        drill(foreign, process, ledger);
      } catch (Mortal.Killed killed) {
        // As it must.
      } catch (RuntimeException e) {
        // A process that is dead may end in any way.
      }
      if (!process.isDead()) {
        return List.of(words + ": it was not reached");
      }
      List<String> failures = new ArrayList<>();
      try (EndpointPlatform next =
              EndpointPlatform.over(foreign.region(), "next", Progress.SILENT);
          StackLocks locks = new StackLocks(next.session(), owner("next", 2))) {
        processes.add(2L);
        Restorer restorer = new Restorer(next, told -> {});
        failures.addAll(unlisted(restorer, foreign.session()));
        if (hasLedger) {
          failures.addAll(restorer.fromLedger(file));
        }
        failures.addAll(restorer.fromTags(STACK));
        failures.addAll(unrestored(restorer, foreign.session()));
        tearDown(PlatformStacks.on(next, owner("next", 2)), next.session(), locks);
        if (moment < PROBED) {
          // What the region answers itself is behind what completes it: --completion never.
          AwsSession behind = foreign.session();
          List<StandingStack> left = Stacks.on(behind, service -> true, owner("next", 2));
          tearDown(left, behind, new StackLocks(behind, owner("next", 2)));
        }
      } catch (RuntimeException e) {
        failures.add(String.valueOf(e));
      }
      List<String> after = new ArrayList<>(Footprint.of(foreign.session()).things());
      before.forEach(after::remove);
      after.forEach(each -> failures.add("left: " + each));
      Files.delete(file);
      return failures.isEmpty()
          ? List.of()
          : List.of("killed at moment " + words + ": " + failures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
