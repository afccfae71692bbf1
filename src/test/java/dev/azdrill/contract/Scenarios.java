package dev.azdrill.contract;

import dev.azdrill.evidence.Strength;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.platform.Ability;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scenarios of {@code features/} as claims: what each takes, read from its sentences. */
final class Scenarios {
  private static final Pattern TITLE =
      Pattern.compile("(Feature|Background|Scenario|Scenario Outline|Examples):\\s*(.*)");
  private static final Pattern STEP = Pattern.compile("(Given|When|Then|And|But)\\s+(.*)");
  private static final Pattern STANDS =
      Pattern.compile("the (\\w+) architecture is running(?: .*)?");

  private Scenarios() {}

  static List<Claim> all() {
    try (Stream<Path> files = Files.list(Path.of("features"))) {
      return files
          .filter(file -> file.toString().endsWith(".feature"))
          .sorted()
          .flatMap(file -> in(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Claim> in(Path file) {
    String feature = "";
    String scenario = "";
    List<String> background = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    List<Claim> found = new ArrayList<>();
    for (String line : lines(file)) {
      Matcher title = TITLE.matcher(line);
      Matcher step = STEP.matcher(line);
      if (title.matches() && title.group(1).equals("Feature")) {
        feature = title.group(2);
      } else if (title.matches() && title.group(1).startsWith("Scenario")) {
        add(found, feature, scenario, background, steps);
        scenario = title.group(2);
      } else if (step.matches()) {
        (scenario.isEmpty() ? background : steps).add(step.group(2));
      }
    }
    add(found, feature, scenario, background, steps);
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(
      List<Claim> found,
      String feature,
      String scenario,
      List<String> background,
      List<String> steps) {
    if (scenario.isEmpty()) {
      return;
    }
    List<String> all = new ArrayList<>(background);
    all.addAll(steps);
    steps.clear();
    Set<String> services = new TreeSet<>();
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    Set<Strength> strengths = EnumSet.noneOf(Strength.class);
    for (String each : all) {
      Optional<FaultKind<?>> fault = FaultSentences.kind(each);
      if (fault.isPresent()) {
        fault.get().needs().ifPresent(abilities::add);
        continue;
      }
      StepWords words = StepWords.of(each);
      words.ability().ifPresent(abilities::add);
      words.strength().ifPresent(strengths::add);
      blueprint(each).ifPresent(name -> services.addAll(Blueprints.shipped(name).services()));
    }
    found.add(new Claim(feature, scenario, services, abilities, strengths));
  }

  private static Optional<String> blueprint(String step) {
    return Optional.of(STANDS.matcher(step)).filter(Matcher::matches).map(m -> m.group(1));
  }
}
