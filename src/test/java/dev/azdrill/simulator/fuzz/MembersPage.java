package dev.azdrill.simulator.fuzz;

import dev.azdrill.simulator.fuzz.MemberTable.Treatment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/members.md}: what becomes of each member of each request, made of data alone. */
final class MembersPage {
  private static final String HEAD =
      """
      # Members of requests

      What the region does with each member of each request that it answers. This page is generated (`make members`) from the AWS SDK's
      models, from the region's byte code and from the list of what it does not heed
      (`src/main/resources/dev/azdrill/simulator/wire/unheeded-members.json`). A test is red while a member is in none of its columns.

      - *heeded*: the region reads it. It changes what happens, chooses what is answered, or is kept with a resource.
      - *described*: it is kept and described as it was given, and nothing else depends on it.
      - *refused*: whoever gives it is told that azdrill does not simulate it, unless the value asks for what happens anyway.
      - *without consequence*: it is taken with any value, because what it asks for could not be told from what happens anyway.

      """;

  private MembersPage() {}

  static String text(MemberTable table, Set<String> operations) {
    StringBuilder page = new StringBuilder(HEAD);
    counts(table, page);
    table
        .services()
        .forEach(
            (service, shapes) -> {
              page.append("\n## ").append(service).append("\n");
              section("operation", shapes, operations::contains, page);
              section("structure", shapes, shape -> !operations.contains(shape), page);
            });
    return page.toString();
  }

  private static void counts(MemberTable table, StringBuilder page) {
    page.append("| service | heeded | described | refused | without consequence |\n");
    page.append("|---|--:|--:|--:|--:|\n");
    table
        .services()
        .forEach(
            (service, shapes) -> {
              Map<Treatment, Long> counts =
                  shapes.values().stream()
                      .flatMap(members -> members.values().stream())
                      .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
              page.append("| ").append(service).append(" |");
              columns()
                  .forEach(
                      each -> page.append(" ").append(counts.getOrDefault(each, 0L)).append(" |"));
              page.append("\n");
            });
  }

  private static List<Treatment> columns() {
    return List.of(
        Treatment.READ, Treatment.DESCRIBED, Treatment.REFUSED, Treatment.WITHOUT_CONSEQUENCE);
  }

  private static void section(
      String what,
      Map<String, Map<String, Treatment>> shapes,
      Predicate<String> chosen,
      StringBuilder page) {
    if (shapes.keySet().stream().noneMatch(chosen)) {
      return;
    }
    page.append("\n| ")
        .append(what)
        .append(" | heeded | described | refused | without consequence |\n");
    page.append("|---|---|---|---|---|\n");
    shapes.forEach(
        (shape, members) -> {
          if (chosen.test(shape)) {
            page.append("| ").append(shape).append(" |");
            columns().forEach(each -> page.append(" ").append(cell(members, each)).append(" |"));
            page.append("\n");
          }
        });
  }

  private static String cell(Map<String, Treatment> members, Treatment treatment) {
    String names =
        members.entrySet().stream()
            .filter(each -> each.getValue() == treatment)
            .map(Map.Entry::getKey)
            .sorted((a, b) -> a.toLowerCase(Locale.ROOT).compareTo(b.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "–" : names;
  }
}
