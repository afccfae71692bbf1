package dev.azdrill.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.text.RegularFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What Terraform keeps of the stacks that it made: a state of version 4, as {@code terraform state
 * pull} prints it, or what {@code terraform show -json} prints. Only the ids of VPCs are taken from
 * it; a state holds secrets, and nothing of it is printed.
 *
 * <p>See <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON output
 * format</a>.
 */
public final class TerraformState {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final List<String> VPCS = List.of("aws_vpc", "aws_default_vpc");
  private static final int VERSION = 4;

  private final SortedSet<String> made = new TreeSet<>();
  private final SortedSet<String> used = new TreeSet<>();

  private TerraformState() {}

  /**
   * The ids of the VPCs of a state, sorted: of those that it manages; where it manages none, of
   * those in which something of it is.
   *
   * @throws UnreadableInventory when there is no such file, or it is no state
   */
  public static List<String> vpcIds(Path file) {
    JsonNode root = tree(file);
    TerraformState state = new TerraformState();
    if (root.path("version").asInt() == VERSION && root.path("resources").isArray()) {
      root.path("resources").forEach(state::ofState);
    } else if (root.path("values").path("root_module").isObject()) {
      state.ofModule(root.path("values").path("root_module"));
    } else {
      throw none(file, "it is no Terraform state of version " + VERSION);
    }
    return List.copyOf(state.made.isEmpty() ? state.used : state.made);
  }

  private static JsonNode tree(Path file) {
    if (RegularFile.isSomethingElse(file)) {
      throw none(file, RegularFile.SOMETHING_ELSE);
    }
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw none(file, "it is not JSON, or not all of it");
    } catch (MalformedInputException e) {
      throw none(file, "it is not text in UTF-8");
    } catch (IOException e) {
      throw none(file, Files.exists(file) ? "it cannot be opened" : "there is no such file");
    }
  }

  private static UnreadableInventory none(Path file, String what) {
    return UnreadableInventory.ofState(file.toString(), what);
  }

  private void ofState(JsonNode resource) {
    for (JsonNode instance : resource.path("instances")) {
      of(resource, instance.path("attributes"));
    }
  }

  private void ofModule(JsonNode module) {
    module.path("resources").forEach(each -> of(each, each.path("values")));
    module.path("child_modules").forEach(this::ofModule);
  }

  private void of(JsonNode resource, JsonNode attributes) {
    boolean isVpc = VPCS.contains(resource.path("type").asText());
    boolean isManaged = resource.path("mode").asText().equals("managed");
    if (isVpc && isManaged) {
      add(made, attributes.path("id"));
    } else {
      add(used, attributes.path(isVpc ? "id" : "vpc_id"));
    }
  }

  private static void add(SortedSet<String> ids, JsonNode id) {
    if (id.isTextual() && !id.asText().isEmpty()) {
      ids.add(id.asText());
    }
  }
}
