package dev.azdrill.drill.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.fault.FaultKind;
import dev.azdrill.fault.FaultParameter;
import dev.azdrill.fault.ParameterRule;
import dev.azdrill.fault.ParameterType;
import java.util.List;
import java.util.Map;

/** The part of the schema of drills that says which faults there are, made from the catalogue. */
final class FaultSchema implements ParameterType.Reader<ObjectNode> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> DEFINITIONS = Map.of("SECURITY_GROUP", "securityGroup");

  static ObjectNode of(List<FaultKind<?>> kinds) {
    ObjectNode fault = JSON.createObjectNode().put("description", "What is broken.");
    ArrayNode all = fault.putArray("oneOf");
    kinds.forEach(each -> all.add(of(each)));
    return fault;
  }

  static ObjectNode words(List<FaultKind<?>> kinds) {
    ObjectNode word = JSON.createObjectNode().put("description", "The word of a fault.");
    ArrayNode all = word.putArray("enum");
    kinds.forEach(each -> all.add(each.word()));
    return word;
  }

  private static ObjectNode of(FaultKind<?> kind) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    schema.putObject("properties").set(kind.word(), told(kind));
    schema.put("additionalProperties", false).putArray("required").add(kind.word());
    return schema.put("description", kind.does());
  }

  private static ObjectNode told(FaultKind<?> kind) {
    ObjectNode told = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = told.putObject("properties");
    for (FaultParameter each : kind.parameters()) {
      ObjectNode type = each.type().accept(new FaultSchema());
      each.otherwise()
          .ifPresent(
              value -> {
                if (each.type() instanceof ParameterType.Whole) {
                  type.put("default", Integer.parseInt(value));
                } else {
                  type.put("default", value);
                }
              });
      properties.set(each.key(), type.put("description", each.meaning()));
    }
    told.put("additionalProperties", false);
    for (ParameterRule rule : kind.rules()) {
      if (rule instanceof ParameterRule.NotBoth both) {
        told.putObject("not").putArray("required").add(both.one()).add(both.other());
      } else if (rule instanceof ParameterRule.OnlyWith with) {
        told.putObject("dependentRequired").putArray(with.key()).add(with.other());
      }
    }
    return told;
  }

  @Override
  public ObjectNode subject(ParameterType.Subject type) {
    String name = type.kind().name();
    return JSON.createObjectNode()
        .put(
            "$ref",
            "#/$defs/" + DEFINITIONS.getOrDefault(name, name.toLowerCase(java.util.Locale.ROOT)));
  }

  @Override
  public ObjectNode whole(ParameterType.Whole type) {
    return JSON.createObjectNode()
        .put("type", "integer")
        .put("minimum", type.min())
        .put("maximum", type.max());
  }

  @Override
  public ObjectNode amount(ParameterType.Amount type) {
    ObjectNode amount = JSON.createObjectNode();
    ArrayNode either = amount.putArray("oneOf");
    either.add(
        JSON.createObjectNode().put("type", "integer").put("minimum", 1).put("maximum", 100_000));
    either.add(
        JSON.createObjectNode()
            .put("type", "string")
            .put("pattern", "^(all|(100|[1-9][0-9]?)%)(?![\\s\\S])"));
    return amount;
  }

  @Override
  public ObjectNode choice(ParameterType.Choice type) {
    ObjectNode choice = JSON.createObjectNode();
    ArrayNode options = choice.putArray("enum");
    type.options().forEach(options::add);
    return choice;
  }

  @Override
  public ObjectNode operation(ParameterType.Operation type) {
    return JSON.createObjectNode()
        .put("type", "string")
        .put("pattern", "^" + ParameterType.Operation.FORM + "(?![\\s\\S])");
  }
}
