package dev.azdrill.report.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.FindingRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.PrettyJson;
import java.io.Writer;
import java.util.Optional;

/**
 * The guarantees of a run as an array of OCSF 1.3.0 events of class Compliance Finding (2003): one
 * for each guarantee that is proven, one for each subject of which another is not. Times are
 * milliseconds since 1970, in UTC.
 *
 * <p>Source: Open Cybersecurity Schema Framework, "Compliance Finding".
 */
public final class OcsfReport {
  private static final int CATEGORY_FINDINGS = 2;
  private static final int CLASS_COMPLIANCE = 2003;
  private static final int ACTIVITY_CREATE = 1;

  /** What a verdict is called, and how severe it is. */
  private enum Judged {
    PASS(1, "Pass", 1, "Informational"),
    WARNING(2, "Warning", 3, "Medium"),
    FAIL(3, "Fail", 4, "High");

    private final int statusId;
    private final String status;
    private final int severityId;
    private final String severity;

    Judged(int statusId, String status, int severityId, String severity) {
      this.statusId = statusId;
      this.status = status;
      this.severityId = severityId;
      this.severity = severity;
    }

    static Judged of(GuaranteeVerdict verdict, boolean isStrict) {
      return switch (verdict) {
        case PROVEN -> PASS;
        case VIOLATED -> FAIL;
        case UNKNOWN -> isStrict ? FAIL : WARNING;
      };
    }
  }

  private OcsfReport() {}

  /**
   * Writes the guarantees of a run; ends with a line end.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  public static void write(RunEvidence evidence, Writer to) {
    PrettyJson.write(document(evidence), to);
  }

  /** The guarantees of a run; ends with a line end. */
  public static String render(RunEvidence evidence) {
    return PrettyJson.document(document(evidence));
  }

  private static JsonNode document(RunEvidence evidence) {
    ArrayNode events = PrettyJson.MAPPER.createArrayNode();
    for (ProofRecord proof : evidence.proofs()) {
      if (proof.findings().isEmpty()) {
        event(events.addObject(), evidence, proof, Optional.empty());
      }
      for (FindingRecord finding : proof.findings()) {
        event(events.addObject(), evidence, proof, Optional.of(finding));
      }
    }
    return events;
  }

  private static void event(
      ObjectNode event, RunEvidence evidence, ProofRecord proof, Optional<FindingRecord> finding) {
    Judged judged =
        Judged.of(
            finding.map(FindingRecord::verdict).orElse(proof.verdict()),
            evidence.header().strict());
    String text =
        finding.map(each -> each.subject() + " " + each.text()).orElseGet(proof::explanation);
    event.put("category_uid", CATEGORY_FINDINGS);
    event.put("class_uid", CLASS_COMPLIANCE);
    event.put("activity_id", ACTIVITY_CREATE);
    event.put("type_uid", CLASS_COMPLIANCE * 100 + ACTIVITY_CREATE);
    event.put("severity_id", judged.severityId);
    event.put("severity", judged.severity);
    event.put("time", evidence.ended().toEpochMilli());
    event.put("message", text);
    ObjectNode metadata = event.putObject("metadata");
    metadata.put("version", "1.3.0");
    metadata.putObject("product").put("name", "azdrill").put("vendor_name", "azdrill");
    event.putObject("cloud").put("provider", "AWS");
    ObjectNode info = event.putObject("finding_info");
    info.put("uid", proof.id() + finding.map(each -> " " + each.subject()).orElse(""));
    info.put("title", proof.statement());
    info.put("desc", text);
    proof.remediation().ifPresent(each -> event.putObject("remediation").put("desc", each));
    ObjectNode compliance = event.putObject("compliance");
    compliance.put("control", proof.id());
    compliance.put("status", judged.status);
    compliance.put("status_id", judged.statusId);
    ArrayNode standards = compliance.putArray("standards");
    proof.controls().forEach(standards::add);
    finding.ifPresent(
        each -> {
          event.putArray("resources").addObject().put("uid", each.subject());
          if (!each.way().isEmpty()) {
            ArrayNode way = event.putObject("unmapped").putArray("way");
            each.way().forEach(way::add);
          }
        });
  }
}
