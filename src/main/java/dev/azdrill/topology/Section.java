package dev.azdrill.topology;

import com.fasterxml.jackson.databind.JsonNode;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapping of a YAML text while it is read into a value: refuses keys that it does not know, and
 * whatever goes wrong below an entry is told with the entry's path.
 */
final class Section {
  private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,5})([smh])");

  /** No leading zero: YAML 1.1 reads 010 as eight. */
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

  private final JsonNode mapping;
  private final List<String> known;

  private Section(JsonNode mapping, List<String> known) {
    this.mapping = mapping;
    this.known = known;
  }

  /** The node as a section that has no other keys than these. */
  static Section of(JsonNode node, String... known) {
    List<String> keys = List.of(known);
    if (!node.isObject()) {
      throw new BlueprintException(
          "", "a mapping", describe(node), "write the keys " + String.join(", ", keys));
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw new BlueprintException(
            name,
            "one of " + String.join(", ", keys),
            Printable.quoted(name),
            Resemblance.advice(name, keys, "remove it"));
      }
    }
    return new Section(node, keys);
  }

  String text(String key) {
    return entry(key, Section::scalar);
  }

  /** The text under this key, or another one when the key is missing. */
  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  int integer(String key) {
    return entry(key, Section::integer);
  }

  OptionalInt maybeInteger(String key) {
    return has(key) ? OptionalInt.of(integer(key)) : OptionalInt.empty();
  }

  boolean flag(String key) {
    return entry(
        key,
        node -> {
          String text = scalar(node);
          if (!text.equals("true") && !text.equals("false")) {
            throw new BlueprintException(
                "", "true or false", Printable.quoted(text), "write one of the two");
          }
          return text.equals("true");
        });
  }

  Duration duration(String key) {
    return entry(
        key,
        node -> {
          String text = scalar(node);
          Matcher match = DURATION.matcher(text);
          if (!match.matches()) {
            throw new BlueprintException(
                "", "a duration", Printable.quoted(text), "write one such as 30s, 5m or 1h");
          }
          long number = Long.parseLong(match.group(1));
          return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
        });
  }

  /** The constant whose word is the value of this key. */
  <E extends Enum<E>> E word(String key, Class<E> type) {
    return entry(key, node -> constant(scalar(node), type));
  }

  static <E extends Enum<E>> E constant(String text, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new BlueprintException(
        "",
        "one of " + String.join(", ", words),
        Printable.quoted(text),
        Resemblance.advice(text, words, "write one of them"));
  }

  <T> List<T> list(String key, Function<JsonNode, T> read) {
    return entry(key, node -> elements(node, read));
  }

  static <T> List<T> elements(JsonNode node, Function<JsonNode, T> read) {
    if (!node.isArray()) {
      throw new BlueprintException("", "a list", describe(node), "write [a, b] or lines with -");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      list.add(told("[" + i + "]", node.get(i), read));
    }
    return list;
  }

  /** The value of this key, read by {@code read}. */
  <T> T entry(String key, Function<JsonNode, T> read) {
    if (!known.contains(key)) {
      throw new IllegalArgumentException("the reader asks for an unknown key: " + key);
    }
    if (!has(key)) {
      throw new BlueprintException(key, "a value", "none", "add the key " + key);
    }
    return told(key, mapping.get(key), read);
  }

  <T> Optional<T> maybe(String key, Function<JsonNode, T> read) {
    return has(key) ? Optional.of(entry(key, read)) : Optional.empty();
  }

  /** Whether the value of this key is a list. */
  boolean isList(String key) {
    return mapping.path(key).isArray();
  }

  /** Also without a value: a key that is there was meant, and is not ignored. */
  private boolean has(String key) {
    return mapping.has(key);
  }

  private static <T> T told(String by, JsonNode node, Function<JsonNode, T> read) {
    try {
      return read.apply(node);
    } catch (BlueprintException e) {
      throw e.under(by);
    }
  }

  static String scalar(JsonNode node) {
    if (!node.isTextual()) {
      throw new BlueprintException("", "a text or number", describe(node), "write one value");
    }
    return node.textValue();
  }

  /** A text that is too long for what it should be is not looked at any further. */
  static String scalar(JsonNode node, int longest) {
    String text = scalar(node);
    if (text.length() > longest) {
      throw new BlueprintException(
          "", "at most " + longest + " characters", text.length() + " characters", "shorten it");
    }
    return text;
  }

  static int integer(JsonNode node) {
    String text = scalar(node);
    if (INTEGER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw new BlueprintException(
        "",
        "a whole number of at most " + Integer.MAX_VALUE,
        Printable.quoted(text),
        "write it in decimal digits");
  }

  private static String describe(JsonNode node) {
    if (node.isObject()) {
      return "a mapping";
    }
    if (node.isArray()) {
      return "a list";
    }
    return node.isTextual() ? Printable.quoted(node.textValue()) : "nothing";
  }
}
