package dev.azdrill.simulator.fis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The actions and the types of targets that AWS has, in the order of their ids. */
final class ActionCatalogue {
  private static final String RESOURCE = "actions.json";
  private static final JsonNode DATA = read();
  private static final Map<String, ActionType> ACTIONS =
      each("actions", ActionCatalogue::readAction);
  private static final Map<String, ResourceType> TYPES =
      each("resourceTypes", ActionCatalogue::readResourceType);

  private ActionCatalogue() {}

  private interface Reader<T> {
    T read(String id, JsonNode node);
  }

  private static JsonNode read() {
    try (InputStream stream = ActionCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }

  private static <T> Map<String, T> each(String list, Reader<T> reader) {
    Map<String, T> all = new LinkedHashMap<>();
    DATA.get(list)
        .properties()
        .forEach(entry -> all.put(entry.getKey(), reader.read(entry.getKey(), entry.getValue())));
    return all;
  }

  private static ActionType readAction(String id, JsonNode node) {
    Optional<ActionType.Simulated> simulated =
        Optional.ofNullable(node.get("parameters"))
            .map(
                parameters ->
                    new ActionType.Simulated(
                        node.get("description").asText(),
                        members(parameters, ActionCatalogue::parameter)));
    return new ActionType(id, members(node.get("targets"), JsonNode::asText), simulated);
  }

  private static ActionType.Parameter parameter(JsonNode node) {
    return new ActionType.Parameter(
        ParameterKind.named(node.get("kind").asText()),
        node.get("required").asBoolean(),
        node.get("description").asText());
  }

  private static ResourceType readResourceType(String id, JsonNode node) {
    return new ResourceType(
        id,
        Optional.ofNullable(node.get("description")).map(JsonNode::asText),
        members(node.get("parameters"), each -> each.get("description").asText()));
  }

  private static <T> Map<String, T> members(JsonNode node, Function<JsonNode, T> read) {
    Map<String, T> members = new LinkedHashMap<>();
    node.properties().forEach(entry -> members.put(entry.getKey(), read.apply(entry.getValue())));
    return members;
  }

  static Optional<ActionType> action(String id) {
    return Optional.ofNullable(ACTIONS.get(id));
  }

  static Collection<ActionType> actions() {
    return ACTIONS.values();
  }

  static Optional<ResourceType> resourceType(String id) {
    return Optional.ofNullable(TYPES.get(id));
  }

  static Collection<ResourceType> resourceTypes() {
    return TYPES.values();
  }
}
