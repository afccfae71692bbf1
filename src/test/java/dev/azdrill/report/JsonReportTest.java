package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.evidence.RunEvidence;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_small_report_reads_as_it_did_when_it_was_last_accepted() throws Exception {
    Golden.check("small.json", JsonReport.render(RunEvidences.small()));
  }

  @Test
  void durations_stand_there_twice_and_mean_the_same() throws Exception {
    JsonNode database =
        JSON.readTree(JsonReport.render(RunEvidences.small())).at("/drills/0/measurements/1");

    assertThat(database.get("budget").textValue()).isEqualTo("PT2M");
    assertThat(database.get("budgetSeconds").intValue()).isEqualTo(120);
    assertThat(database.get("took").textValue()).isEqualTo("PT2M30S");
    assertThat(database.get("inTime").booleanValue()).isFalse();
  }

  @Test
  void what_never_recovered_is_null_and_not_a_number() throws Exception {
    JsonNode clients =
        JSON.readTree(JsonReport.render(RunEvidences.small())).at("/drills/0/measurements/2");

    assertThat(clients.get("took").isNull()).isTrue();
    assertThat(clients.get("tookSeconds").isNull()).isTrue();
    assertThat(clients.get("strength").textValue()).isEqualTo("simulated");
  }

  @Property
  @Domain(AnyText.class)
  void any_text_comes_back_as_it_went_in(@ForAll String any) throws Exception {
    RunEvidence dossier = new Words(text -> any).in(RunEvidences.small());

    JsonNode report = JSON.readTree(JsonReport.render(dossier));

    assertThat(report.get("title").textValue()).isEqualTo(any);
    assertThat(report.at("/observations/0/detail").textValue()).isEqualTo(any);
  }
}
