package dev.azdrill.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a member stands in a request: names of members, and numbers of items from 1. */
record MemberPath(List<String> steps) {
  static final MemberPath ROOT = new MemberPath(List.of());

  MemberPath member(String name) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(name);
    return new MemberPath(longer);
  }

  MemberPath item(int number) {
    return member(String.valueOf(number));
  }

  private static boolean isNumber(String step) {
    return Character.isDigit(step.charAt(0));
  }

  /** As a query names it: {@code Tags.member.1.Key}, of EC2 {@code Tags.1.Key}. */
  String query(boolean withMember) {
    StringBuilder words = new StringBuilder();
    for (String step : steps) {
      words.append(words.isEmpty() ? "" : ".");
      words.append(withMember && isNumber(step) ? "member." : "").append(step);
    }
    return words.toString();
  }

  /** As the constraint messages name it: {@code tags.1.member.key}. */
  String camelCase() {
    StringBuilder words = new StringBuilder();
    for (String step : steps) {
      words
          .append(words.isEmpty() ? "" : ".")
          .append(step.substring(0, 1).toLowerCase(Locale.ROOT));
      words.append(step.substring(1)).append(isNumber(step) ? ".member" : "");
    }
    return words.toString();
  }
}
