package dev.azdrill.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.FindingRecord;
import dev.azdrill.evidence.JournalCodec;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.RunHeader;
import dev.azdrill.evidence.SkippedScenario;
import dev.azdrill.evidence.Strength;
import dev.azdrill.report.text.PrettyJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
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

  private static final JsonMapper JSON = PrettyJson.MAPPER;

  private JsonReport() {}

  /** Evidence as JSON; ends with a line end. */
  public static String render(RunEvidence evidence) {
    StringWriter text = new StringWriter();
    write(evidence, text);
    return text.toString();
  }

  /**
   * Writes evidence as JSON; ends with a line end. What there is much of goes piece by piece: a
   * journal may be long.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  public static void write(RunEvidence evidence, Writer to) {
    try (JsonGenerator out = PrettyJson.WRITER.createGenerator(to)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.writeStartObject();
      members(out, run(evidence));
      out.writeArrayFieldStart("drills");
      for (DrillRecord each : evidence.drills()) {
        ObjectNode drill = JSON.createObjectNode();
        DrillNode.write(drill, evidence, each);
        JSON.writeTree(out, drill);
      }
      out.writeEndArray();
      members(out, guarantees(evidence));
      out.writeArrayFieldStart("observations");
      for (Entry each : evidence.entries()) {
        JournalCodec.write(each, out);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void members(JsonGenerator out, ObjectNode node) throws IOException {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      out.writeFieldName(each.getKey());
      JSON.writeTree(out, each.getValue());
    }
  }

  private static ObjectNode run(RunEvidence evidence) {
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
    node.put("skipped", evidence.skipped().size());
    ArrayNode skipped = node.putArray("skippedScenarios");
    evidence.skipped().forEach(each -> skipped(skipped.addObject(), each));
    ArrayNode placements = node.putArray("placements");
    evidence.placements().forEach(each -> placement(placements.addObject(), each));
    return node;
  }

  private static ObjectNode guarantees(RunEvidence evidence) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode guarantees = node.putArray("guarantees");
    evidence.proofs().forEach(each -> guarantee(guarantees.addObject(), each));
    return node;
  }

  private static void header(ObjectNode node, RunHeader header) {
    node.put("platform", header.platform());
    node.put("stack", header.stack().orElse(null));
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

  private static void skipped(ObjectNode node, SkippedScenario scenario) {
    node.put("id", scenario.id());
    node.put("name", scenario.name());
    node.put("reason", scenario.reason());
  }

  static void placement(ObjectNode node, Placement placement) {
    node.put("tier", placement.tier().name());
    node.put("zone", placement.zone().orElse(null));
    node.put("name", placement.name());
    node.put("detail", placement.detail());
  }

  private static void finding(ObjectNode node, FindingRecord finding) {
    node.put("subject", finding.subject());
    node.put("verdict", finding.verdict().name());
    node.put("text", finding.text());
    ArrayNode way = node.putArray("way");
    finding.way().forEach(way::add);
  }

  static void guarantee(ObjectNode node, ProofRecord proof) {
    node.put("id", proof.id());
    node.put("statement", proof.statement());
    node.put("verdict", proof.verdict().name());
    node.put("reason", proof.explanation());
    proof.advice().ifPresent(advice -> node.put("why", advice.why()));
    proof.remediation().ifPresent(each -> node.put("remediation", each));
    node.put("strength", Strength.CONFIGURATION_PROOF.name());
    ArrayNode controls = node.putArray("controls");
    proof.controls().forEach(controls::add);
    ArrayNode findings = node.putArray("findings");
    proof.findings().forEach(each -> finding(findings.addObject(), each));
  }
}
