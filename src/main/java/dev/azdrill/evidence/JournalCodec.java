package dev.azdrill.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Entries as JSON: one object a line, members in the order of their records, times and durations as
 * ISO 8601, what is absent left out. The same entries give the same bytes. The one place that knows
 * this form.
 */
public final class JournalCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private JournalCodec() {}

  /** One entry on one line, without a line end. */
  public static String line(Entry entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry could not be written as JSON: " + entry, e);
    }
  }

  /** One entry as a tree, for reports. */
  public static JsonNode node(Object value) {
    return JSON.valueToTree(value);
  }

  /**
   * The entry on a line.
   *
   * @throws JsonProcessingException when the line is no entry
   */
  public static Entry entry(String line) throws JsonProcessingException {
    return JSON.readValue(line, Entry.class);
  }
}
