package dev.azdrill.yaml;

import dev.azdrill.text.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML document. */
public sealed interface YamlNode {
  /** What it is, for people: {@code a list}. */
  String words();

  /**
   * One text, number or truth value, as it is written.
   *
   * @param isString whether YAML reads it as a text: in quotes, or like no number and no truth
   *     value
   */
  record Scalar(String text, boolean isString) implements YamlNode {
    @Override
    public String words() {
      return Printable.quoted(text);
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> elements) implements YamlNode {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String words() {
      return "a list";
    }
  }

  /** Keys and their values, in the order of the text. */
  record Mapping(Map<String, YamlNode> entries) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String words() {
      return "a mapping";
    }
  }

  /** No value where one could be: an empty document, or a key with nothing after it. */
  record Nothing() implements YamlNode {
    @Override
    public String words() {
      return "nothing";
    }
  }
}
