package dev.azdrill.steps;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the stacks of architectures are called: by their blueprints, with the id of the run where
 * other runs may make the same architectures at the same time. Not thread-safe.
 */
final class StackNames {
  /** What AWS's limits leave of a stack's name. */
  private static final int NAME_MAX = 18;

  private final Optional<String> run;
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * @param run the id of the run; empty where there can be no other
   */
  StackNames(Optional<String> run) {
    this.run = run;
  }

  /** Architectures and their stacks have the same names. */
  static StackNames plain() {
    return new StackNames(Optional.empty());
  }

  /** The name of an architecture's stack: always the same for the same architecture. */
  String of(String architecture) {
    // A name that is too long is refused as it is, on every platform alike.
    return run.isEmpty() || architecture.length() > NAME_MAX
        ? architecture
        : names.computeIfAbsent(architecture, this::unused);
  }

  private String unused(String architecture) {
    for (int number = 1; ; number++) {
      String end = (number == 1 ? "" : String.valueOf(number)) + "-" + run.orElseThrow();
      int length = Math.min(architecture.length(), NAME_MAX - end.length());
      String name = architecture.substring(0, length).replaceAll("-+$", "") + end;
      if (!names.containsValue(name)) {
        return name;
      }
    }
  }
}
