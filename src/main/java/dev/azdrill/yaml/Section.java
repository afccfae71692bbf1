package dev.azdrill.yaml;

import dev.azdrill.text.DurationText;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A mapping of a YAML text while it is read into a value: refuses keys that it does not know, and
 * whatever goes wrong below an entry is told with the entry's path.
 */
public final class Section {
  /** No leading zero: YAML 1.1 reads 010 as eight. */
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

  private final Map<String, YamlNode> mapping;
  private final List<String> known;

  private Section(Map<String, YamlNode> mapping, List<String> known) {
    this.mapping = mapping;
    this.known = known;
  }

  /** The node as a section that has no other keys than these. */
  public static Section of(YamlNode node, String... known) {
    List<String> keys = List.of(known);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw new DocumentException(
          "", "a mapping", node.words(), "write the keys " + String.join(", ", keys));
    }
    for (String name : mapping.entries().keySet()) {
      if (!keys.contains(name)) {
        throw new DocumentException(
            name,
            "one of " + String.join(", ", keys),
            Printable.quoted(name),
            Resemblance.advice(name, keys, "remove it"));
      }
    }
    return new Section(mapping.entries(), keys);
  }

  /** The text, number or truth value under this key, as it is written. */
  public String text(String key) {
    return entry(key, Section::scalar);
  }

  /** The text under this key; empty when the key is missing. */
  public Optional<String> maybeText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** The whole number under this key. */
  public int integer(String key) {
    return entry(key, Section::integer);
  }

  /** The whole number under this key; empty when the key is missing. */
  public OptionalInt maybeInteger(String key) {
    return has(key) ? OptionalInt.of(integer(key)) : OptionalInt.empty();
  }

  /** The truth value under this key. */
  public boolean flag(String key) {
    return entry(
        key,
        node -> {
          String text = scalar(node);
          if (!text.equals("true") && !text.equals("false")) {
            throw new DocumentException(
                "", "true or false", Printable.quoted(text), "write one of the two");
          }
          requireUnquoted(node, "true or false");
          return text.equals("true");
        });
  }

  /** YAML reads what is in quotes as a text, whatever it looks like. */
  private static void requireUnquoted(YamlNode node, String expected) {
    if (node instanceof YamlNode.Scalar scalar && scalar.isString()) {
      throw new DocumentException(
          "", expected, "the text " + node.words(), "write it without quotes");
    }
  }

  /**
   * A duration.
   *
   * @see DurationText the forms that it may have
   */
  public Duration duration(String key) {
    return entry(key, Section::duration);
  }

  /** The node as a duration. */
  public static Duration duration(YamlNode node) {
    String text = scalar(node);
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new DocumentException(
                    "", "a duration", Printable.quoted(text), "write one such as 30s, 5m or 1h"));
  }

  /** The constant whose word is the value of this key. */
  public <E extends Enum<E>> E word(String key, Class<E> type) {
    return entry(key, node -> constant(scalar(node), type));
  }

  /** The constant of this word: {@code PER_ZONE} for {@code per-zone}. */
  public static <E extends Enum<E>> E constant(String text, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new DocumentException(
        "",
        "one of " + String.join(", ", words),
        Printable.quoted(text),
        Resemblance.advice(text, words, "write one of them"));
  }

  /** The list under this key, each element read by {@code read}. */
  public <T> List<T> list(String key, Function<YamlNode, T> read) {
    return entry(key, node -> elements(node, read));
  }

  /** The node as a list, each element read by {@code read}. */
  public static <T> List<T> elements(YamlNode node, Function<YamlNode, T> read) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw new DocumentException("", "a list", node.words(), "write [a, b] or lines with -");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < sequence.elements().size(); i++) {
      list.add(told("[" + i + "]", sequence.elements().get(i), read));
    }
    return list;
  }

  /** The value of this key, read by {@code read}. */
  public <T> T entry(String key, Function<YamlNode, T> read) {
    if (!known.contains(key)) {
      throw new IllegalArgumentException("the reader asks for an unknown key: " + key);
    }
    YamlNode value = mapping.get(key);
    if (value == null) {
      throw new DocumentException(key, "a value", "none", "add the key " + key);
    }
    return told(key, value, read);
  }

  /** The value of this key, read by {@code read}; empty when the key is missing. */
  public <T> Optional<T> maybe(String key, Function<YamlNode, T> read) {
    return has(key) ? Optional.of(entry(key, read)) : Optional.empty();
  }

  /** Whether the value of this key is a list. */
  public boolean isList(String key) {
    return mapping.get(key) instanceof YamlNode.Sequence;
  }

  /** Also without a value: a key that is there was meant, and is not ignored. */
  private boolean has(String key) {
    return mapping.containsKey(key);
  }

  private static <T> T told(String by, YamlNode node, Function<YamlNode, T> read) {
    try {
      return read.apply(node);
    } catch (DocumentException e) {
      throw e.under(by);
    }
  }

  /** The node as one text, number or truth value, as it is written. */
  public static String scalar(YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw new DocumentException("", "a text or number", node.words(), "write one value");
    }
    return scalar.text();
  }

  /** The node as a text: what YAML reads as a number or a truth value must be in quotes. */
  public static String string(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.isString()) {
      throw new DocumentException(
          "", "a text", "the number or truth value " + node.words(), "put it into quotes");
    }
    return scalar(node);
  }

  /** The node as a number or truth value, as it is written: not in quotes. */
  public static String bare(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && scalar.isString()) {
      throw new DocumentException(
          "",
          "a number, true or false",
          "the text " + node.words(),
          "write it in decimal digits or as a lower-case word, without quotes");
    }
    return scalar(node);
  }

  /** A text that is too long for what it should be is not looked at any further. */
  public static String scalar(YamlNode node, int longest) {
    String text = scalar(node);
    if (text.length() > longest) {
      throw new DocumentException(
          "", "at most " + longest + " characters", text.length() + " characters", "shorten it");
    }
    return text;
  }

  /** The node as a whole number in decimal digits. */
  public static int integer(YamlNode node) {
    String text = scalar(node);
    if (INTEGER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number == (int) number) {
        requireUnquoted(node, "a whole number");
        return (int) number;
      }
    }
    throw new DocumentException(
        "",
        "a whole number of at most " + Integer.MAX_VALUE,
        Printable.quoted(text),
        "write it in decimal digits");
  }
}
