package dev.azdrill.simulator.autoscaling;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a cron expression: which numbers it stands for.
 *
 * @param numbers those that match
 * @param isOpen whether it begins with an asterisk, and so restricts nothing by itself
 */
record CronField(BitSet numbers, boolean isOpen) {
  private static final Pattern PART =
      Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/([0-9]{1,4}))?");

  /** What a field may hold. */
  enum Kind {
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY_OF_MONTH(1, 31, List.of()),
    MONTH(
        1,
        12,
        List.of(
            "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    /** Sunday is 0, and 7 as well: {@code MON-SUN}. */
    DAY_OF_WEEK(0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final int least;
    private final int most;
    private final List<String> names;

    Kind(int least, int most, List<String> names) {
      this.least = least;
      this.most = most;
      this.names = names;
    }

    private Optional<Integer> number(String text) {
      int name = names.indexOf(text.toUpperCase(Locale.ROOT));
      if (name >= 0) {
        return Optional.of(least + name);
      }
      return text.matches("[0-9]{1,2}")
          ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
          : Optional.empty();
    }
  }

  /** The field of this text; empty where it is none. */
  static Optional<CronField> parse(String text, Kind kind) {
    BitSet numbers = new BitSet();
    for (String part : text.split(",", -1)) {
      if (!add(part, kind, numbers)) {
        return Optional.empty();
      }
    }
    if (kind == Kind.DAY_OF_WEEK && numbers.get(kind.most)) {
      numbers.set(kind.least);
    }
    return Optional.of(new CronField(numbers, text.startsWith("*")));
  }

  private static boolean add(String text, Kind kind, BitSet numbers) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      return false;
    }
    boolean all = part.group(1) != null;
    Optional<Integer> from = all ? Optional.of(kind.least) : kind.number(part.group(2));
    Optional<Integer> to = from;
    if (part.group(3) != null) {
      to = kind.number(part.group(3)).map(end -> isSundayAtTheEnd(kind, end) ? kind.most : end);
    } else if (all || part.group(4) != null) {
      to = Optional.of(kind.most);
    }
    int step = part.group(4) == null ? 1 : Integer.parseInt(part.group(4));
    if (from.isEmpty() || to.isEmpty() || to.get() < from.get() || step < 1) {
      return false;
    }
    for (int number = from.get(); number <= to.get(); number += step) {
      numbers.set(number);
    }
    return true;
  }

  private static boolean isSundayAtTheEnd(Kind kind, int end) {
    return kind == Kind.DAY_OF_WEEK && end == kind.least;
  }

  boolean matches(int number) {
    return numbers.get(number);
  }
}
