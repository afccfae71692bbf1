package dev.azdrill.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** SDK values to and from JSON trees. Stateless; safe for use by several threads. */
public enum JsonCodec {
  /**
   * As the AWS JSON 1.1 protocol writes them: wire names, times as seconds since 1970. Unknown
   * members are refused.
   */
  AWS_JSON(SdkField::locationName) {
    @Override
    JsonNode time(Instant instant) {
      return JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
  },
  /** As our own files write them: the names of the API reference, times as ISO 8601 text. */
  FILE(SdkField::memberName) {
    @Override
    JsonNode time(Instant instant) {
      return JsonNodeFactory.instance.textNode(instant.toString());
    }
  };

  private final Function<SdkField<?>, String> naming;

  JsonCodec(Function<SdkField<?>, String> naming) {
    this.naming = naming;
  }

  abstract JsonNode time(Instant instant);

  /** All members of {@code value} that are present. */
  public ObjectNode encode(SdkPojo value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (SdkField<?> field : value.sdkFields()) {
      Object member = field.getValueOrDefault(value);
      if (member != null
          && !(member instanceof SdkAutoConstructList)
          && !(member instanceof SdkAutoConstructMap)) {
        node.set(naming.apply(field), encode(field, member));
      }
    }
    return node;
  }

  private JsonNode encode(SdkField<?> field, Object value) {
    MarshallingType<?> type = field.marshallingType();
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      ArrayNode array = json.arrayNode();
      ((List<?>) value).forEach(each -> array.add(encode(member, each)));
      return array;
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
      ObjectNode object = json.objectNode();
      ((Map<?, ?>) value)
          .forEach((key, each) -> object.set(String.valueOf(key), encode(member, each)));
      return object;
    }
    if (type == MarshallingType.SDK_POJO) {
      return encode((SdkPojo) value);
    }
    if (value instanceof Instant instant) {
      return time(instant);
    }
    if (value instanceof Boolean flag) {
      return json.booleanNode(flag);
    }
    if (value instanceof Number number) {
      return json.numberNode(new BigDecimal(number.toString()));
    }
    return json.textNode(Scalars.print(value));
  }

  /**
   * Fills {@code builder} from a JSON object.
   *
   * @throws DecodingException for a member that is missing, unknown or not of its type
   */
  public void decode(JsonNode node, SdkPojo builder) {
    decode(node, builder, "");
  }

  private void decode(JsonNode node, SdkPojo builder, String path) {
    if (!node.isObject()) {
      throw DecodingException.malformed(
          path.isEmpty() ? "the request body" : path, node.toString(), "a JSON object");
    }
    Map<String, JsonNode> unknown = new LinkedHashMap<>();
    node.properties().forEach(entry -> unknown.put(entry.getKey(), entry.getValue()));
    for (SdkField<?> field : builder.sdkFields()) {
      String name = naming.apply(field);
      JsonNode member = unknown.remove(name);
      if (member != null && !member.isNull()) {
        field.set(builder, read(member, field, path + name));
      } else if (this == AWS_JSON && field.containsTrait(RequiredTrait.class)) {
        throw DecodingException.missing(path + name);
      }
    }
    if (!unknown.isEmpty()) {
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
      return Instant.ofEpochMilli(node.decimalValue().movePointRight(3).longValue());
    }
    return Scalars.parse(type, path, node.asText());
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

  private Map<String, Object> readMap(JsonNode node, MapTrait trait, String path) {
    if (!node.isObject()) {
      throw DecodingException.malformed(path, node.toString(), "a map");
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      Object value = read(each.getValue(), trait.valueFieldInfo(), path + "." + each.getKey());
      if (value != null) {
        entries.put(each.getKey(), value);
      }
    }
    return entries;
  }
}
