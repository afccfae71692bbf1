package dev.azdrill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.CapabilityRecord;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.JsonLines;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.Placement;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.TrafficBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A dossier as JSON for tools: the members are always there and in the same order, times are ISO
 * 8601 in UTC, and every duration stands twice, as ISO 8601 ({@code budget}) and as a number of
 * seconds ({@code budgetSeconds}). What did not happen is {@code null}.
 */
public final class JsonReport {
  /** Changes when a member is renamed, removed or given another sense. */
  private static final String FORMAT = "azdrill-report/1";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** The same line ends on every machine. */
  private static final ObjectWriter PRETTY = JSON.writer(printer());

  private JsonReport() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }

  /** Renders a dossier; ends with a line end. */
  public static String render(RunEvidence dossier) {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("title", dossier.title());
    node.put("verdict", dossier.verdict());
    node.put("platform", dossier.platform());
    node.put("answeredBy", dossier.answeredBy());
    node.put("trafficFidelity", dossier.trafficFidelity());
    node.put("seed", dossier.seed());
    node.put("replay", dossier.replay());
    node.put("began", dossier.began().toString());
    node.put("ended", dossier.ended().toString());
    duration(node, "took", Optional.of(Duration.between(dossier.began(), dossier.ended())));
    ArrayNode offers = node.putArray("capabilities");
    dossier.offers().forEach(each -> offer(offers.addObject(), each));
    ArrayNode placements = node.putArray("placements");
    dossier.placements().forEach(each -> placement(placements.addObject(), each));
    ArrayNode drills = node.putArray("drills");
    Fidelity fidelity = Fidelity.of(dossier);
    dossier.drills().forEach(each -> drill(drills.addObject(), each, fidelity));
    ArrayNode guarantees = node.putArray("guarantees");
    dossier.proofs().forEach(each -> guarantee(guarantees.addObject(), each));
    ArrayNode observations = node.putArray("observations");
    dossier.observations().forEach(each -> observations.add(JsonLines.node(each)));
    try {
      return PRETTY.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an object node is always JSON", e);
    }
  }

  private static void offer(ObjectNode node, CapabilityRecord offer) {
    node.put("what", offer.what());
    node.put("provider", offer.provider());
  }

  private static void placement(ObjectNode node, Placement placement) {
    node.put("tier", placement.tier());
    node.put("zone", placement.zone());
    node.put("name", placement.name());
    node.put("detail", placement.detail());
  }

  private static void drill(ObjectNode node, DrillRecord drill, Fidelity fidelity) {
    node.put("name", drill.name());
    node.put("fault", drill.fault());
    node.put("subject", drill.subject());
    node.put("verdict", drill.verdict());
    node.put("reason", drill.reason());
    node.put("witness", drill.witness().orElse(null));
    node.put("injected", drill.injected().toString());
    node.put("undone", drill.undone().map(Instant::toString).orElse(null));
    node.put("ended", drill.ended().toString());
    duration(
        node,
        "faultHeld",
        drill.undone().map(undone -> Duration.between(drill.injected(), undone)));
    duration(node, "took", Optional.of(Duration.between(drill.injected(), drill.ended())));
    ArrayNode measurements = node.putArray("measurements");
    drill.measurements().forEach(each -> measurement(measurements.addObject(), each, fidelity));
    ArrayNode traffic = node.putArray("traffic");
    drill.traffic().forEach(each -> slice(traffic.addObject(), each, fidelity));
  }

  private static void measurement(ObjectNode node, Measurement measurement, Fidelity fidelity) {
    node.put("component", measurement.component());
    node.put("phase", measurement.phase());
    node.put("expected", measurement.statement());
    duration(node, "budget", Optional.of(measurement.budget()));
    node.put("derivation", measurement.derivation());
    duration(node, "took", measurement.took());
    duration(node, "resolution", Optional.of(measurement.resolution()));
    node.put("inTime", measurement.inTime());
    node.put("strength", fidelity.of(measurement).words());
  }

  private static void slice(ObjectNode node, TrafficBucket slice, Fidelity fidelity) {
    node.put("from", slice.from().toString());
    duration(node, "length", Optional.of(slice.length()));
    node.put("sent", slice.sent());
    node.put("failed", slice.failed());
    node.put("strength", fidelity.strength().words());
  }

  private static void guarantee(ObjectNode node, ProofRecord proof) {
    node.put("id", proof.id());
    node.put("statement", proof.statement());
    node.put("verdict", proof.verdict());
    node.put("reason", proof.reason());
    node.put("strength", Strength.CONFIGURATION_PROOF.words());
    ArrayNode controls = node.putArray("controls");
    proof.controls().forEach(controls::add);
  }

  private static void duration(ObjectNode node, String name, Optional<Duration> duration) {
    node.put(name, duration.map(Duration::toString).orElse(null));
    node.put(name + "Seconds", duration.map(Format::exactSeconds).orElse(null));
  }
}
