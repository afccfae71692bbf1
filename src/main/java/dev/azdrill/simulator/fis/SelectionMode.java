package dev.azdrill.simulator.fis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of the resources that a target finds it takes. Source: AWS Fault Injection Service User
 * Guide, "Targets for AWS FIS", "Selection mode".
 *
 * @param count at most so many; empty for all
 * @param percent so many of a hundred, rounded down; empty for all
 */
record SelectionMode(Optional<Integer> count, Optional<Integer> percent) {
  private static final Pattern COUNT = Pattern.compile("COUNT\\((\\d{1,6})\\)");
  private static final Pattern PERCENT = Pattern.compile("PERCENT\\((\\d{1,3})\\)");
  private static final int HUNDRED = 100;

  /** Reads {@code ALL}, {@code COUNT(n)} or {@code PERCENT(n)}; empty for anything else. */
  static Optional<SelectionMode> parse(String mode) {
    if (mode.equals("ALL")) {
      return Optional.of(new SelectionMode(Optional.empty(), Optional.empty()));
    }
    Optional<Integer> count = number(COUNT, mode).filter(n -> n > 0);
    Optional<Integer> percent = number(PERCENT, mode).filter(n -> n > 0 && n <= HUNDRED);
    return count.isPresent() || percent.isPresent()
        ? Optional.of(new SelectionMode(count, percent))
        : Optional.empty();
  }

  private static Optional<Integer> number(Pattern pattern, String mode) {
    Matcher matcher = pattern.matcher(mode);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** The resources that are taken, at random, in the order in which they were found. */
  List<Resource> of(List<Resource> found, SplittableRandom chance) {
    int wanted =
        Math.min(
            found.size(),
            count.orElseGet(
                () -> percent.map(each -> found.size() * each / HUNDRED).orElse(found.size())));
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      left.add(i);
    }
    while (left.size() > wanted) {
      left.remove(chance.nextInt(left.size()));
    }
    return left.stream().map(found::get).toList();
  }
}
