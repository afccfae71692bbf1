package dev.azdrill.contract;

import dev.azdrill.session.Eventually;
import dev.azdrill.session.NotInTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What a sentence made, taken away again in reverse, each as soon as nothing is in its way. */
final class Cleanup {
  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String what, Runnable act) {}

  /** Remembers how something is taken away; what is gone by then needs no more. */
  void later(String what, Runnable act) {
    steps.push(new Step(what, act));
  }

  /**
   * Takes everything away.
   *
   * @return what could not be, and why
   */
  List<String> run(Eventually eventually, Duration patience) {
    List<String> left = new ArrayList<>();
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        eventually
            .expecting("to " + step.what())
            .within(patience)
            .until(() -> attempt(step.act()), String::isEmpty);
      } catch (NotInTime late) {
        left.add(String.valueOf(late.getMessage()));
      }
    }
    return left;
  }

  /** The refusal; empty text when it is done, or was done by somebody else. */
  private static String attempt(Runnable act) {
    String refusal = Refusal.attempt(act);
    String lower = refusal.toLowerCase(Locale.ROOT);
    return lower.contains("notfound")
            || lower.contains("not found")
            || lower.contains("nonexistent")
        ? ""
        : refusal;
  }
}
