package dev.azdrill.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The CycloneDX bill of materials that both jars carry. */
record Sbom(String version, List<Component> components) {
  static final String NAME = "META-INF/sbom/azdrill.cdx.json";

  /**
   * An artifact that the executable jar contains.
   *
   * @param licences SPDX ids; where there are several, one may choose
   */
  record Component(
      String group, String name, String version, String sha256, List<String> licences) {
    String file() {
      return name + "-" + version + ".jar";
    }

    String id() {
      return group + ":" + name;
    }
  }

  static Sbom parse(byte[] json) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      List<Component> components = new ArrayList<>();
      for (JsonNode each : root.required("components")) {
        List<String> licences = new ArrayList<>();
        each.path("licenses").forEach(one -> licences.add(one.at("/license/id").asText()));
        components.add(
            new Component(
                each.required("group").asText(),
                each.required("name").asText(),
                each.required("version").asText(),
                sha256(each.required("hashes")),
                licences));
      }
      return new Sbom(root.at("/metadata/component/version").asText(), components);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(JsonNode hashes) {
    for (JsonNode hash : hashes) {
      if (hash.required("alg").asText().equals("SHA-256")) {
        return hash.required("content").asText();
      }
    }
    throw new AssertionError("a component without SHA-256: " + hashes);
  }
}
