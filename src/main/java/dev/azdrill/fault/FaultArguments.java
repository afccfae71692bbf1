package dev.azdrill.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a fault is told: texts by the keys of its parameters, in this order. A value.
 *
 * @param values none of them empty text
 */
public record FaultArguments(Map<String, String> values) {
  /** Nothing. */
  public static final FaultArguments NONE = new FaultArguments(Map.of());

  public FaultArguments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One argument. */
  public static FaultArguments of(String key, String value) {
    return new FaultArguments(Map.of(key, value));
  }

  /** The same, and one more. */
  public FaultArguments and(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new FaultArguments(more);
  }

  /** The same, and one more when there is one. */
  public FaultArguments and(String key, Optional<String> value) {
    return value.map(each -> and(key, each)).orElse(this);
  }

  /**
   * The text under a key.
   *
   * @throws IllegalArgumentException when there is none
   */
  public String text(String key) {
    return maybe(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException("expected " + key + ", saw only " + values.keySet()));
  }

  /** The whole number under a key. */
  public int whole(String key) {
    return Integer.parseInt(text(key));
  }

  /** The text under a key; empty when there is none. */
  public Optional<String> maybe(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
