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
import java.util.Locale;
import java.util.Map;

/**
 * A YAML text as a tree of texts, lists and mappings, and where in the text each of them is.
 *
 * <p>Jackson's own tree forgets the places, and an error without its place is half an error. What
 * YAML has beyond these three (aliases, tags, more than one document) is refused: read, it would
 * have to mean something, and skipped, it would be accepted and then ignored.
 */
final class YamlDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Twice as deep as the deepest entry of a blueprint. */
  private static final int DEPTH_MAX = 8;

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
   * @throws BlueprintException when it is not YAML, a key is there twice in one mapping, it is
   *     nested too deep, or it has what blueprints do not have
   */
  static YamlDocument parse(String file, String text) {
    requireText(file, text);
    Map<String, Mark> marks = new HashMap<>();
    try (YAMLParser parser = new YAMLFactory().createParser(new StringReader(text))) {
      if (parser.nextToken() == null) {
        return new YamlDocument(file, NODES.missingNode(), marks);
      }
      JsonNode root = root(file, parser, marks);
      if (parser.nextToken() != null) {
        throw new BlueprintException("", "one document", "a second one", "put it into another file")
            .at(file, mark(parser.currentTokenLocation()));
      }
      return new YamlDocument(file, root, marks);
    } catch (JsonProcessingException e) {
      throw YamlError.of(e).at(file);
    } catch (IOException e) {
      throw new IllegalStateException("a string is always readable", e);
    }
  }

  private static JsonNode root(String file, YAMLParser parser, Map<String, Mark> marks)
      throws IOException {
    try {
      return node(parser, "", 0, marks);
    } catch (BlueprintException e) {
      throw e.at(file, mark(marks, e.path()));
    }
  }

  /** Controls that YAML has no place for: the parser would not say where they are. */
  private static void requireText(String file, String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean isSurrogate = Character.isSurrogate(each);
      boolean isPair = isSurrogate && Character.isSurrogatePair(each, next(text, i));
      boolean isControl =
          (Character.isISOControl(each) && "\t\n\r\u0085".indexOf(each) < 0)
              || each == '\uFFFE'
              || each == '\uFFFF'
              || (isSurrogate && !isPair);
      if (isControl) {
        throw new BlueprintException(
                "",
                "text",
                String.format(Locale.ROOT, "the control character U+%04X", (int) each),
                "remove it, or name a text file")
            .at(file, Mark.in(text, i));
      }
      if (isPair) {
        i++;
      }
    }
  }

  private static char next(String text, int index) {
    return index + 1 < text.length() ? text.charAt(index + 1) : ' ';
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
    return Mark.START;
  }

  private static Mark mark(JsonLocation location) {
    return location == null ? Mark.START : new Mark(location.getLineNr(), location.getColumnNr());
  }

  private static JsonNode node(YAMLParser parser, String path, int depth, Map<String, Mark> marks)
      throws IOException {
    requirePlain(parser, path, depth);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(parser, path, depth, marks);
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode list = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String element = path + "[" + list.size() + "]";
        marks.put(element, mark(parser.currentTokenLocation()));
        list.add(node(parser, element, depth + 1, marks));
      }
      return list;
    }
    return token == JsonToken.VALUE_NULL ? NODES.nullNode() : NODES.textNode(parser.getText());
  }

  private static void requirePlain(YAMLParser parser, String path, int depth) throws IOException {
    if (depth > DEPTH_MAX) {
      throw new BlueprintException(
          path,
          "entries at most " + DEPTH_MAX + " levels deep",
          "deeper ones",
          "remove what is no part of a blueprint");
    }
    if (parser.isCurrentAlias()) {
      throw new BlueprintException(
          path, "a value", "the alias *" + parser.getText(), "write the value out, without alias");
    }
    if (parser.getTypeId() != null) {
      throw new BlueprintException(
          path, "a value", "the tag " + parser.getTypeId(), "remove the tag, beginning with !");
    }
  }

  private static JsonNode mapping(
      YAMLParser parser, String path, int depth, Map<String, Mark> marks) throws IOException {
    ObjectNode mapping = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String entry = path.isEmpty() ? key : path + "." + key;
      marks.put(entry, mark(parser.currentTokenLocation()));
      if (mapping.has(key)) {
        throw new BlueprintException(entry, "each key once", "it twice", "remove one of the two");
      }
      parser.nextToken();
      mapping.set(key, node(parser, entry, depth + 1, marks));
    }
    return mapping;
  }
}
