package dev.azdrill.drill.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.azdrill.drill.Drill;
import dev.azdrill.topology.Damage;
import dev.azdrill.yaml.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What is written is read, and the schema describes what is read. */
@Domain(RandomDrills.class)
@Domain(DomainContext.Global.class)
class DrillFileProperties {
  /** A number stays as it was written: the reader refuses 1.0E-9, which a double would become. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final JsonSchema SCHEMA = schema();

  /** The accepted and the refused: a comparison in which one is rare would show little. */
  private static int accepted;

  private static int refused;

  private static JsonSchema schema() {
    try (InputStream in =
        Objects.requireNonNull(
            DrillFile.class.getResourceAsStream("/dev/azdrill/drill/drill.schema.json"))) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property
  void what_is_written_is_read_as_the_same_value(@ForAll Drill drill) {
    assertThat(DrillFile.parse("drill.yaml", DrillYaml.of(drill)).drill()).isEqualTo(drill);
  }

  @Property
  void the_schema_accepts_what_is_written(@ForAll Drill drill) throws IOException {
    assertThat(SCHEMA.validate(YAML.readTree(DrillYaml.of(drill)))).isEmpty();
  }

  @Property(tries = 600)
  void reader_and_schema_agree_on_damaged_documents(@ForAll Drill drill, @ForAll long seed)
      throws IOException {
    JsonNode damaged = damaged(YAML.readTree(DrillYaml.of(drill)), new Random(seed));
    String text = YAML.writeValueAsString(damaged);
    String refusal = refusal(text);

    if (refusal.contains("a fault that is broken when this step is reached")) {
      // What steps did before, no schema can say.
      refused++;
      return;
    }
    assertThat(SCHEMA.validate(damaged).isEmpty())
        .as("the schema accepts, and the reader: %s%n%s", refusal, text)
        .isEqualTo(refusal.isEmpty());
    if (refusal.isEmpty()) {
      accepted++;
    } else {
      refused++;
    }
  }

  @net.jqwik.api.lifecycle.AfterContainer
  static void both_outcomes_were_frequent() {
    assertThat(accepted).as("accepted").isGreaterThan(50);
    assertThat(refused).as("refused").isGreaterThan(50);
  }

  /** Whatever an editor or a person does to the text: a drill, or one sentence with a place. */
  @Property
  void a_damaged_text_is_a_drill_or_a_sentence(@ForAll Drill drill, @ForAll long seed) {
    String refusal = refusal(new Damage(seed).to(DrillYaml.of(drill)));

    assertThat(refusal)
        .matches(
            text ->
                text.isEmpty()
                    || text.matches("drill\\.yaml:\\d+:\\d+: .*expected .+, saw .+: .+"));
  }

  private static String refusal(String text) {
    try {
      DrillFile.parse("drill.yaml", text);
      return "";
    } catch (DocumentException e) {
      return e.getMessage();
    }
  }

  /** One place of the document becomes something else. */
  private static JsonNode damaged(JsonNode document, Random random) {
    List<JsonNode> parents = new ArrayList<>();
    collect(document, parents);
    JsonNode parent = parents.get(random.nextInt(parents.size()));
    if (parent instanceof ObjectNode object && !object.isEmpty()) {
      List<String> keys = new ArrayList<>();
      object.fieldNames().forEachRemaining(keys::add);
      String key = keys.get(random.nextInt(keys.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(key);
        case 1 -> object.set(other(KEYS, random), object.get(key));
        case 2 -> object.set(other(KEYS, random), value(random));
        default -> object.set(key, value(random));
      }
    } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, array.get(at).deepCopy());
        default -> array.set(at, value(random));
      }
    }
    return document;
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode()) {
      parents.add(node);
      node.forEach(each -> collect(each, parents));
    }
  }

  private static final List<String> KEYS =
      List.of(
          "name",
          "fault",
          "recovery",
          "restoration",
          "objectives",
          "limits",
          "zones",
          "targets",
          "minutes",
          "stop",
          "alarm",
          "error-rate",
          "above",
          "window",
          "steps",
          "inject",
          "expect",
          "expect-missed",
          "load",
          "pause",
          "undo",
          "zone",
          "instance",
          "database",
          "without",
          "within",
          "rto",
          "max-errors",
          "availability",
          "instances",
          "Zone",
          "",
          "zone-power-loss",
          "clients-served",
          "security-group",
          "acknowledged-writes");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "90s",
          "2 minutes",
          "PT1M",
          "-5s",
          "PT-5S",
          "90",
          "1000000s",
          "01s",
          "any-zone",
          "any-instance",
          "primary-zone",
          "eu-west-2a",
          "eu-west-2",
          "i-0123456789abcdef0",
          "i-xyz",
          "sg-0123456789abcdef0",
          "any-database",
          "clients-served",
          "capacity-restored",
          "zone-evicted",
          "undo",
          "0s",
          "PT0S",
          "true",
          "500",
          "99.5",
          "a\nb",
          "eu-west-2a\n",
          "90s\n",
          "\u0000".repeat(0),
          "\ud83d\ude00",
          "a--b",
          "x".repeat(300));

  private static JsonNode value(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> YAML.getNodeFactory().numberNode(random.nextInt(5) - 2);
      case 1 -> YAML.getNodeFactory().numberNode(random.nextLong());
      case 2 ->
          YAML.getNodeFactory().numberNode(BigDecimal.valueOf(random.nextInt(20001) - 5000, 2));
      case 3 -> YAML.getNodeFactory().booleanNode(random.nextBoolean());
      case 4 -> YAML.getNodeFactory().nullNode();
      case 5 -> YAML.createArrayNode();
      case 6 -> YAML.createObjectNode();
      default -> YAML.getNodeFactory().textNode(other(TEXTS, random));
    };
  }

  private static String other(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
