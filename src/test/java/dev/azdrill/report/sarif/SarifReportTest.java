package dev.azdrill.report.sarif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.azdrill.report.JudgedRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static JsonNode run(boolean isStrict) throws IOException {
    String text = SarifReport.render(JudgedRun.evidence(isStrict));
    assertThat(text).endsWith("}\n");
    JsonNode log = JsonMapper.builder().build().readTree(text);
    assertThat(log.get("version").textValue()).isEqualTo("2.1.0");
    return log.at("/runs/0");
  }

  @Test
  void each_guarantee_is_a_rule_with_its_controls() throws IOException {
    JsonNode rules = run(false).at("/tool/driver/rules");

    assertThat(rules)
        .extracting(
            each -> each.get("id").textValue(), each -> each.at("/shortDescription/text").asText())
        .containsExactly(
            tuple("encrypted", "what encrypted says"),
            tuple("private", "what private says"),
            tuple("replaced", "what replaced says"));
    assertThat(rules.at("/0/properties/tags/0").textValue())
        .isEqualTo("NIST SP 800-53 Rev. 5: SC-7");
  }

  @Test
  void a_rule_says_why_it_matters_and_what_makes_it_hold() throws IOException {
    JsonNode rules = run(false).at("/tool/driver/rules");

    assertThat(rules)
        .extracting(
            each -> each.at("/fullDescription/text").asText(),
            each -> each.at("/help/text").asText())
        .containsExactly(
            tuple("Why encrypted matters.", "Set encrypted=true."),
            tuple("Why private matters.", "Set private=true."),
            tuple("Why replaced matters.", "Set replaced=true."));
  }

  @Test
  void each_subject_that_is_not_as_claimed_is_a_result_of_its_own() throws IOException {
    assertThat(run(false).get("results"))
        .extracting(
            each -> each.get("ruleId").textValue(),
            each -> each.get("ruleIndex").intValue(),
            each -> each.get("kind").textValue(),
            each -> each.get("level").textValue(),
            each -> each.at("/message/text").textValue())
        .containsExactly(
            tuple("encrypted", 0, "pass", "none", "all is encrypted (2 looked at)"),
            tuple("private", 1, "fail", "error", "i-1 is reached"),
            tuple("private", 1, "fail", "error", "i-2 is reached"),
            tuple("replaced", 2, "open", "none", "images were not read"));
  }

  @Test
  void a_result_names_its_subject_and_the_packet_that_shows_it() throws IOException {
    JsonNode result = run(false).at("/results/1");

    assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").textValue())
        .isEqualTo("i-1");
    assertThat(result.at("/partialFingerprints/guaranteeAndSubject~1v1").textValue())
        .isEqualTo("private i-1");
    assertThat(result.at("/properties/way"))
        .extracting(JsonNode::textValue)
        .containsExactly("tcp 192.0.2.1 -> 10.0.0.4:22", "  DELIVERED: it arrived");
  }

  @Test
  void what_cannot_be_judged_is_a_failure_where_it_counts_as_one() throws IOException {
    assertThat(run(true).at("/results/3/kind").textValue()).isEqualTo("fail");
    assertThat(run(true).at("/results/3/level").textValue()).isEqualTo("error");
  }
}
