package dev.azdrill.topology;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.azdrill.topology.BlueprintException.Mark;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;

/**
 * A YAML text as a tree of texts, lists and mappings, and where in the text each of them stands.
 *
 * <p>Jackson's own tree forgets the places, and an error without its place is half an error.
 */
final class YamlDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Mark START = new Mark(1, 1);

  private final String file;
  private final JsonNode root;
  private final Map<String, Mark> marks;

  private YamlDocument(String file, JsonNode root, Map<String, Mark> marks) {
    this.file = file;
    this.root = root;
    this.marks = marks;
  }

  /**
   * @param file how errors call it
   * @throws BlueprintException when it is not YAML, or a key stands twice in one mapping
   */
  static YamlDocument parse(String file, String text) {
    Map<String, Mark> marks = new HashMap<>();
    try (YAMLParser parser = new YAMLFactory().createParser(new StringReader(text))) {
      if (parser.nextToken() == null) {
        return new YamlDocument(file, NODES.missingNode(), marks);
      }
      return new YamlDocument(file, node(parser, "", marks), marks);
    } catch (BlueprintException e) {
      throw e.at(file, mark(marks, e.path()));
    } catch (JsonProcessingException e) {
      throw new BlueprintException(
              "", "YAML", firstLine(e.getOriginalMessage()), "correct the line or quote the text")
          .at(file, mark(e.getLocation()));
    } catch (IOException e) {
      throw new IllegalStateException("a string is always readable", e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** The same complaint with the place of the entry that it is about, or of its nearest owner. */
  BlueprintException placed(BlueprintException complaint) {
    return complaint.at(file, mark(marks, complaint.path()));
  }

  private static Mark mark(Map<String, Mark> marks, String path) {
    String nearest = path;
    while (!nearest.isEmpty()) {
      Mark mark = marks.get(nearest);
      if (mark != null) {
        return mark;
      }
      nearest =
          nearest.substring(
              0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
    }
    return START;
  }

  private static Mark mark(JsonLocation location) {
    return location == null ? START : new Mark(location.getLineNr(), location.getColumnNr());
  }

  private static JsonNode node(YAMLParser parser, String path, Map<String, Mark> marks)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(parser, path, marks);
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode list = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String element = path + "[" + list.size() + "]";
        marks.put(element, mark(parser.currentTokenLocation()));
        list.add(node(parser, element, marks));
      }
      return list;
    }
    return token == JsonToken.VALUE_NULL ? NODES.nullNode() : NODES.textNode(parser.getText());
  }

  private static JsonNode mapping(YAMLParser parser, String path, Map<String, Mark> marks)
      throws IOException {
    ObjectNode mapping = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String entry = path.isEmpty() ? key : path + "." + key;
      marks.put(entry, mark(parser.currentTokenLocation()));
      if (mapping.has(key)) {
        throw new BlueprintException(entry, "each key once", "it twice", "remove one of the two");
      }
      parser.nextToken();
      mapping.set(key, node(parser, entry, marks));
    }
    return mapping;
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
