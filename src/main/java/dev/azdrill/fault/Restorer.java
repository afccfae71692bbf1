package dev.azdrill.fault;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.discovery.StackNotFound;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.Provider;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Undoes what a run broke that did not come to its end, from its ledger or from the tags that
 * resources bear; in any process, on any machine, as often as one likes.
 */
public final class Restorer {
  /** Every call by which something is undone, whatever broke it. */
  public static final PermittedCalls CALLS =
      PermittedCalls.of(
              "undoing what was broken",
              "autoscaling:ResumeProcesses",
              "autoscaling:UpdateAutoScalingGroup",
              "ec2:AuthorizeSecurityGroupIngress",
              "ec2:CreateRoute",
              "ec2:DeleteLaunchTemplateVersions",
              "ec2:DeleteNetworkAcl",
              "ec2:DeleteRoute",
              "ec2:ReplaceNetworkAclAssociation",
              "ec2:StartInstances",
              "elasticloadbalancing:ModifyTargetGroup",
              "elasticloadbalancing:RegisterTargets",
              "elasticloadbalancing:SetSubnets")
          .and(UndoTags.CALLS.actions());

  /** What becomes of a fault that AWS has no API for. */
  public static final String ENDED =
      "what azdrill's own controllers imposed ended with the process that they ran in";

  /** What is said where nobody knows what stood. */
  public static final String UNCOMPARED =
      "Whether the stack is configured as before the run is not known here: no line of a ledger says how"
          + " it was.";

  private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

  private final Platform platform;
  private final Consumer<String> told;

  /**
   * @param platform where it was broken
   * @param told is told of each thing that is undone, a sentence each
   */
  public Restorer(Platform platform, Consumer<String> told) {
    this.platform = platform;
    this.told = told;
  }

  /** The stacks whose resources a ledger would mend, as their tags say. */
  public Set<String> stacks(LedgerReader ledger) {
    List<String> carriers =
        ledger.pending().stream()
            .flatMap(each -> each.undo().stream())
            .flatMap(each -> each.carrier().stream())
            .toList();
    return UndoTags.stacks(platform.session(), carriers);
  }

  /**
   * Undoes what waits in a ledger, the last first, each whatever becomes of the others, and notes
   * it there.
   *
   * @return what could not be undone, a sentence each
   * @throws IOException when the ledger cannot be read or written
   */
  public List<String> fromLedger(Path file) throws IOException {
    return fromLedger(file, true);
  }

  /**
   * The same.
   *
   * @param isThere whether this is where the ledger says that it was broken: elsewhere, what is not
   *     there may stand, broken, where it says
   */
  public List<String> fromLedger(Path file, boolean isThere) throws IOException {
    List<String> failures = new ArrayList<>();
    LedgerReader ledger = LedgerReader.read(file);
    try (LedgerFile noted = LedgerFile.append(file)) {
      for (LedgerReader.Pending each : ledger.pending()) {
        Gone gone = gone(each.undo());
        List<String> mine =
            isThere || gone.what().isEmpty() ? undo(each.undo()) : List.of(gone.elsewhere());
        if (mine.isEmpty()) {
          noted.undone(each.number());
          told.accept(
              each.fault().words()
                  + (gone.isAll() ? " has nothing left to undo" : " is undone")
                  + each.until().map(end -> " (it had a lease until " + end + ")").orElse("")
                  + gone.words()
                  + ended(each.undo()));
        } else {
          noted.undoFailed(each.number(), String.join("; ", mine));
          mine.forEach(why -> failures.add(each.fault().words() + " was not undone: " + why));
        }
      }
    }
    return failures;
  }

  /**
   * What is not there any more of what a fault broke.
   *
   * @param isAll whether nothing else is to be undone
   */
  private record Gone(List<String> what, boolean isAll) {
    String words() {
      return what.isEmpty() ? "" : ": gone by now: " + String.join(", ", what);
    }

    String elsewhere() {
      return String.join(", ", what)
          + " is not here, and the ledger names another place: restore there";
    }
  }

  /**
   * Compares what stands now with what stood before the run broke anything, as its ledger says.
   *
   * @return what is not as it was, a sentence each; none when all is, or nothing stands there any
   *     more
   */
  public List<String> differences(LedgerReader ledger) {
    List<String> all = new ArrayList<>();
    if (ledger.standing().isEmpty()) {
      told.accept(UNCOMPARED);
    }
    ledger.standing().forEach((vpcId, before) -> all.addAll(differences(vpcId, before)));
    return all;
  }

