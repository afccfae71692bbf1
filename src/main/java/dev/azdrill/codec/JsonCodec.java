package dev.azdrill.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** SDK values to and from JSON trees. Stateless; safe for use by several threads. */
public enum JsonCodec {
  /**
   * As the AWS JSON 1.1 protocol writes them: wire names, times as seconds since 1970. Unknown
   * members are refused.
   */
  AWS_JSON(SdkField::locationName, new TreeDecoder(SdkField::locationName, true, true)) {
    @Override
    JsonNode time(Instant instant) {
      return JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
  },
  /** As our own files write them: the names of the API reference, times as ISO 8601 text. */
  FILE(SdkField::memberName, new TreeDecoder(SdkField::memberName, false, true)) {
    @Override
    JsonNode time(Instant instant) {
      return JsonNodeFactory.instance.textNode(instant.toString());
    }
  },
  /**
   * As the AWS CLI prints it: like {@link #FILE}, but a newer CLI may know members that this SDK
   * does not, and those are passed over, as the SDK itself passes over them in replies.
   */
  CLI(SdkField::memberName, new TreeDecoder(SdkField::memberName, false, false)) {
    @Override
    JsonNode time(Instant instant) {
      return JsonNodeFactory.instance.textNode(instant.toString());
    }
  };

  private final Function<SdkField<?>, String> naming;
  private final TreeDecoder decoder;

  JsonCodec(Function<SdkField<?>, String> naming, TreeDecoder decoder) {
    this.naming = naming;
    this.decoder = decoder;
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
    decoder.decode(node, builder);
  }
}
