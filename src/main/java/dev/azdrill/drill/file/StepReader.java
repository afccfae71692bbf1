package dev.azdrill.drill.file;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the steps of a drill mean. */
final class StepReader {
  static final String INJECT = "inject";
  static final String EXPECT = "expect";
  static final String EXPECT_MISSED = "expect-missed";
  static final String UNDO = "undo";
  static final String LOAD = "load";
  static final String PAUSE = "pause";

  /** How many requests a second a step may ask for. */
  private static final int LOAD_MAX = 1_000_000;

  private final Map<String, Function<YamlNode, DrillStep>> steps = new LinkedHashMap<>();

  private StepReader(Function<YamlNode, TimedExpectation> expectation) {
    steps.put(INJECT, node -> new DrillStep.Inject(FaultNode.read(node)));
    steps.put(EXPECT, node -> new DrillStep.Expect(expectation.apply(node)));
    steps.put(EXPECT_MISSED, node -> missed(expectation.apply(node)));
    steps.put(LOAD, node -> new DrillStep.Load(load(node)));
    steps.put(PAUSE, StepReader::pause);
    steps.put(UNDO, StepReader::undo);
  }

  /**
   * The steps of a list, of which one at least breaks something or changes the load.
   *
   * @param expectation reads an expectation
   */
  static List<DrillStep> steps(YamlNode list, Function<YamlNode, TimedExpectation> expectation) {
    StepReader reader = new StepReader(expectation);
    List<DrillStep> steps = Section.elements(list, reader::step);
    if (!Drill.disturbs(steps)) {
      throw new DocumentException(
          "",
          "a step that breaks something or changes the load",
          steps.size() + " steps without one",
          "add " + INJECT + " or " + LOAD);
    }
    requireBroken(steps);
    return steps;
  }

  /** What a step undoes must have been broken before, and not undone since. */
  private static void requireBroken(List<DrillStep> steps) {
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof DrillStep.Inject inject) {
        broken.add(FaultNode.kind(inject.fault()).word());
      } else if (steps.get(i) instanceof DrillStep.Undo undo) {
        Optional<String> word = undo.fault();
        if (word.isPresent() && !broken.remove(word.get())) {
          throw new DocumentException(
              "[" + i + "]." + UNDO,
              "a fault that is broken when this step is reached",
              Printable.quoted(word.get()),
              broken.isEmpty() ? "inject it before" : "undo one of " + String.join(", ", broken));
        }
        if (word.isEmpty()) {
          broken.clear();
        }
      }
    }
  }

  private DrillStep step(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      String word = Section.string(node);
      if (word.equals(UNDO)) {
        return new DrillStep.Undo();
      }
      throw unknown("", word);
    }
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      throw new DocumentException(
          "",
          "one of " + words() + " and what belongs to it",
          node instanceof YamlNode.Mapping many ? many.entries().size() + " keys" : node.words(),
          "write each step on its own");
    }
    String word = mapping.entries().keySet().iterator().next();
    Function<YamlNode, DrillStep> reading = steps.get(word);
    if (reading == null) {
      throw unknown(word, word);
    }
    return Section.of(node, word).entry(word, reading);
  }

  private DocumentException unknown(String path, String word) {
    List<String> known = List.of(words().split(", "));
    return new DocumentException(
        path,
        "one of " + words(),
        Printable.quoted(word),
        Resemblance.advice(word, known, "write one of them"));
  }

  private String words() {
    return String.join(", ", steps.keySet());
  }

  private static DrillStep missed(TimedExpectation expected) {
    if (expected.within().isEmpty()) {
      throw new DocumentException(
          "",
          "within: how long it must not come true",
          "none",
          "add within, such as {within: 2min}");
    }
    if (expected.within().filter(Duration::isZero).isPresent()) {
      throw new DocumentException(
          "", "within: more than 0 seconds", "0", "raise it: in no time nothing comes true");
    }
    return new DrillStep.ExpectMissed(expected);
  }

  private static double load(YamlNode node) {
    int wanted = Parameter.count(node, 1);
    if (wanted > LOAD_MAX) {
      throw new DocumentException(
          "", "1 to " + LOAD_MAX + " requests per second", "" + wanted, "write less");
    }
    return wanted;
  }

  private static DrillStep undo(YamlNode node) {
    String word = Section.string(node);
    if (FaultCatalogue.named(word).isEmpty()) {
      throw new DocumentException(
          "",
          "the word of a fault, such as " + FaultCatalogue.words().get(0),
          Printable.quoted(word),
          Resemblance.advice(
              word, FaultCatalogue.words(), "write - " + UNDO + " alone to undo everything"));
    }
    return new DrillStep.Undo(Optional.of(word));
  }

  private static DrillStep pause(YamlNode node) {
    Duration duration = Section.duration(node);
    if (duration.isZero()) {
      throw new DocumentException("", "more than 0 seconds", "0", "leave the pause out");
    }
    if (duration.compareTo(DrillStep.Pause.LONGEST) > 0) {
      throw new DocumentException(
          "",
          "at most " + DurationText.of(DrillStep.Pause.LONGEST),
          DurationText.of(duration),
          "shorten the pause");
    }
    return new DrillStep.Pause(duration);
  }
}
