package dev.azdrill.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A JSON resource of the catalogue. */
final class CatalogueFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CatalogueFile() {}

  /** The resource of this name; it is part of the class path, so its absence is a broken build. */
  static JsonNode read(String name) {
    String resource = "/dev/azdrill/catalogue/" + name;
    try (InputStream stream = CatalogueFile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " could not be read", e);
    }
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return List.copyOf(texts);
  }

  /** A mapping in the order of the file. */
  static <T> Map<String, T> mapping(JsonNode mapping, Function<JsonNode, T> read) {
    Map<String, T> entries = new LinkedHashMap<>();
    mapping.properties().forEach(e -> entries.put(e.getKey(), read.apply(e.getValue())));
    return Collections.unmodifiableMap(entries);
  }
}
