package dev.azdrill.report.sarif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.evidence.FindingRecord;
import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.text.PrettyJson;
import java.io.Writer;
import java.util.List;

/**
 * The guarantees of a run as SARIF 2.1.0: each guarantee is a rule, each subject that violates one
 * is a result of kind {@code fail}, one that cannot be judged of kind {@code open} ({@code fail}
 * where that counts as a failure), and a guarantee that is proven one of kind {@code pass}. A
 * subject is a logical location: what stands in AWS is no file.
 *
 * <p>Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
public final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private SarifReport() {}

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
    ObjectNode log = PrettyJson.MAPPER.createObjectNode();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "azdrill");
    ArrayNode rules = driver.putArray("rules");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", true);
    invocation.put("commandLine", evidence.header().reproduce());
    invocation.put("startTimeUtc", evidence.began().toString());
    invocation.put("endTimeUtc", evidence.ended().toString());
    ArrayNode results = run.putArray("results");
    List<ProofRecord> proofs = evidence.proofs();
    for (int i = 0; i < proofs.size(); i++) {
      rule(rules.addObject(), proofs.get(i));
      new Results(results, evidence.header().strict(), i).of(proofs.get(i));
    }
    return log;
  }

  private static void rule(ObjectNode rule, ProofRecord proof) {
    rule.put("id", proof.id());
    rule.putObject("shortDescription").put("text", proof.statement());
    proof
        .advice()
        .ifPresent(
            advice -> {
              rule.putObject("fullDescription").put("text", advice.why());
              rule.putObject("help").put("text", advice.remediation());
            });
    rule.putObject("defaultConfiguration").put("level", "error");
    ArrayNode tags = rule.putObject("properties").putArray("tags");
    proof.controls().forEach(tags::add);
  }

  /** The results of one rule. */
  private record Results(ArrayNode all, boolean isStrict, int rule) {
    void of(ProofRecord proof) {
      if (proof.verdict() == GuaranteeVerdict.PROVEN) {
        result(proof, "pass", proof.explanation());
        return;
      }
      if (proof.findings().isEmpty()) {
        result(proof, kind(proof.verdict()), proof.explanation());
      }
      proof.findings().forEach(each -> finding(proof, each));
    }

    private void finding(ProofRecord proof, FindingRecord finding) {
      ObjectNode result =
          result(proof, kind(finding.verdict()), finding.subject() + " " + finding.text());
      result
          .putArray("locations")
          .addObject()
          .putArray("logicalLocations")
          .addObject()
          .put("fullyQualifiedName", finding.subject())
          .put("kind", "resource");
      result
          .putObject("partialFingerprints")
          .put("guaranteeAndSubject/v1", proof.id() + " " + finding.subject());
      if (!finding.way().isEmpty()) {
        ArrayNode way = result.putObject("properties").putArray("way");
        finding.way().forEach(way::add);
      }
    }

    private ObjectNode result(ProofRecord proof, String kind, String text) {
      ObjectNode result = all.addObject();
      result.put("ruleId", proof.id());
      result.put("ruleIndex", rule);
      result.put("kind", kind);
      result.put("level", kind.equals("fail") ? "error" : "none");
      result.putObject("message").put("text", text);
      return result;
    }

    private String kind(GuaranteeVerdict verdict) {
      return switch (verdict) {
        case PROVEN -> "pass";
        case VIOLATED -> "fail";
        case UNKNOWN -> isStrict ? "fail" : "open";
      };
    }
  }
}
