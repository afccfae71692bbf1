package dev.azdrill.inventory;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.codec.DecodingException;
import dev.azdrill.codec.JsonCodec;
import dev.azdrill.text.Printable;
import dev.azdrill.text.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * An inventory as a JSON file.
 *
 * <p>The names are those of the AWS API reference; kinds, things and members stand in a fixed
 * order, so that the same inventory gives the same bytes and two can be compared with a text diff.
 * What was not read is in the file with its reason.
 */
public final class InventoryFile {
  private static final String FORMAT = "azdrill-inventory/1";

  /** As Jackson's message begins; the key follows, in quotes. */
  private static final String DUPLICATE = "Duplicate field ";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final ObjectWriter WRITER = JSON.writer(indented());

  private InventoryFile() {}

  /** The system's line ends would make other bytes on other systems. */
  private static DefaultPrettyPrinter indented() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }

  /** Writes the file, or replaces it. */
  public static void save(Inventory inventory, Path file) {
    try {
      Files.writeString(file, write(inventory));
    } catch (IOException e) {
      throw new UncheckedIOException("the inventory could not be written to " + file, e);
    }
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @throws UnreadableInventory when there is no such file, or it is something else or not whole
   */
  public static Inventory load(Path file) {
    return read(text(file), file.toString());
  }

  /** The text of a file that should be JSON. */
  static String text(Path file) {
    if (RegularFile.isSomethingElse(file)) {
      throw new UnreadableInventory(file.toString(), RegularFile.SOMETHING_ELSE);
    }
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new UnreadableInventory(file.toString(), "it is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UnreadableInventory(
          file.toString(),
          Files.exists(file) ? "it cannot be opened" : "there is no such file or folder",
          e);
    }
  }

  /** The text of a file. */
  public static String write(Inventory inventory) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode root = json.objectNode();
    root.put("format", FORMAT);
    ObjectNode things = root.putObject("things");
    ObjectNode unread = root.putObject("unread");
    for (Kind<?> kind : Kind.all()) {
      if (inventory.knows(kind)) {
        ArrayNode all = things.putArray(kind.name());
        inventory.owned(kind).forEach(each -> all.add(encode(each)));
      }
      inventory.unread(kind).ifPresent(reason -> unread.put(kind.name(), reason));
    }
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Members of the API begin with a capital letter, so "owner" cannot be one of them.
  private static ObjectNode encode(Inventory.Owned<? extends SdkPojo> owned) {
    ObjectNode value = JsonCodec.FILE.encode(owned.value());
    if (owned.owner().isEmpty()) {
      return value;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("owner", owned.owner().get());
    node.set("value", value);
    return node;
  }

  /**
   * The inventory that this text is.
   *
   * @param where the text is from: errors begin with it
   * @throws UnreadableInventory when it is something else or not whole
   */
  public static Inventory read(String text, String where) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw notJson(where, e);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new UnreadableInventory(
          where,
          "it does not begin with \"format\": \""
              + FORMAT
              + "\", so it is not an inventory or was written by another version");
    }
    requireMembers(root, List.of("format", "things", "unread"), where);
    requireObject(root, "things", where);
    requireObject(root, "unread", where);
    Inventory.Builder builder = Inventory.builder();
    for (Map.Entry<String, JsonNode> each : root.path("things").properties()) {
      add(builder, kind(each.getKey(), where), each.getValue(), where);
    }
    for (Map.Entry<String, JsonNode> each : root.path("unread").properties()) {
      if (root.path("things").has(each.getKey())) {
        throw new UnreadableInventory(
            where,
            "it says that "
                + each.getKey()
                + " could not be read, and what there is of them: take one of the two out");
      }
      if (!each.getValue().isTextual()) {
        throw new UnreadableInventory(
            where, "unread." + each.getKey() + " does not say in words why they were not read");
      }
      builder.unread(kind(each.getKey(), where), each.getValue().asText());
    }
    return builder.build();
  }

  /** What is accepted has its effect: a member that nobody reads may hold what somebody meant. */
  private static void requireMembers(JsonNode object, List<String> known, String where) {
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (!known.contains(each.getKey())) {
        throw new UnreadableInventory(
            where,
            "expected no members but "
                + String.join(", ", known)
                + ", saw "
                + Printable.quoted(each.getKey()));
      }
    }
  }

  private static void requireObject(JsonNode root, String member, String where) {
    if (root.has(member) && !root.path(member).isObject()) {
      throw new UnreadableInventory(where, member + " is not an object, with kinds as members");
    }
  }

  private static String place(JsonLocation at) {
    return ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /** What is said of a text that is no JSON, not all of one, or has a key twice. */
  static UnreadableInventory notJson(String where, JsonProcessingException e) {
    return new UnreadableInventory(where + place(e.getLocation()), trouble(e), e);
  }

  private static String trouble(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.contains("end-of-input")) {
      return "the file ends in the middle: it was cut short";
    }
    return message.startsWith(DUPLICATE)
        ? "it has the key " + message.substring(DUPLICATE.length()) + " twice in one object"
        : "it is not JSON (" + message + ")";
  }

  private static Kind<?> kind(String name, String where) {
    return Kind.named(name)
        .orElseThrow(
            () -> new UnreadableInventory(where, "there are no things of the kind '" + name + "'"));
  }

  private static <T extends SdkPojo> void add(
      Inventory.Builder builder, Kind<T> kind, JsonNode all, String where) {
    if (!all.isArray()) {
      throw new UnreadableInventory(where, "things." + kind + " is not a list");
    }
    builder.add(kind, List.of());
    for (int i = 0; i < all.size(); i++) {
      JsonNode node = all.get(i);
      try {
        if (node.has("owner")) {
          requireMembers(
              node, List.of("owner", "value"), where + ", things." + kind + "[" + i + "]");
          List<T> value = List.of(decode(kind, node.path("value")));
          builder.add(kind, node.path("owner").asText(), value);
        } else {
          builder.add(kind, List.of(decode(kind, node)));
        }
      } catch (DecodingException e) {
        throw new UnreadableInventory(
            where + ", things." + kind + "[" + i + "]", e.getMessage(), e);
      }
    }
  }

  private static <T extends SdkPojo> T decode(Kind<T> kind, JsonNode node) {
    SdkPojo builder = kind.newBuilder();
    JsonCodec.FILE.decode(node, builder);
    return kind.type().cast(((Buildable) builder).build());
  }
}
