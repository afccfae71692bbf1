package dev.azdrill.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Observations as JSON Lines: one object a line, in a fixed order of members, so that the same run
 * gives the same bytes. The one place that knows this form.
 */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /** One observation as an object: what stands on its line. */
  public static ObjectNode node(Observation observation) {
    ObjectNode node = JSON.createObjectNode();
    node.put("at", observation.at().toString());
    node.put("story", observation.story());
    node.put("kind", observation.kind());
    node.put("subject", observation.subject());
    node.put("detail", observation.detail());
    node.put("strength", observation.strength().words());
    node.put("answeredBy", observation.answeredBy());
    return node;
  }

  /**
   * Writes one line for each observation and flushes; does not close.
   *
   * @throws IOException when {@code out} does
   */
  public static void write(List<Observation> observations, Writer out) throws IOException {
    for (Observation each : observations) {
      out.write(line(each));
      out.write('\n');
    }
    out.flush();
  }

  private static String line(Observation observation) {
    try {
      return JSON.writeValueAsString(node(observation));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object node is always JSON", e);
    }
  }
}
