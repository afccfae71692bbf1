package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verbs and paths of the operations of REST APIs, those included that the region does not
 * answer: by service and operation, {@code DELETE /tags/{resourceArn}}.
 */
final class RestOperations {
  private static final String RESOURCE = "rest-operations.json";
  private static final Map<String, List<Template>> ALL = read();

  private RestOperations() {}

  /**
   * The operation that a request names.
   *
   * @param labels what stands in its path, without escapes, by the name in braces
   */
  record Match(String action, Map<String, String> labels) {}

  private record Template(String action, String method, List<String> segments) {
    static Template of(String action, String verbAndPath) {
      int space = verbAndPath.indexOf(' ');
      return new Template(
          action, verbAndPath.substring(0, space), segmentsOf(verbAndPath.substring(space + 1)));
    }

    Optional<Match> match(String verb, List<String> path) {
      if (!method.equals(verb) || path.size() != segments.size()) {
        return Optional.empty();
      }
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < path.size(); i++) {
        String segment = segments.get(i);
        if (segment.startsWith("{")) {
          if (path.get(i).isEmpty()) {
            return Optional.empty();
          }
          labels.put(segment.substring(1, segment.length() - 1), path.get(i));
        } else if (!segment.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(new Match(action, labels));
    }
  }

  private static Map<String, List<Template>> read() {
    try (InputStream stream = RestOperations.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      Map<String, Map<String, String>> services =
          new ObjectMapper()
              .readerFor(new TypeReference<Map<String, Map<String, String>>>() {})
              .at("/operations")
              .readValue(stream);
      Map<String, List<Template>> all = new LinkedHashMap<>();
      services.forEach(
          (service, operations) -> {
            List<Template> templates = new ArrayList<>();
            operations.forEach((action, path) -> templates.add(Template.of(action, path)));
            all.put(service, templates);
          });
      return Map.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " could not be read", e);
    }
  }

  /** Empty where no operation of the service has this verb and path. */
  static Optional<Match> find(Service service, String method, String path) {
    List<String> segments;
    try {
      segments =
          segmentsOf(path).stream()
              // A plus is one in a path, and a space in a form only.
              .map(each -> URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8))
              .toList();
    } catch (IllegalArgumentException notEscaped) {
      return Optional.empty();
    }
    return ALL.getOrDefault(service.signingName(), List.of()).stream()
        .flatMap(each -> each.match(method, segments).stream())
        .findFirst();
  }

  private static List<String> segmentsOf(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }
}
