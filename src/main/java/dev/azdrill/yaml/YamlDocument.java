package dev.azdrill.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A YAML text as a tree of texts, lists and mappings, and where in the text each of them is.
 *
 * <p>Jackson's own tree forgets the places, and an error without its place is half an error. What
 * YAML has beyond these three (aliases, tags, more than one document) is refused: read, it would
 * have to mean something, and skipped, it would be accepted and then ignored.
 */
public final class YamlDocument {
  /** Deeper than any entry that azdrill knows. */
  private static final int DEPTH_MAX = 8;

  private final String file;
  private final YamlNode root;
  private final Map<String, Mark> marks;

  private YamlDocument(String file, YamlNode root, Map<String, Mark> marks) {
    this.file = file;
    this.root = root;
    this.marks = marks;
  }

  /**
   * Reads the one document of a file.
   *
   * @param file how errors call it
   * @param noun what should be in it: {@code a blueprint}
   * @throws DocumentException when it is too large or not YAML, a key is there twice in one
   *     mapping, it is nested too deep, or it has what azdrill does not read
   */
  public static YamlDocument parse(String file, String noun, String text) {
    if (text.length() > YamlFile.BYTES_MAX) {
      throw YamlFile.tooLarge(file, noun);
    }
    requireText(file, text);
    Map<String, Mark> marks = new HashMap<>();
    try (YAMLParser parser = new YAMLFactory().createParser(new StringReader(text))) {
      if (parser.nextToken() == null) {
        return new YamlDocument(file, new YamlNode.Nothing(), marks);
      }
      YamlNode root = root(file, parser, marks);
      if (parser.nextToken() != null) {
        throw new DocumentException("", "one document", "a second one", "put it into another file")
            .at(file, mark(parser.currentTokenLocation()));
      }
      return new YamlDocument(file, root, marks);
    } catch (JsonProcessingException e) {
      throw YamlError.of(e).at(file);
    } catch (IOException e) {
      throw new IllegalStateException("a string is always readable", e);
    }
  }

  private static YamlNode root(String file, YAMLParser parser, Map<String, Mark> marks)
      throws IOException {
    try {
      return node(parser, "", 0, marks);
    } catch (DocumentException e) {
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
        throw new DocumentException(
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

  /** The whole document. */
  public YamlNode root() {
    return root;
  }

  /** The same complaint with the place of the entry that it is about, or of its nearest owner. */
  public DocumentException placed(DocumentException complaint) {
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

  private static YamlNode node(YAMLParser parser, String path, int depth, Map<String, Mark> marks)
      throws IOException {
    requirePlain(parser, path, depth);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(parser, path, depth, marks);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String element = path + "[" + list.size() + "]";
        marks.put(element, mark(parser.currentTokenLocation()));
        list.add(node(parser, element, depth + 1, marks));
      }
      return new YamlNode.Sequence(list);
    }
    return token == JsonToken.VALUE_NULL
        ? new YamlNode.Nothing()
        : new YamlNode.Scalar(parser.getText(), token == JsonToken.VALUE_STRING);
  }

  private static void requirePlain(YAMLParser parser, String path, int depth) throws IOException {
    if (depth > DEPTH_MAX) {
      throw new DocumentException(
          path,
          "entries at most " + DEPTH_MAX + " levels deep",
          "deeper ones",
          "remove what does not belong there");
    }
    if (parser.isCurrentAlias()) {
      throw new DocumentException(
          path, "a value", "the alias *" + parser.getText(), "write the value out, without alias");
    }
    if (parser.getTypeId() != null) {
      throw new DocumentException(
          path, "a value", "the tag " + parser.getTypeId(), "remove the tag, beginning with !");
    }
  }

  private static YamlNode mapping(
      YAMLParser parser, String path, int depth, Map<String, Mark> marks) throws IOException {
    Map<String, YamlNode> mapping = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String entry = path.isEmpty() ? key : path + "." + key;
      marks.put(entry, mark(parser.currentTokenLocation()));
      if (mapping.containsKey(key)) {
        throw new DocumentException(entry, "each key once", "it twice", "remove one of the two");
      }
      parser.nextToken();
      mapping.put(key, node(parser, entry, depth + 1, marks));
    }
    return new YamlNode.Mapping(mapping);
  }
}
