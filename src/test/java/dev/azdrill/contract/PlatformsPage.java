package dev.azdrill.contract;

import dev.azdrill.evidence.Strength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code docs/platforms.md}: what can be tested where, made of data alone. */
final class PlatformsPage {
  private static final String HEAD =
      """
      # Platforms

      What can be tested where. This page is generated (`make platforms`) from the sentences of the contract suite
      (`src/test/java/dev/azdrill/contract`), from the list of deviations beside them
      (`src/test/resources/dev/azdrill/contract/deviations.yaml`), from the kinds that each guarantee rests on, and from the sentences of
      `features/`. The list is checked by running it: a listed deviation that no longer occurs turns the run red.

      | subject | what it is | services of its own | completed by azdrill |
      |---|---|---|---|
      """;

  private static final String AREAS =
      """

      ## The contract, by area

      How many sentences hold. `14 of 16` says that two deviate; what needs a service or an ability that the subject lacks cannot run there.

      """;

  private static final String GUARANTEES =
      """

      ## Which guarantee can be tested where

      A guarantee is proven from what AWS describes: the platform must describe every kind that it rests on. *completed*: some of it is described,
      or done, by azdrill's own controllers on the platform's EC2. A cell says that the platform has what it takes; a proof is as good as what the
      platform describes, so its deviations below belong to it.

      """;

  private static final String SCENARIOS =
      """

      ## Which scenario can be run where, and how strong its evidence is

      *control plane*: the AWS API said so. *configuration proof*: it follows from what is described. *simulated*: clients that azdrill plays over
      what is described; no packet is sent. Nothing here is measured traffic. On the simulator the control plane is simulated, too.

      """;

  private final Map<Candidate, Expected> expected = new TreeMap<>();
  private final StringBuilder page = new StringBuilder(HEAD);

  private PlatformsPage() {
    for (Candidate each : Candidate.values()) {
      expected.put(each, Expected.of(each));
    }
  }

  static String text() {
    return new PlatformsPage().write();
  }

  private String write() {
    expected.forEach(
        (candidate, each) ->
            row(
                "`" + candidate.label() + "`",
                each.is(),
                String.join(", ", each.own()),
                String.join(", ", each.completed())));
    areas();
    page.append(GUARANTEES);
    head("guarantee");
    Claim.guarantees().forEach(claim -> row(claim.statement(), cell(claim)));
    page.append(SCENARIOS);
    head("feature | scenario");
    Scenarios.all().forEach(claim -> row(claim.source() + " | " + claim.statement(), cell(claim)));
    expected.forEach(this::deviations);
    return page.toString();
  }

  private void areas() {
    page.append(AREAS);
    head("area");
    Map<String, List<Sentence>> areas =
        Sentence.all().stream()
            .collect(Collectors.groupingBy(Sentence::area, TreeMap::new, Collectors.toList()));
    areas.forEach((area, sentences) -> row(area, each -> count(each, sentences)));
    row("**all**", each -> "**" + count(each, Sentence.all()) + "**");
  }

  private static String count(Expected each, List<Sentence> sentences) {
    long able = sentences.stream().filter(s -> s.missing(each.there()).isEmpty()).count();
    long deviating = sentences.stream().filter(s -> each.deviation(s).isPresent()).count();
    long unable = sentences.size() - able;
    if (able == 0) {
      return "cannot run";
    }
    return (deviating == 0 ? "all " + able : (able - deviating) + " of " + able)
        + (unable == 0 ? "" : ", " + unable + " cannot run");
  }

  private static Function<Expected, String> cell(Claim claim) {
    return each -> {
      List<String> missing = claim.missing(each);
      if (!missing.isEmpty()) {
        return "no: lacks " + String.join(", ", missing);
      }
      boolean isCompleted = claim.isCompletedOn(each);
      return claim.strengths().stream()
              .map(strength -> words(strength, isCompleted))
              .collect(Collectors.joining(" + "))
          + (isCompleted ? " (completed)" : "");
    };
  }

  private static String words(Strength strength, boolean isCompleted) {
    return strength == Strength.SIMULATED && isCompleted
        ? "simulated over described state"
        : strength.words();
  }

  private void deviations(Candidate candidate, Expected each) {
    page.append("\n## Deviations of `").append(candidate.label()).append("`\n\n");
    Map<String, String> own = new TreeMap<>(each.deviates());
    if (!each.like().isEmpty()) {
      Map<String, String> others = Expected.of(Candidate.called(each.like())).deviates();
      own.keySet().removeAll(others.keySet());
      List<String> hold = new ArrayList<>(others.keySet());
      hold.removeAll(each.deviates().keySet());
      page.append(others.isEmpty() ? "" : "Those of `" + each.like() + "`.");
      page.append(hold.isEmpty() ? "" : " These hold here: " + words(hold) + ".");
      page.append(others.isEmpty() ? "" : own.isEmpty() ? "\n" : " And:\n\n");
    }
    if (own.isEmpty()) {
      page.append(each.deviates().isEmpty() ? "None.\n" : "");
      return;
    }
    row("area", "what AWS does", "what it does");
    page.append("|---|---|---|\n");
    Map<String, Sentence> sentences =
        Sentence.all().stream().collect(Collectors.toMap(Sentence::id, Function.identity()));
    own.forEach((id, reason) -> row(sentences.get(id).area(), sentences.get(id).words(), reason));
  }

  private static String words(List<String> ids) {
    return ids.stream()
        .map(id -> "*" + id.substring(id.indexOf('.') + 1).replace('_', ' ') + "*")
        .collect(Collectors.joining(", "));
  }

  private void head(String first) {
    row(
        first,
        Arrays.stream(Candidate.values())
            .map(each -> "`" + each.label() + "`")
            .collect(Collectors.joining(" | ")));
    int columns = first.split("\\|", -1).length + Candidate.values().length;
    page.append("|---".repeat(columns)).append("|\n");
  }

  private void row(String first, Function<Expected, String> cell) {
    row(first, expected.values().stream().map(cell).collect(Collectors.joining(" | ")));
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
