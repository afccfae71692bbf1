package dev.azdrill.fault;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.azdrill.codec.DecodingException;
import dev.azdrill.codec.JsonCodec;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The lines of a ledger as JSON; what AWS describes keeps the names of its API reference. */
final class LedgerCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(IpPermission.class, new Writer<>())
                  .addDeserializer(
                      IpPermission.class, new Reader<>(IpPermission.class, IpPermission::builder))
                  .addSerializer(Route.class, new Writer<>())
                  .addDeserializer(Route.class, new Reader<>(Route.class, Route::builder))
                  .addSerializer(TargetDescription.class, new Writer<>())
                  .addDeserializer(
                      TargetDescription.class,
                      new Reader<>(TargetDescription.class, TargetDescription::builder)))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private LedgerCodec() {}

  static String line(LedgerEntry entry) {
    return text(entry);
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of a ledger could not be written: " + value, e);
    }
  }

  /**
   * The entry on a line; null where it says {@code null}.
   *
   * @throws JsonProcessingException when it is none
   */
  static @Nullable LedgerEntry entry(String line) throws JsonProcessingException {
    return JSON.readValue(line, LedgerEntry.class);
  }

  /**
   * @throws JsonProcessingException when it is none
   */
  static UndoAction undo(String text) throws JsonProcessingException {
    return JSON.readValue(text, UndoAction.class);
  }

  private static final class Writer<T extends SdkPojo> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeTree(JsonCodec.FILE.encode(value));
    }
  }

  private static final class Reader<T extends SdkPojo> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final Supplier<? extends SdkPojo> builder;

    /**
     * @param builder makes builders of the type, as the SDK's own classes do
     */
    Reader(Class<T> type, Supplier<? extends SdkPojo> builder) {
      this.type = type;
      this.builder = builder;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context)
        throws IOException, JacksonException {
      SdkPojo value = builder.get();
      JsonNode node = context.readTree(json);
      try {
        JsonCodec.FILE.decode(node, value);
      } catch (DecodingException e) {
        throw context.weirdStringException(node.toString(), type, e.getMessage());
      }
      return type.cast(((SdkBuilder<?, ?>) value).build());
    }
  }
}
