package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lengths, ranges, patterns and words of members, by the names of AWS's service models. EC2 and RDS
 * are not among them: their models say next to nothing, and their operations check for themselves.
 */
final class MemberConstraints {
  private static final String RESOURCE = "member-constraints.json";

  /** By service, structure and member. */
  private static final Map<String, Map<String, Map<String, MemberConstraint>>> ALL = read();

  private MemberConstraints() {}

  private static Map<String, Map<String, Map<String, MemberConstraint>>> read() {
    Map<String, Map<String, Map<String, MemberConstraint>>> all = new LinkedHashMap<>();
    try (InputStream stream = MemberConstraints.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      new ObjectMapper()
          .readTree(stream)
          .get("members")
          .properties()
          .forEach(service -> all.put(service.getKey(), structures(service.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
    return Map.copyOf(all);
  }

  private static Map<String, Map<String, MemberConstraint>> structures(JsonNode service) {
    Map<String, Map<String, MemberConstraint>> structures = new LinkedHashMap<>();
    service
        .properties()
        .forEach(
            structure -> {
              Map<String, MemberConstraint> members = new LinkedHashMap<>();
              structure
                  .getValue()
                  .properties()
                  .forEach(each -> members.put(each.getKey(), constraint(each.getValue())));
              structures.put(structure.getKey(), members);
            });
    return structures;
  }

  private static MemberConstraint constraint(JsonNode node) {
    List<String> words = new ArrayList<>();
    node.path("enum").forEach(each -> words.add(each.asText()));
    return new MemberConstraint(
        number(node, "min"),
        number(node, "max"),
        // A dot is any character there, a line break, too.
        Optional.ofNullable(node.get("pattern"))
            .map(each -> Pattern.compile(each.asText(), Pattern.DOTALL)),
        words,
        Optional.ofNullable(node.get("member")).map(MemberConstraints::constraint));
  }

  private static Optional<BigDecimal> number(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::decimalValue);
  }

  /**
   * What is said of a structure's members.
   *
   * @param service as in a signature: {@code elasticloadbalancing}
   * @param structure {@code Tag}; of a request its operation with {@code Request} behind it
   */
  static Map<String, MemberConstraint> of(String service, String structure) {
    return ALL.getOrDefault(service, Map.of()).getOrDefault(structure, Map.of());
  }

  /** The structures of each service of whose members something is said. */
  static Map<String, List<String>> structures() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    ALL.forEach((service, each) -> names.put(service, List.copyOf(each.keySet())));
    return names;
  }
}
