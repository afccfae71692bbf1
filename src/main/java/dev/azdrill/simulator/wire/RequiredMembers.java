package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request must have, of each operation that the region answers: its own members, and those
 * of the structures in it, by the names of AWS's service models. Beyond these an operation checks
 * what it demands itself.
 */
record RequiredMembers(
    String source,
    Map<String, Map<String, List<String>>> operations,
    Map<String, Map<String, List<String>>> structures) {
  private static final String RESOURCE = "required-members.json";
  private static final RequiredMembers ALL = read();

  private static RequiredMembers read() {
    try (InputStream stream = RequiredMembers.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new ObjectMapper().readValue(stream, new TypeReference<RequiredMembers>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }

  /**
   * The members without which AWS refuses the operation.
   *
   * @param service as in a signature: {@code elasticloadbalancing}
   * @param action {@code CreateTargetGroup}
   * @return their names in the model's order; none where all may be left out
   */
  static List<String> of(String service, String action) {
    return ALL.operations.getOrDefault(service, Map.of()).getOrDefault(action, List.of());
  }

  /**
   * The members that a structure must have wherever it stands in a request.
   *
   * @param structure {@code Tag}
   */
  static List<String> ofStructure(String service, String structure) {
    return ALL.structures.getOrDefault(service, Map.of()).getOrDefault(structure, List.of());
  }

  /** The operations that demand something, by service. */
  static Map<String, List<String>> demanding() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    ALL.operations.forEach((service, each) -> names.put(service, List.copyOf(each.keySet())));
    return names;
  }
}
