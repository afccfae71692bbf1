package dev.azdrill.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;

/**
 * Entries as JSON: one object a line, members in the order of their records, times and durations as
 * ISO 8601, what is absent left out. ASCII alone, the rest escaped: any text comes back as it went
 * in, and a file that ends anywhere is still text. The same entries give the same bytes. The one
 * place that knows this form.
 */
public final class JournalCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .registerSubtypes(ObservationTypes.named())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private static final ObjectWriter WRITER = JSON.writerFor(Entry.class);

  /** It knows how to read an entry before the first one comes. */
  private static final ObjectReader READER = JSON.readerFor(Entry.class);

  private JournalCodec() {}

  /** The types of observations, by the names that they bear in a journal. */
  public static Map<String, Class<? extends Observation>> types() {
    return ObservationTypes.byName();
  }

  /** One entry on one line, without a line end. */
  public static String line(Entry entry) {
    try {
      return WRITER.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry could not be written as JSON: " + entry, e);
    }
  }

  /** Writes one entry to {@code out}, in whatever form that has for the same members. */
  public static void write(Entry entry, JsonGenerator out) throws IOException {
    WRITER.writeValue(out, entry);
  }

  /** An entry, or a value within one, as a tree. */
  static JsonNode node(Object value) {
    return JSON.valueToTree(value);
  }

  /**
   * The entry on a line.
   *
   * @throws JsonProcessingException when the line is no entry
   */
  public static Entry entry(String line) throws JsonProcessingException {
    Entry entry = READER.readValue(line);
    if (entry == null) {
      throw new JsonParseException("expected an entry, saw null");
    }
    return entry;
  }
}
