package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.platform.Platform;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.selection.Selection;
import dev.azdrill.provision.LockOwner;
import dev.azdrill.provision.StackLocks;
import dev.azdrill.text.Redaction;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Undoes what a run broke that did not come to its end. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Undoes what a run broke that did not come to its end: from its ledger",
      "(ledger.jsonl in the folder of its report), from the tags that resources of a",
      "stack bear, or from both; of the ledger's stack also what has outlived its",
      "lease, and, where a line of the ledger cannot be read, what the tags there",
      "say. It may be repeated. It is refused while another run holds the stack.",
      "Exits with 4 when something is left."
    })
final class RestoreCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "LEDGER",
      arity = "0..1",
      description = "the ledger of the run; it says where it ran")
  private @Nullable Path ledger;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "undoes what the tags of this stack's resources say")
  private @Nullable String stack;

  @Option(
      names = "--force",
      description =
          "takes the stack from the run that has locked it; if that run still works, it stops when"
              + " it looks at the lock next, up to half a minute later")
  private boolean force;

  @ArgGroup(exclusive = false, validate = false, heading = "Where:%n")
  private PlatformOptions where = new PlatformOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
    Optional<Path> file = Optional.ofNullable(ledger);
    Optional<String> name = Optional.ofNullable(stack);
    if (file.isEmpty() && name.isEmpty()) {
      throw new BadInput("expected a ledger or --stack NAME, saw neither: name one of them");
    }
    Optional<LedgerReader> read = file.map(each -> read(each, name));
    Optional<String> broken = read.flatMap(LedgerReader::brokenAt);
    Set<String> byTags = byTags(name, read);
    broken.ifPresent(why -> terminal.error("azdrill: " + why + ": " + rest(byTags)));
    boolean isUnclear = broken.isPresent() && byTags.isEmpty();
    if (byTags.isEmpty() && read.filter(each -> each.pending().isEmpty()).isPresent()) {
      terminal.line("Nothing waits for its undo in " + file.orElseThrow() + ".");
      return isUnclear ? Verdict.UNSAFE.exitCode() : Verdict.PASSED.exitCode();
    }
    Selection selection = selection(read);
    try {
      return undone(selection, read, byTags, isUnclear, terminal).exitCode();
    } catch (PlatformException | SdkException unanswered) {
      if (read.filter(each -> !each.pending().isEmpty()).isEmpty()) {
        throw unanswered;
      }
      terminal.error(
          "azdrill: what waits in "
              + file.orElseThrow()
              + " was not undone: "
              + Trouble.of(unanswered));
      return Verdict.UNSAFE.exitCode();
    }
  }

  private Verdict undone(
      Selection selection,
      Optional<LedgerReader> read,
      Set<String> byTags,
      boolean isUnclear,
      Terminal terminal)
      throws IOException {
    Optional<Path> file = Optional.ofNullable(ledger);
    Optional<String> name = Optional.ofNullable(stack);
    LockOwner owner = PlatformStacks.owner();
    try (Platform platform = selection.open("azdrill", new ShownProgress(terminal));
        StackLocks locks = new StackLocks(platform.session(), owner)) {
      platform
          .session()
          .restrictTo(Restorer.CALLS.and(StackLocks.CALLS.actions()).named("restoring stacks"));
      name.ifPresent(each -> PlatformStacks.requireStanding(each, platform, owner));
      LockedStack locked = new LockedStack(platform, locks, terminal);
      Restorer restorer = new Restorer(platform, terminal::line);
      Set<String> stacks = new TreeSet<>(read.map(restorer::stacks).orElse(Set.of()));
      read.flatMap(LedgerReader::stack).ifPresent(stacks::add);
      stacks.addAll(byTags);
      stacks.forEach(each -> locked.take(each, force));
      boolean isThere =
          read.flatMap(LedgerReader::url).filter(url -> !is(url, selection)).isEmpty();
      List<String> failures = new ArrayList<>();
      if (file.isPresent()) {
        failures.addAll(restorer.fromLedger(file.get(), isThere));
      }
      byTags.forEach(each -> failures.addAll(restorer.fromTags(each)));
      byTags.stream().flatMap(each -> restorer.beyondTags().stream()).forEach(terminal::line);
      stacks.stream()
          .filter(each -> !byTags.contains(each))
          .forEach(each -> failures.addAll(locked.restoreOutlived(each)));
      if (failures.isEmpty()) {
        read.filter(each -> isThere)
            .ifPresentOrElse(
                each -> failures.addAll(restorer.differences(each)),
                () -> terminal.line(Restorer.UNCOMPARED));
      }
      failures.forEach(why -> terminal.error("azdrill: " + why));
      if (failures.isEmpty() && !isUnclear) {
        terminal.line("Nothing is left that waits for its undo.");
        return Verdict.PASSED;
      }
      return Verdict.UNSAFE;
    }
  }

  private static boolean is(String url, Selection selection) {
    return selection.url().map(URI::toString).map(Redaction::url).filter(url::equals).isPresent();
  }

  /**
   * Of the stack that is named, tags tell all; of a ledger's they tell what it does not. No ledger
   * says that it ends: what came after may have been cut off between two lines, too, so tags are
   * asked wherever the stack may still stand.
   */
  private static Set<String> byTags(Optional<String> name, Optional<LedgerReader> read) {
    Set<String> stacks = new TreeSet<>(name.stream().toList());
    read.filter(each -> each.brokenAt().isPresent() || each.url().isPresent())
        .flatMap(LedgerReader::stack)
        .ifPresent(stacks::add);
    return stacks;
  }

  private static String rest(Set<String> byTags) {
    return byTags.isEmpty()
        ? "undo tags may tell what it said: azdrill stacks, then azdrill restore --stack NAME"
        : "the undo tags of stack " + String.join(" and ", byTags) + " tell the rest";
  }

  /** Where a stack is named, its tags tell what a ledger without a line does not. */
  private static LedgerReader read(Path file, Optional<String> stack) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput("expected the ledger of a run, saw no file " + file);
    }
    try {
      LedgerReader read = LedgerReader.read(file);
      if (read.platform().isEmpty() && read.pending().isEmpty() && stack.isEmpty()) {
        throw new BadInput(
            "expected the ledger of a run, saw no line of one in "
                + file
                + ": its name is ledger.jsonl; the undo tags of a stack tell as much, with --stack"
                + " NAME, --platform and --endpoint");
      }
      return read;
    } catch (IOException e) {
      throw new BadInput("expected a ledger that can be read, saw " + file + ": " + e.getMessage());
    }
  }

  /** Where the ledger says, unless options say otherwise. */
  private Selection selection(Optional<LedgerReader> read) {
    if (read.filter(each -> each.platform().isEmpty()).isPresent() && !where.namesPlatform()) {
      throw new BadInput(
          "expected "
              + ledger
              + " to say where the run was, saw no first line that does: say it with --platform and"
              + " --endpoint");
    }
    Selection selection =
        where.selectionOr(
            read.flatMap(LedgerReader::platform),
            read.flatMap(LedgerReader::url),
            read.flatMap(LedgerReader::completion));
    return PlatformStacks.requireLasting(selection);
  }
}
