package dev.azdrill.report.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** JSON that people may read, too: indented by two spaces, the same line ends on every machine. */
public final class PrettyJson {
  /** Makes nodes, and writes numbers as they are written by people. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** Writes nodes. */
  public static final ObjectWriter WRITER = MAPPER.writer(printer());

  private PrettyJson() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }

  /** A document; ends with a line end. */
  public static String document(JsonNode node) {
    try {
      return WRITER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report could not be written as JSON", e);
    }
  }

  /**
   * Writes a document; ends with a line end.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(JsonNode node, Writer to) {
    try {
      to.write(document(node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
