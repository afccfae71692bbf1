package dev.azdrill.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A journal with other words in every field that holds text of somebody's. */
public record OtherText(UnaryOperator<String> other) {
  /** Fields whose text is a constant, a time or a key, and not somebody's words. */
  private static final Set<String> NOT_TEXT =
      Set.of(
          "at",
          "drill",
          "strength",
          "type",
          "traffic",
          "verdict",
          "tier",
          "component",
          "phase",
          "source",
          "kind",
          "from",
          "to",
          "length",
          "duration",
          "took",
          "resolution",
          "beyondCeiling",
          "origin",
          "since",
          "started",
          "ended",
          "outcomes");

  /** The same journal in other words. */
  public List<Entry> in(List<Entry> journal) {
    return journal.stream().map(this::entry).toList();
  }

  private Entry entry(Entry entry) {
    JsonNode node = JournalCodec.node(entry);
    change(node);
    try {
      return JournalCodec.entry(node.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> each : new ArrayList<>(object.properties())) {
        if (NOT_TEXT.contains(each.getKey())) {
          continue;
        }
        if (each.getValue().isTextual()) {
          object.put(each.getKey(), other.apply(each.getValue().textValue()));
        } else {
          change(each.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, TextNode.valueOf(other.apply(array.get(i).textValue())));
        } else {
          change(array.get(i));
        }
      }
    }
  }
}
