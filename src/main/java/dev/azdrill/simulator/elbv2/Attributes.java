package dev.azdrill.simulator.elbv2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The attributes of one resource: every one that its kind has, with its value. */
final class Attributes {
  private final AttributeKind kind;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** All attributes of this kind at their defaults. */
  Attributes(AttributeKind kind) {
    this.kind = kind;
    kind.definitions().forEach((key, definition) -> values.put(key, definition.initial()));
  }

  /** Sets all of these or none. */
  void set(Map<String, String> wanted) {
    wanted.forEach(this::check);
    values.putAll(wanted);
  }

  private void check(String key, String value) {
    AttributeKind.Definition definition = kind.definitions().get(key);
    if (definition == null) {
      throw ElasticLoadBalancingErrors.attributeNotRecognized(kind.noun(), key);
    }
    if (!definition.permitted().test(value)) {
      throw ElasticLoadBalancingErrors.attributeValueInvalid(kind.noun(), key, value);
    }
    if (!definition.simulated().matcher(value).matches()) {
      throw ElasticLoadBalancingErrors.attributeValueNotSimulated(key, value, definition.initial());
    }
  }

  /** The value of an attribute that the kind has. */
  String get(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(kind + " has no attribute '" + key + "'");
    }
    return value;
  }

  boolean isTrue(String key) {
    return Boolean.parseBoolean(get(key));
  }

  /** All of them as the SDK's values. */
  <T> List<T> list(BiFunction<String, String, T> each) {
    return values.entrySet().stream().map(e -> each.apply(e.getKey(), e.getValue())).toList();
  }
}
