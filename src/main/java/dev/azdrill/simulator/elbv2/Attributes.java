package dev.azdrill.simulator.elbv2;

import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.AwsError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

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

  /**
   * Takes over those that are described elsewhere. One that is not simulated stays at its default;
   * what belongs to a resource that is not here is left out in one word.
   *
   * @param here the ARNs of the resources that were taken over
   * @param of the attributes of one of them, by its ARN
   */
  static <T extends SdkPojo> void adopt(
      Adoption adoption,
      Kind<T> kind,
      List<String> here,
      Function<String, Attributes> of,
      Function<T, @Nullable String> key,
      Function<T, @Nullable String> value) {
    Set<String> owners = new LinkedHashSet<>();
    adoption.from().owned(kind).forEach(each -> each.owner().ifPresent(owners::add));
    owners.stream()
        .filter(owner -> !here.contains(owner))
        .forEach(owner -> adoption.leftOut(kind, owner, "what has them was not taken over"));
    for (String owner : here) {
      if (!owners.contains(owner)) {
        adoption.leftOut(
            kind, owner, "none of them is described: they are those that AWS sets by default");
      }
      for (T each : adoption.from().of(kind, owner)) {
        try {
          of.apply(owner).adopt(key.apply(each), value.apply(each));
        } catch (AwsError | Adoption.NotAdopted refused) {
          adoption.leftOut(kind, owner, String.valueOf(refused.getMessage()));
        }
      }
    }
  }

  private void adopt(@Nullable String key, @Nullable String value) {
    set(Map.of(Adoption.required(key, "Key"), Optional.ofNullable(value).orElse("")));
  }

  private void check(String key, String value) {
    AttributeKind.Definition definition = kind.definitions().get(key);
    if (definition == null) {
      throw kind.isOfOthers(key, any -> true)
          ? ElasticLoadBalancingErrors.attributeNotSupported(kind.noun(), key, kind.bearers())
          : ElasticLoadBalancingErrors.attributeNotRecognized(kind.noun(), key);
    }
    if (!definition.permitted().test(value)) {
      if (kind.isOfOthers(key, other -> other.permitted().test(value))) {
        throw ElasticLoadBalancingErrors.attributeValueNotSupported(
            kind.noun(), key, value, kind.bearers());
      }
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
