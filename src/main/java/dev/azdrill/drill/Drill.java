package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import dev.azdrill.platform.Ability;
import dev.azdrill.session.AwsAction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One drill: what is broken, when, what should recover, and what the user wants of it. A value:
 * {@link DrillSession#run} runs it, whoever made it.
 *
 * <p>Every drill begins and ends with the steady state, and ends with everything undone, whether
 * its steps say so or not; an {@link DrillStep.Undo} at their end is left out.
 *
 * @param name for people
 * @param steps in their order; at least one of them breaks something or changes the load
 * @param objectives what the user wants
 * @param guards what ends it early, or keeps a fault from being injected
 */
public record Drill(String name, List<DrillStep> steps, Objectives objectives, Guards guards) {
  /** How many characters a name may have. */
  public static final int NAME_MAX = 200;

  /** On one line, and something to see at its beginning. */
  private static final Pattern NAME =
      Pattern.compile(
          "[^\\x{0}-\\x{20}\\x{7f}-\\x{a0}\\x{d800}-\\x{dfff}][^\\x{0}-\\x{1f}\\x{7f}-\\x{9f}\\x{2028}\\x{2029}\\x{d800}-\\x{dfff}]{0,"
              + (NAME_MAX - 1)
              + "}");

  public Drill {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "expected a name of 1 to " + NAME_MAX + " characters on one line, saw '" + name + "'");
    }
    steps = withoutUndoAtTheEnd(steps);
    if (!disturbs(steps)) {
      throw new IllegalArgumentException(
          "expected a drill that breaks something or changes the load, saw " + steps);
    }
  }

  /** A drill without guards. */
  public Drill(String name, List<DrillStep> steps, Objectives objectives) {
    this(name, steps, objectives, Guards.NONE);
  }

  /**
   * A drill with one fault.
   *
   * @param recovery what should come true while the fault holds
   * @param restoration what should come true after its undo
   */
  public static Drill of(
      String name,
      Fault fault,
      List<TimedExpectation> recovery,
      List<TimedExpectation> restoration,
      Objectives objectives) {
    List<DrillStep> steps = new ArrayList<>();
    steps.add(new DrillStep.Inject(fault));
    recovery.forEach(each -> steps.add(new DrillStep.Expect(each)));
    steps.add(new DrillStep.Undo());
    restoration.forEach(each -> steps.add(new DrillStep.Expect(each)));
    return new Drill(name, steps, objectives);
  }

  private static List<DrillStep> withoutUndoAtTheEnd(List<DrillStep> steps) {
    int end = steps.size();
    while (end > 0 && steps.get(end - 1).equals(new DrillStep.Undo())) {
      end--;
    }
    return List.copyOf(steps.subList(0, end));
  }

  /** Whether one of these steps breaks something or changes the load. */
  public static boolean disturbs(List<DrillStep> steps) {
    return steps.stream().anyMatch(Drill::disturbs);
  }

  private static boolean disturbs(DrillStep step) {
    return step instanceof DrillStep.Inject || step instanceof DrillStep.Load;
  }

  /** Whether a drill may be called so. */
  public static boolean isName(String text) {
    return text.length() <= 2 * NAME_MAX && NAME.matcher(text).matches();
  }

  /** What it breaks, in this order. */
  public List<Fault> faults() {
    return steps.stream()
        .flatMap(
            each ->
                each instanceof DrillStep.Inject inject ? Stream.of(inject.fault()) : Stream.of())
        .toList();
  }

  /** The calls of AWS's API by which its faults change something. */
  public Set<AwsAction> apiCalls() {
    Set<AwsAction> calls = new TreeSet<>();
    faults().forEach(each -> calls.addAll(each.apiCalls()));
    return calls;
  }

  /** What a platform must be able to do for its faults, beside answering AWS's API. */
  public Set<Ability> needs() {
    Set<Ability> needs = EnumSet.noneOf(Ability.class);
    faults().forEach(each -> each.needs().ifPresent(needs::add));
    return needs;
  }

  /** What it expects to come true, or not to, in this order. */
  public List<TimedExpectation> expectations() {
    return steps.stream()
        .flatMap(
            each -> {
              if (each instanceof DrillStep.Expect expect) {
                return Stream.of(expect.expected());
              }
              return each instanceof DrillStep.ExpectMissed missed
                  ? Stream.of(missed.expected())
                  : Stream.of();
            })
        .toList();
  }

  /**
   * Why it proves nothing even when its faults took effect; empty when it asks for something. What
   * is asked after the last undo says nothing of what was broken.
   *
   * @param vacuous those of its steps that hold whatever becomes of what was broken, compared by
   *     identity: an equal question after another fault may not be vacuous
   */
  Optional<String> nothingAsked(Set<DrillStep> vacuous) {
    boolean isDisturbed = false;
    for (DrillStep each : steps) {
      if (disturbs(each)) {
        isDisturbed = true;
      } else if (each instanceof DrillStep.Undo undo) {
        isDisturbed &= undo.fault().isPresent();
      } else if (isDisturbed && !(each instanceof DrillStep.Pause) && !vacuous.contains(each)) {
        return Optional.empty();
      }
    }
    if (!objectives.isEmpty()) {
      return Optional.empty();
    }
    if (!vacuous.isEmpty()) {
      return Optional.of(Answers.NOTHING_ASKED);
    }
    return Optional.of(
        steps.stream().anyMatch(Drill::asks)
            ? "nothing was asked while anything was broken: what is asked before it, or after the"
                + " last undo, says nothing of it"
            : "nothing was asked: the drill has no recovery and no objectives");
  }

  private static boolean asks(DrillStep step) {
    return step instanceof DrillStep.Expect || step instanceof DrillStep.ExpectMissed;
  }

  /** The same, with objectives for what it leaves open. */
  public Drill with(Objectives more) {
    return new Drill(name, steps, objectives.or(more), guards);
  }

  /** The same, with these guards. */
  public Drill with(Guards others) {
    return new Drill(name, steps, objectives, others);
  }

  /** The same under another name. */
  public Drill named(String other) {
    return new Drill(other, steps, objectives, guards);
  }
}
