package dev.azdrill.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * SDK values to and from CBOR as Smithy RPC v2 writes it: the model's member names, times as tag 1
 * with seconds since 1970, blobs as byte strings. Unknown members are refused.
 *
 * <p>Source: Smithy 2.0, "Smithy RPC v2 CBOR protocol", section "Shape serialization". Stateless;
 * safe for use by several threads.
 */
public final class CborCodec {
  private static final CBORFactory CBOR = new CBORFactory();
  private static final ObjectMapper TREES = new ObjectMapper(CBOR);
  private static final TreeDecoder DECODER = new TreeDecoder(SdkField::memberName, true, true);

  /** Source: RFC 8949, section 3.4.2, "Epoch-Based Date/Time". */
  private static final int EPOCH_TIME = 1;

  private CborCodec() {}

  /** All members of {@code value} that are present. */
  public static byte[] encode(SdkPojo value) {
    return write(cbor -> structure(cbor, value));
  }

  /** Texts by their names, in their order: what errors are made of. */
  public static byte[] encode(Map<String, String> texts) {
    return write(
        cbor -> {
          cbor.writeStartObject();
          for (Map.Entry<String, String> each : texts.entrySet()) {
            cbor.writeStringField(each.getKey(), each.getValue());
          }
          cbor.writeEndObject();
        });
  }

  private interface Content {
    void write(CBORGenerator cbor) throws IOException;
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator cbor = CBOR.createGenerator(bytes)) {
      content.write(cbor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void structure(CBORGenerator cbor, SdkPojo value) throws IOException {
    cbor.writeStartObject();
    for (SdkField<?> field : value.sdkFields()) {
      Object member = field.getValueOrDefault(value);
      if (member != null
          && !(member instanceof SdkAutoConstructList)
          && !(member instanceof SdkAutoConstructMap)) {
        cbor.writeFieldName(field.memberName());
        value(cbor, field, member);
      }
    }
    cbor.writeEndObject();
  }

  private static void value(CBORGenerator cbor, SdkField<?> field, Object value)
      throws IOException {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      cbor.writeStartArray();
      for (Object each : (List<?>) value) {
        value(cbor, member, each);
      }
      cbor.writeEndArray();
    } else if (type == MarshallingType.MAP) {
      SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
      cbor.writeStartObject();
      for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
        cbor.writeFieldName(String.valueOf(each.getKey()));
        value(cbor, member, each.getValue());
      }
      cbor.writeEndObject();
    } else if (type == MarshallingType.SDK_POJO) {
      structure(cbor, (SdkPojo) value);
    } else {
      scalar(cbor, value);
    }
  }

  private static void scalar(CBORGenerator cbor, Object value) throws IOException {
    if (value instanceof Instant instant) {
      time(cbor, instant);
    } else if (value instanceof SdkBytes bytes) {
      cbor.writeBinary(bytes.asByteArrayUnsafe());
    } else if (value instanceof Boolean flag) {
      cbor.writeBoolean(flag);
    } else if (value instanceof Double number) {
      cbor.writeNumber(number);
    } else if (value instanceof Float number) {
      cbor.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      cbor.writeNumber(number);
    } else if (value instanceof Number number) {
      cbor.writeNumber(number.longValue());
    } else {
      cbor.writeString(String.valueOf(value));
    }
  }

  private static void time(CBORGenerator cbor, Instant instant) throws IOException {
    cbor.writeTag(EPOCH_TIME);
    long millis = instant.toEpochMilli();
    if (millis % 1000 == 0) {
      cbor.writeNumber(millis / 1000);
    } else {
      cbor.writeNumber(millis / 1000.0);
    }
  }

  /**
   * Fills {@code builder} from a CBOR map; no bytes at all are an empty one.
   *
   * @throws DecodingException for what is not CBOR, and for a member that is missing, unknown or
   *     not of its type
   */
  public static void decode(byte[] bytes, SdkPojo builder) {
    DECODER.decode(tree(bytes), builder);
  }

  private static JsonNode tree(byte[] bytes) {
    if (bytes.length == 0) {
      return TREES.createObjectNode();
    }
    try {
      return TREES.readTree(bytes);
    } catch (IOException e) {
      DecodingException malformed =
          DecodingException.malformed("the request body", bytes.length + " bytes", "CBOR");
      malformed.initCause(e);
      throw malformed;
    }
  }
}
