package dev.azdrill.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of PostgreSQL on RDS that operators set, by name. */
public final class PostgresParameters {
  private static final Map<String, PostgresParameter> ALL = read();

  private PostgresParameters() {}

  /** All of them, by name. */
  public static Collection<PostgresParameter> all() {
    return ALL.values();
  }

  /** The one of this name, if it is one of these. */
  public static Optional<PostgresParameter> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Map<String, PostgresParameter> read() {
    Map<String, PostgresParameter> all = new TreeMap<>();
    for (JsonNode each : CatalogueFile.read("rds-postgres-parameters.json").path("parameters")) {
      String name = each.path("name").asText();
      all.put(
          name,
          new PostgresParameter(
              name,
              each.path("apply").asText().equals("static"),
              PostgresParameter.Type.valueOf(each.path("type").asText().toUpperCase(Locale.ROOT)),
              Optional.ofNullable(each.get("allowed")).map(JsonNode::asText)));
    }
    return Collections.unmodifiableMap(all);
  }
}
