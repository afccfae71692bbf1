package dev.azdrill.drill.file;

import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultArgumentException;
import dev.azdrill.fault.FaultArguments;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultParameter;
import dev.azdrill.fault.ParameterType;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import dev.azdrill.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A fault as a mapping of YAML: its word, and under it what it is told. */
final class FaultNode {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private FaultNode() {}

  /** The fault of a node. */
  static Fault read(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      throw new DocumentException(
          "",
          "a mapping with one key, one of " + String.join(", ", FaultCatalogue.words()),
          node instanceof YamlNode.Mapping many ? many.entries().size() + " keys" : node.words(),
          "write one of them and what belongs to it");
    }
    String word = mapping.entries().keySet().iterator().next();
    FaultKind<?> kind =
        FaultCatalogue.named(word)
            .orElseThrow(
                () ->
                    new DocumentException(
                        word,
                        "one of " + String.join(", ", FaultCatalogue.words()),
                        Printable.quoted(word),
                        Resemblance.advice(word, FaultCatalogue.words(), "write one of them")));
    return Section.of(node, word).entry(word, value -> fault(kind, value));
  }

  private static Fault fault(FaultKind<?> kind, YamlNode value) {
    Section section = Section.of(value, kind.keys().toArray(String[]::new));
    FaultArguments given = FaultArguments.NONE;
    for (FaultParameter each : kind.parameters()) {
      given = given.and(each.key(), section.maybe(each.key(), node -> text(each.type(), node)));
    }
    try {
      return kind.of(given);
    } catch (FaultArgumentException e) {
      throw new DocumentException(e.key().orElse(""), e.expected(), e.seen(), e.advice());
    }
  }

  /** What is a number is written without quotes, and what is a text is no number. */
  private static String text(ParameterType type, YamlNode node) {
    return isNumber(type, Section.scalar(node)) ? Section.bare(node) : Section.string(node);
  }

  private static boolean isNumber(ParameterType type, String text) {
    return type instanceof ParameterType.Whole
        || (type instanceof ParameterType.Amount && DIGITS.matcher(text).matches());
  }

  /** A fault as a word and what it is told. */
  static String write(Fault fault) {
    FaultKind<?> kind = kind(fault);
    List<String> told = new ArrayList<>();
    kind.argumentsOf(fault)
        .values()
        .forEach((key, value) -> told.add(key + ": " + written(kind.parameter(key), value)));
    return kind.word() + ": {" + String.join(", ", told) + "}";
  }

  private static String written(Optional<FaultParameter> parameter, String value) {
    return parameter.filter(each -> isNumber(each.type(), value)).isPresent()
        ? value
        : YamlText.of(value);
  }

  /**
   * The kind of a fault.
   *
   * @throws IllegalArgumentException when files have no word for it
   */
  static FaultKind<?> kind(Fault fault) {
    return FaultCatalogue.of(fault)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a fault that files have a word for, saw "
                        + fault.name()
                        + " on "
                        + fault.subject()));
  }
}