  private List<String> differences(String vpcId, StackConfiguration all) {
    StackConfiguration before = all.toldBy(this::outlivesTheRun);
    if (before.aspects().isEmpty()) {
      told.accept("Nothing of VPC " + vpcId + " can be compared with what stood before the run.");
      return List.of();
    }
    Inventory now;
    try {
      now = new Discovery(platform.session()).byVpc(vpcId);
    } catch (StackNotFound gone) {
      told.accept("VPC " + vpcId + " is gone: there is nothing to compare.");
      return List.of();
    } catch (RuntimeException e) {
      return List.of("VPC " + vpcId + " could not be compared with what stood: " + Trouble.of(e));
    }
    List<String> differences = StackConfiguration.of(now).differencesFrom(before);
    if (differences.isEmpty()) {
      told.accept(
          "VPC "
              + vpcId
              + " is configured as before the run: no difference in "
              + String.join(", ", before.aspects().keySet())
              + "."
              + notCompared(all, before));
    }
    return differences.stream().map(each -> "VPC " + vpcId + ": " + each).toList();
  }

  private boolean outlivesTheRun(String service) {
    return !(platform.capabilities().service(service) instanceof Provider.Completed);
  }

  private static String notCompared(StackConfiguration all, StackConfiguration compared) {
    Set<String> left = new LinkedHashSet<>(all.aspects().keySet());
    left.removeAll(compared.aspects().keySet());
    return left.isEmpty()
        ? ""
        : " Not compared, because azdrill answered for it itself, in a process that has ended: "
            + String.join(", ", left)
            + ".";
  }

  private Gone gone(List<UndoAction> undo) {
    List<String> what = new ArrayList<>();
    for (UndoAction each : undo) {
      try {
        each.gone(platform).ifPresent(what::add);
      } catch (RuntimeException e) {
        LOG.debug("whether it is there is not known; its undo will tell", e);
      }
    }
    return new Gone(List.copyOf(what), !undo.isEmpty() && what.size() == undo.size());
  }

  /** What a platform imposed ended with the process that asked for it: it was not lifted here. */
  private static String ended(List<UndoAction> undo) {
    return undo.stream().anyMatch(LiftImpairment.class::isInstance) ? ": " + ENDED : "";
  }

  /** What the tags of a stack's resources say is to be undone; looks, and changes nothing. */
  public List<WaitingUndo> waiting(String stack) {
    List<WaitingUndo> waiting = new ArrayList<>();
    List<UndoTags.Found> found =
        UndoTags.find(
            platform.session(),
            stack,
            unreadable -> waiting.add(new WaitingUndo(unreadable, Optional.empty())));
    found.forEach(each -> waiting.add(waiting(each)));
    return waiting;
  }

  private static WaitingUndo waiting(UndoTags.Found found) {
    return new WaitingUndo(found.action().words(), found.until());
  }

  /**
   * Undoes what the tags of a stack's resources say.
   *
   * @return what could not be undone, a sentence each
   */
  public List<String> fromTags(String stack) {
    List<String> failures = new ArrayList<>();
    try {
      failures.addAll(undoFound(UndoTags.find(platform.session(), stack, failures::add)));
    } catch (SdkException refused) {
      failures.add(
          "what the tags of stack " + stack + " say could not be read: " + Trouble.of(refused));
    }
    return failures;
  }

  /**
   * Undoes what the tags of a stack's resources say has outlived its lease by now, and leaves alone
   * what has not, or has none.
   *
   * @param now on the wall clock by which stacks are locked
   * @return what could not be undone, a sentence each
   */
  public List<String> outlived(String stack, Instant now) {
    return undoFound(
        UndoTags.find(platform.session(), stack, notRead -> {}).stream()
            .filter(each -> WaitingUndo.isOver(each.until(), now))
            .toList());
  }

  /**
   * What tags say nothing of, in a sentence; empty where azdrill's controllers impose nothing
   * beside AWS's API.
   */
  public Optional<String> beyondTags() {
    boolean hasControllers =
        platform.capabilities().abilities().values().stream()
            .anyMatch(Provider.Completed.class::isInstance);
    return hasControllers
        ? Optional.of(
            "Of API throttling, hung applications and the like no tag says anything: "
                + ENDED
                + ".")
        : Optional.empty();
  }

  private List<String> undoFound(List<UndoTags.Found> found) {
    found.forEach(
        each ->
            told.accept(
                "found a tag: to "
                    + each.action().words()
                    + each.until().map(end -> ", until " + end + " at the latest").orElse("")));
    return undo(found.stream().map(UndoTags.Found::action).toList());
  }

  private List<String> undo(List<UndoAction> actions) {
    List<String> failures = new ArrayList<>();
    for (UndoAction each : actions) {
      try {
        each.on(platform);
        each.left(platform).ifPresent(failures::add);
      } catch (RuntimeException e) {
        failures.add("expected to " + each.words() + ", saw: " + Trouble.of(e));
      }
    }
    return failures;
  }
}
