package dev.azdrill.simulator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What an operation demands, from the region's own data. */
final class Demands {
  private static final JsonNode ALL = read();

  private Demands() {}

  private static JsonNode read() {
    try (InputStream in =
        Service.class.getResourceAsStream("/dev/azdrill/simulator/wire/required-members.json")) {
      return new ObjectMapper().readTree(in).get("operations");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> of(Service service, String action) {
    List<String> names = new ArrayList<>();
    ALL.path(service.signingName()).path(action).forEach(each -> names.add(each.asText()));
    return names;
  }
}
