package dev.azdrill.drill;

import dev.azdrill.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One drill: a fault, what should recover, and what the user wants of it. A value: {@link
 * DrillSession#run} runs it, whoever made it.
 *
 * @param name for people
 * @param fault what is broken
 * @param recovery what should come true while the fault holds
 * @param restoration what should come true after its undo
 * @param objectives what the user wants
 */
public record Drill(
    String name,
    Fault fault,
    List<TimedExpectation> recovery,
    List<TimedExpectation> restoration,
    Objectives objectives) {
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
    recovery = List.copyOf(recovery);
    restoration = List.copyOf(restoration);
  }

  /** Whether a drill may be called so. */
  public static boolean isName(String text) {
    return text.length() <= 2 * NAME_MAX && NAME.matcher(text).matches();
  }

  /** Why it proves nothing even when its fault took effect; empty when it asks for something. */
  Optional<String> nothingAsked() {
    return recovery.isEmpty() && objectives.isEmpty()
        ? Optional.of("nothing was asked: the drill has no recovery and no objectives")
        : Optional.empty();
  }

  /** The same, with objectives for what it leaves open. */
  public Drill with(Objectives more) {
    return new Drill(name, fault, recovery, restoration, objectives.or(more));
  }
}
