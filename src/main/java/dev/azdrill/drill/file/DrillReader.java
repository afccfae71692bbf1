package dev.azdrill.drill.file;

import dev.azdrill.drill.Drill;
import dev.azdrill.drill.DrillStep;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlDocument;
import dev.azdrill.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the keys of a drill mean. */
final class DrillReader {
  private static final String WITHIN = "within";
  private static final int PERCENT_LENGTH_MAX = 13;
  private static final Pattern PERCENT =
      Pattern.compile("(?:100(?:\\.0{1,9})?|[1-9]?[0-9](?:\\.[0-9]{1,9})?)");

  private DrillReader() {}

  /**
   * @throws DocumentException with file, line and column
   */
  static Drill read(YamlDocument document) {
    try {
      return drill(document.root());
    } catch (DocumentException e) {
      throw document.placed(e);
    }
  }

  private static Drill drill(YamlNode node) {
    Section section =
        Section.of(
            node,
            "name",
            "fault",
            "recovery",
            "restoration",
            "steps",
            "objectives",
            GuardsNode.LIMITS,
            GuardsNode.STOP);
    String name = section.entry("name", DrillReader::name);
    Objectives objectives =
        section.maybe("objectives", DrillReader::objectives).orElse(Objectives.NONE);
    Guards guards = GuardsNode.read(section);
    Optional<List<DrillStep>> steps =
        section.maybe("steps", list -> StepReader.steps(list, DrillReader::expectation));
    if (steps.isPresent()) {
      requireNone(section, "fault", "recovery", "restoration");
      return new Drill(name, steps.get(), objectives, guards);
    }
    return Drill.of(
            name,
            section.entry("fault", FaultNode::read),
            expectations(section, "recovery"),
            expectations(section, "restoration"),
            objectives)
        .with(guards);
  }

  private static void requireNone(Section section, String... keys) {
    for (String key : keys) {
      section.maybe(
          key,
          node -> {
            throw new DocumentException(
                "", "no " + key + " beside steps", node.words(), "say it as one of the steps");
          });
    }
  }

  private static String name(YamlNode node) {
    String text = Section.string(node);
    if (!Drill.isName(text)) {
      throw new DocumentException(
          "",
          "a name of 1 to "
              + Drill.NAME_MAX
              + " characters on one line, not beginning with a space",
          Printable.quoted(text),
          "shorten or change it");
    }
    return text;
  }

  private static List<TimedExpectation> expectations(Section section, String key) {
    return section
        .maybe(key, list -> Section.elements(list, DrillReader::expectation))
        .orElse(List.of());
  }

  /** A word alone, or a word and what it is told. */
  private static TimedExpectation expectation(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      String word = Section.string(node);
      ExpectationForm<? extends Expectation, ?> form = form(word, "", Forms.EXPECTATIONS);
      if (!form.isWordEnough()) {
        throw new DocumentException(
            "",
            word + " with the key " + String.join(", ", form.keys()),
            "the word alone",
            "write " + word + ": {" + form.keys().get(0) + ": ...}");
      }
      return TimedExpectation.inTime(form.read());
    }
    return one(
        node,
        Forms.EXPECTATIONS,
        (form, value) -> {
          List<String> keys = new ArrayList<>(form.keys());
          keys.add(WITHIN);
          Section section = Section.of(value, keys.toArray(String[]::new));
          return new TimedExpectation(form.read(section), section.maybe(WITHIN, Section::duration));
        });
  }

  /** Reads what one key names. */
  private interface Reading<T, R> {
    R of(ExpectationForm<? extends T, ?> form, YamlNode value);
  }

  /** The node as a mapping of one key, which is the word of a form. */
  private static <T, R> R one(
      YamlNode node, List<ExpectationForm<? extends T, ?>> forms, Reading<T, R> reading) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      throw new DocumentException(
          "",
          "a mapping with one key, one of " + words(forms),
          node instanceof YamlNode.Mapping many ? many.entries().size() + " keys" : node.words(),
          "write one of them and what belongs to it");
    }
    String word = mapping.entries().keySet().iterator().next();
    ExpectationForm<? extends T, ?> form = form(word, word, forms);
    return Section.of(node, word).entry(word, value -> reading.of(form, value));
  }

  private static <T> ExpectationForm<? extends T, ?> form(
      String word, String path, List<ExpectationForm<? extends T, ?>> forms) {
    return forms.stream()
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new DocumentException(
                    path,
                    "one of " + words(forms),
                    Printable.quoted(word),
                    Resemblance.advice(
                        word,
                        forms.stream().map(ExpectationForm::word).toList(),
                        "write one of them")));
  }

  private static <T> String words(List<ExpectationForm<? extends T, ?>> forms) {
    return String.join(", ", forms.stream().map(ExpectationForm::word).toList());
  }

  private static Objectives objectives(YamlNode node) {
    Section section =
        Section.of(
            node, "rto", "max-errors", "availability", "longest-outage", "acknowledged-writes");
    return new Objectives(
        section.maybe("rto", Section::duration),
        section.maybe("max-errors", each -> Parameter.count(each, 0)),
        section.maybe("availability", DrillReader::availability),
        section.maybe("longest-outage", Section::duration),
        section
            .maybe("acknowledged-writes", Section::bare)
            .map(word -> section.flag("acknowledged-writes"))
            .orElse(false));
  }

  /** An availability of 0 is always met. */
  private static BigDecimal availability(YamlNode node) {
    return percent(node, each -> each.signum() > 0, "above 0 and up to 100");
  }

  static BigDecimal percent(YamlNode node) {
    return percent(node, each -> true, "from 0 to 100");
  }

  private static BigDecimal percent(
      YamlNode node, Predicate<BigDecimal> isWithin, String expected) {
    String text = Section.bare(node);
    return Optional.of(text)
        .filter(each -> each.length() <= PERCENT_LENGTH_MAX && PERCENT.matcher(each).matches())
        .map(BigDecimal::new)
        .filter(isWithin)
        .orElseThrow(
            () ->
                new DocumentException(
                    "",
                    "a percentage " + expected + " with at most 9 decimals",
                    Printable.quoted(text),
                    "write one such as 99.9"));
  }
}
