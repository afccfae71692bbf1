package dev.azdrill.report.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.report.JudgedRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OcsfReportTest {
  private static JsonNode events(boolean isStrict) throws IOException {
    return JsonMapper.builder().build().readTree(OcsfReport.render(JudgedRun.evidence(isStrict)));
  }

  @Test
  void each_subject_that_is_not_as_claimed_is_an_event_and_so_is_what_is_proven()
      throws IOException {
    assertThat(events(false))
        .extracting(
            each -> each.at("/finding_info/uid").textValue(),
            each -> each.at("/compliance/status").textValue(),
            each -> each.at("/compliance/status_id").intValue(),
            each -> each.get("severity_id").intValue(),
            each -> each.get("message").textValue())
        .containsExactly(
            tuple("encrypted", "Pass", 1, 1, "all is encrypted (2 looked at)"),
            tuple("private i-1", "Fail", 3, 4, "i-1 is reached"),
            tuple("private i-2", "Fail", 3, 4, "i-2 is reached"),
            tuple("replaced images", "Warning", 2, 3, "images were not read"));
    assertThat(events(true).at("/3/compliance/status").textValue()).isEqualTo("Fail");
  }

  @Test
  void an_event_is_a_compliance_finding_with_its_time_its_controls_and_its_resource()
      throws IOException {
    RunEvidence evidence = JudgedRun.evidence(false);
    JsonNode event = events(false).get(1);

    assertThat(event.get("class_uid").intValue()).isEqualTo(2003);
    assertThat(event.get("type_uid").intValue()).isEqualTo(200_301);
    assertThat(event.get("time").longValue()).isEqualTo(evidence.ended().toEpochMilli());
    assertThat(event.at("/compliance/standards/0").textValue())
        .isEqualTo("NIST SP 800-53 Rev. 5: SC-7");
    assertThat(event.at("/resources/0/uid").textValue()).isEqualTo("i-1");
    assertThat(event.at("/remediation/desc").textValue()).isEqualTo("Set private=true.");
    assertThat(events(false).get(0).has("remediation")).as("what holds needs none").isFalse();
    assertThat(event.at("/unmapped/way/0").textValue()).isEqualTo("tcp 192.0.2.1 -> 10.0.0.4:22");
  }
}
