package dev.azdrill.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills SDK builders from trees of names and values, be they JSON or CBOR.
 *
 * @param naming what a member is called in the tree
 * @param needsRequired whether a member must be there that its shape requires
 * @param refusesUnknown whether a member must be known
 */
record TreeDecoder(
    Function<SdkField<?>, String> naming, boolean needsRequired, boolean refusesUnknown) {
  /**
   * @throws DecodingException for a member that is missing, unknown or not of its type
   */
  void decode(JsonNode node, SdkPojo builder) {
    decode(node, builder, "");
  }

  /**
   * The same for some members of the structure itself: the others do not stand in the tree.
   *
   * @throws DecodingException for a member that is missing, unknown or not of its type
   */
  void decode(JsonNode node, SdkPojo builder, Predicate<SdkField<?>> among) {
    decode(node, builder, "", among);
  }

  private void decode(JsonNode node, SdkPojo builder, String path) {
    decode(node, builder, path, field -> true);
  }

  private void decode(JsonNode node, SdkPojo builder, String path, Predicate<SdkField<?>> among) {
    if (!node.isObject()) {
      throw DecodingException.malformed(
          path.isEmpty() ? "the request body" : path, node.toString(), "a structure");
    }
    Map<String, JsonNode> unknown = new LinkedHashMap<>();
    node.properties().forEach(entry -> unknown.put(entry.getKey(), entry.getValue()));
    for (SdkField<?> field : builder.sdkFields()) {
      if (!among.test(field)) {
        continue;
      }
      String name = naming.apply(field);
      JsonNode member = unknown.remove(name);
      if (member != null && !member.isNull()) {
        field.set(builder, read(member, field, path + name));
      } else if (needsRequired && field.containsTrait(RequiredTrait.class)) {
        throw DecodingException.missing(path + name);
      }
    }
    if (refusesUnknown && !unknown.isEmpty()) {
      throw DecodingException.unknown(path + unknown.keySet().iterator().next());
    }
  }

  private @Nullable Object read(JsonNode node, SdkField<?> field, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      return readList(node, field.getRequiredTrait(ListTrait.class), path);
    }
    if (type == MarshallingType.MAP) {
      return readMap(node, field.getRequiredTrait(MapTrait.class), path);
    }
    if (type == MarshallingType.SDK_POJO) {
      SdkPojo builder = field.constructor().get();
      decode(node, builder, path + ".");
      return ((Buildable) builder).build();
    }
    if (!node.isValueNode()) {
      throw DecodingException.malformed(path, node.toString(), "a single value");
    }
    if (type == MarshallingType.INSTANT && node.isNumber()) {
      return time(node, path);
    }
    if (type == MarshallingType.DOUBLE && node.isNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    return Scalars.parse(type, path, node.asText());
  }

  private static Instant time(JsonNode node, String path) {
    if (!Double.isFinite(node.doubleValue())) {
      throw DecodingException.malformed(path, node.asText(), "seconds since 1970");
    }
    return Instant.ofEpochMilli(node.decimalValue().movePointRight(3).longValue());
  }

  private List<Object> readList(JsonNode node, ListTrait trait, String path) {
    if (!node.isArray()) {
      throw DecodingException.malformed(path, node.toString(), "a list");
    }
    List<Object> members = new ArrayList<>();
    for (JsonNode each : node) {
      Object value = read(each, trait.memberFieldInfo(), path + "." + (members.size() + 1));
      if (value != null) {
        members.add(value);
      }
    }
    return members;
  }

  private static String key(String path, String text) {
    return (String) Scalars.parse(MarshallingType.STRING, path, text);
  }

  private Map<String, Object> readMap(JsonNode node, MapTrait trait, String path) {
    if (!node.isObject()) {
      throw DecodingException.malformed(path, node.toString(), "a map");
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      Object value = read(each.getValue(), trait.valueFieldInfo(), path + "." + each.getKey());
      if (value != null) {
        entries.put(key(path, each.getKey()), value);
      }
    }
    return entries;
  }
}
