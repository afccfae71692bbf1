package dev.azdrill.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.network.Answer;
import dev.azdrill.network.Disposition;
import dev.azdrill.network.Hop;
import dev.azdrill.network.Obstacle;
import dev.azdrill.network.model.PortRange;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An explanation for tools: the members are always there and in the same order, what is absent is
 * {@code null}, codes are those of {@link dev.azdrill.network.Disposition}.
 */
public final class ExplanationJson {
  /** Changes when a member is renamed, removed or given another sense. */
  private static final String FORMAT = "azdrill-explanation/1";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExplanationJson() {}

  /** The explanation as JSON; ends with a line end. */
  public static String render(Explanation explanation) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("from", explanation.question().from());
    root.put("to", explanation.question().to());
    root.put("protocol", explanation.question().protocol().toString());
    root.put("port", explanation.port().orElse(null));
    root.put("answer", explanation.verdict().name());
    ArrayNode pairs = root.putArray("pairs");
    explanation.legs().forEach(leg -> pair(pairs.addObject(), leg, explanation.names()));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try {
      return JSON.writer(
                  new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pair(ObjectNode node, Leg leg, ResourceNames names) {
    Answer answer = leg.answer();
    node.put("from", leg.from());
    node.put("to", leg.to());
    node.put("answer", PairsVerdict.of(answer).name());
    node.put("packet", answer.packet().toString());
    ArrayNode steps = node.putArray("steps");
    ExplanationStep.of(answer).forEach(step -> step(steps.addObject(), step, names));
    ArrayNode settings = node.putArray("settings");
    if (answer instanceof Answer.Unreachable no) {
      no.settings().forEach(each -> obstacle(settings.addObject(), each));
    }
    ArrayNode unknown = node.putArray("unknown");
    answer.obstacles().stream()
        .filter(each -> each.disposition().outcome() == Disposition.Outcome.UNKNOWN)
        .forEach(each -> obstacle(unknown.addObject(), each));
    List<PortRange> admitted = List.of();
    List<PortRange> refused = List.of();
    if (answer instanceof Answer.Partial part) {
      admitted = part.admitted();
      refused = part.refused();
    }
    ports(node.putArray("admittedPorts"), admitted);
    ports(node.putArray("refusedPorts"), refused);
  }

  private static void ports(ArrayNode node, List<PortRange> ranges) {
    ranges.forEach(each -> node.addObject().put("from", each.from()).put("to", each.to()));
  }

  private static void step(ObjectNode node, ExplanationStep step, ResourceNames names) {
    Hop hop = step.hop();
    node.put("step", step.number());
    node.put("way", step.onReply() ? "BACK" : "THERE");
    node.put("component", hop.component().name());
    node.put("id", hop.id());
    node.put("name", names.of(hop.id()).orElse(null));
    node.put("subnet", hop.subnet().orElse(null));
    node.put("zone", hop.zone().orElse(null));
    node.put("direction", hop.direction().name());
    node.put("decidedBy", hop.decidedBy().orElse(null));
    node.put("text", hop.text());
    node.put("code", step.obstacle().map(each -> each.disposition().name()).orElse(null));
  }

  private static void obstacle(ObjectNode node, Obstacle obstacle) {
    node.put("code", obstacle.disposition().name());
    node.put("way", obstacle.onReply() ? "BACK" : "THERE");
    node.put("component", obstacle.at().component().name());
    node.put("id", obstacle.at().id());
    node.put("direction", obstacle.at().direction().name());
    node.put("decidedBy", obstacle.at().decidedBy().orElse(null));
    node.put("because", obstacle.because());
  }
}
