package dev.azdrill.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.FailureCause;
import dev.azdrill.evidence.FaultRecord;
import dev.azdrill.evidence.GuaranteeRef;
import dev.azdrill.evidence.Limit;
import dev.azdrill.evidence.Measurement;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Outage;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.TrafficBucket;
import dev.azdrill.report.text.ViolationExplanation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One drill as JSON. */
final class DrillNode {
  private final RunEvidence evidence;
  private final DrillRecord drill;

  private DrillNode(RunEvidence evidence, DrillRecord drill) {
    this.evidence = evidence;
    this.drill = drill;
  }

  static void write(ObjectNode node, RunEvidence evidence, DrillRecord drill) {
    new DrillNode(evidence, drill).write(node);
  }

  private void write(ObjectNode node) {
    node.put("id", drill.id());
    node.put("name", drill.name());
    node.put("verdict", drill.verdict().name());
    node.put("reason", drill.reason());
    ArrayNode explainedBy = node.putArray("explainedBy");
    ViolationExplanation.of(drill, evidence.proofs()).forEach(each -> explainedBy.add(each.id()));
    ArrayNode causes = node.putArray("causes");
    drill.causes().forEach(each -> cause(causes.addObject(), each));
    node.put("began", drill.began().toString());
    instant(node, "imposed", drill.imposed());
    instant(node, "undone", drill.undone());
    node.put("ended", drill.ended().toString());
    Duration took = Duration.between(drill.began(), drill.ended());
    Seconds.put(node, "took", Optional.of(took));
    ArrayNode faults = node.putArray("faults");
    drill.faults().forEach(each -> fault(faults.addObject(), each));
    ArrayNode measurements = node.putArray("measurements");
    drill.measurements().forEach(each -> measurement(measurements.addObject(), each));
    ArrayNode objectives = node.putArray("objectives");
    drill.objectives().forEach(each -> objective(objectives.addObject(), each));
    ArrayNode outages = node.putArray("outages");
    drill.outages().forEach(each -> outage(outages.addObject(), each));
    ArrayNode traffic = node.putArray("traffic");
    drill.traffic().forEach(each -> bucket(traffic.addObject(), each));
    ArrayNode guarantees = node.putArray("guarantees");
    drill.proofs().forEach(each -> JsonReport.guarantee(guarantees.addObject(), each));
  }

  private static void cause(ObjectNode node, FailureCause cause) {
    node.put("kind", cause.kind().name());
    node.put("subject", cause.subject());
    node.put("explanation", cause.explanation());
    node.put("guarantee", cause.guarantee().map(GuaranteeRef::id).orElse(null));
  }

  private static void fault(ObjectNode node, FaultRecord fault) {
    node.put("fault", fault.ref().fault());
    node.put("subject", fault.ref().subject());
    instant(node, "imposed", fault.imposed());
    node.put("witness", fault.witness().orElse(null));
    instant(node, "undone", fault.undone());
    node.put("irreversible", fault.irreversible());
    node.put("undoFailure", fault.undoFailure().orElse(null));
    node.put("mayStillHold", fault.mayStillHold());
  }

  private static void measurement(ObjectNode node, Measurement measurement) {
    node.put("component", measurement.component().name());
    node.put("phase", measurement.phase().name());
    node.put("expected", measurement.expected());
    Limit limit = measurement.limit();
    ObjectNode limits = node.putObject("limit");
    Seconds.put(limits, "duration", Optional.of(limit.duration()));
    limits.put("source", limit.source().name());
    limits.put("derivation", limit.derivation());
    Seconds.put(limits, "beyondCeiling", limit.beyondCeiling());
    Seconds.put(node, "took", measurement.took());
    Seconds.put(node, "resolution", Optional.of(measurement.resolution()));
    node.put("inTime", measurement.timeliness().isMet());
    node.put("timeliness", measurement.timeliness().name());
    node.put("lastSeen", measurement.lastSeen());
    node.put("strength", measurement.strength().name());
  }

  private static void objective(ObjectNode node, ObjectiveResult objective) {
    node.put("kind", objective.kind().name());
    node.put("wanted", objective.wanted());
    node.put("result", objective.measured());
    node.put("met", objective.met());
    node.put("strength", objective.strength().name());
  }

  private void outage(ObjectNode node, Outage outage) {
    node.put("from", outage.from().toString());
    node.put("to", outage.to().toString());
    Seconds.put(node, "length", Optional.of(outage.length()));
    node.put("failed", outage.failed());
    outcomes(node, outage.outcomes());
    node.put("strength", evidence.header().traffic().strength().name());
  }

  private void bucket(ObjectNode node, TrafficBucket bucket) {
    node.put("from", bucket.from().toString());
    Seconds.put(node, "length", Optional.of(bucket.length()));
    node.put("sent", bucket.sent());
    node.put("failed", bucket.failed());
    outcomes(node, bucket.outcomes());
    node.put("strength", evidence.header().traffic().strength().name());
  }

  private static void outcomes(ObjectNode node, Map<String, Integer> outcomes) {
    ObjectNode counts = node.putObject("outcomes");
    outcomes.forEach(counts::put);
  }

  private static void instant(ObjectNode node, String name, Optional<Instant> instant) {
    node.put(name, instant.map(Instant::toString).orElse(null));
  }
}
