package dev.azdrill.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.guarantee.Comparison;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.SoundProduction;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.InventoryFile;
import dev.azdrill.inventory.UnreadableInventory;
import dev.azdrill.network.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A snapshot that somebody edited: something is gone, or is something else. */
class DamagedSnapshotProperties {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WHOLE = InventoryFile.write(SoundProduction.inventory());
  private static final List<Question> QUESTIONS =
      List.of(
          question("internet", "app"),
          question("internet", "load-balancer"),
          question("load-balancer", "app"),
          question("app", "database"),
          question("app", "8.8.8.8"));

  private static Question question(String from, String to) {
    return new Question(from, to, Optional.of(443), Protocol.TCP);
  }

  @Property
  void it_is_read_or_refused_in_a_sentence(@ForAll long seed) throws IOException {
    JsonNode root = JSON.readTree(WHOLE);
    Random random = new Random(seed);
    for (int i = random.nextInt(3); i >= 0; i--) {
      damage(root, random);
    }
    Throwable thrown = catchThrowable(() -> use(InventoryFile.read(root.toString(), "saved")));

    if (thrown != null) {
      assertThat(thrown).as(root.toString()).isInstanceOf(UnreadableInventory.class);
    }
  }

  private static void use(Inventory inventory) {
    Guarantees.prove(inventory);
    Comparison.of(inventory, inventory);
    for (Question each : QUESTIONS) {
      try {
        Explanation explanation = Explanation.of(each, inventory);
        assertThat(ExplanationText.lines(explanation)).isNotEmpty();
        assertThat(ExplanationJson.render(explanation)).isNotEmpty();
      } catch (UnusableQuestion refused) {
        assertThat(refused).hasMessageStartingWith("expected ");
      }
    }
  }

  /** Takes one node of the tree away, or puts another into its place. */
  private static void damage(JsonNode root, Random random) {
    List<JsonNode> parents = new ArrayList<>();
    collect(root.path("things"), parents);
    JsonNode parent = parents.get(random.nextInt(parents.size()));
    JsonNode other =
        List.of(
                JSON.getNodeFactory().nullNode(),
                JSON.getNodeFactory().textNode("x"),
                JSON.getNodeFactory().textNode(""),
                JSON.getNodeFactory().numberNode(-1),
                JSON.createObjectNode(),
                JSON.createArrayNode())
            .get(random.nextInt(6));
    boolean isGone = random.nextBoolean();
    int place = random.nextInt(parent.size());
    if (parent instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (isGone) {
        object.remove(names.get(place));
      } else {
        object.set(names.get(place), other);
      }
    } else if (parent instanceof ArrayNode array) {
      if (isGone) {
        array.remove(place);
      } else {
        array.set(place, other);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode() && !node.isEmpty()) {
      parents.add(node);
      node.forEach(each -> collect(each, parents));
    }
  }
}
