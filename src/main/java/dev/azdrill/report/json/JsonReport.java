package dev.azdrill.report.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.JournalCodec;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.Strength;
import java.time.Duration;
import java.util.Optional;

/**
 * Evidence as JSON for tools, as {@code report.schema.json} describes it: the members are always
 * there and in the same order, times are ISO 8601 in UTC, and every duration stands twice, as ISO
 * 8601 ({@code took}) and as a number of seconds ({@code tookSeconds}). What is absent is {@code
 * null}. Constants are those of the journal.
 */
public final class JsonReport {
  /** Changes when a member is renamed, removed or given another sense. */
  private static final String FORMAT = "azdrill-report/2";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** The same line ends on every machine. */
  private static final ObjectWriter PRETTY = JSON.writer(printer());

  private JsonReport() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }

  /** Renders evidence; ends with a line end. */
  public static String render(RunEvidence evidence) {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("title", evidence.header().title());
    node.put("verdict", evidence.verdict().name());
    ArrayNode reasons = node.putArray("reasons");
    evidence.reasons().forEach(reasons::add);
    node.put("exitCode", evidence.verdict().exitCode());
    header(node, evidence.header());
    node.put("began", evidence.began().toString());
    node.put("ended", evidence.ended().toString());
    Duration took = Duration.between(evidence.began(), evidence.ended());
    Seconds.put(node, "took", Optional.of(took));
    node.put("skipped", evidence.skipped());
    ArrayNode placements = node.putArray("placements");
    evidence.placements().forEach(each -> placement(placements.addObject(), each));
    ArrayNode drills = node.putArray("drills");
    evidence.drills().forEach(each -> DrillNode.write(drills.addObject(), evidence, each));
    ArrayNode guarantees = node.putArray("guarantees");
    evidence.proofs().forEach(each -> guarantee(guarantees.addObject(), each));
    ArrayNode observations = node.putArray("observations");
    evidence.entries().forEach(each -> observations.add(JournalCodec.node(each)));
    try {
      return PRETTY.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object node is always JSON", e);
    }
  }

  private static void header(ObjectNode node, RunHeader header) {
    node.put("platform", header.platform());
    node.put("answeredBy", header.answeredBy());
    node.put("virtualTime", header.virtualTime());
    node.put("traffic", header.traffic().name());
    node.put("seed", header.seed());
    node.put("reproduce", header.reproduce());
    node.put("strict", header.strict());
    ArrayNode capabilities = node.putArray("capabilities");
    header
        .capabilities()
        .forEach(
            each ->
                capabilities.addObject().put("what", each.what()).put("provider", each.provider()));
  }

  static void placement(ObjectNode node, Placement placement) {
    node.put("tier", placement.tier().name());
    node.put("zone", placement.zone().orElse(null));
    node.put("name", placement.name());
    node.put("detail", placement.detail());
  }

  static void guarantee(ObjectNode node, ProofRecord proof) {
    node.put("id", proof.id());
    node.put("statement", proof.statement());
    node.put("verdict", proof.verdict().name());
    node.put("reason", proof.reason());
    node.put("strength", Strength.CONFIGURATION_PROOF.name());
    ArrayNode controls = node.putArray("controls");
    proof.controls().forEach(controls::add);
  }
}
