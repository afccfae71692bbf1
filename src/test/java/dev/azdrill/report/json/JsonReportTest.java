package dev.azdrill.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.azdrill.evidence.AnyText;
import dev.azdrill.evidence.CauseKind;
import dev.azdrill.evidence.Component;
import dev.azdrill.evidence.JournalCodec;
import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.report.FeaturesRun;
import dev.azdrill.report.Golden;
import dev.azdrill.report.SampleRuns;
import dev.azdrill.report.SmallRun;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<RunEvidence> runs() {
    return List.of(
        SmallRun.evidence(),
        SampleRuns.passed(),
        SampleRuns.failed(),
        SampleRuns.unsafe(),
        SampleRuns.inconclusive(),
        FeaturesRun.evidence());
  }

  @Test
  void the_small_run_reads_as_it_did_when_somebody_last_looked() throws Exception {
    Golden.check("small.json", JsonReport.render(SmallRun.evidence()));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_report_is_what_the_schema_describes(RunEvidence run) throws Exception {
    assertThat(schema().validate(JSON.readTree(JsonReport.render(run)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void the_schema_allows_no_member_that_is_missing_or_that_nobody_knows(RunEvidence run)
      throws Exception {
    for (String pointer : List.of("", "/drills/0", "/drills/0/measurements/0", "/observations/0")) {
      JsonNode report = JSON.readTree(JsonReport.render(run));
      ((com.fasterxml.jackson.databind.node.ObjectNode) report.at(pointer)).put("other", 1);
      assertThat(schema().validate(report)).as("one more in " + pointer).isNotEmpty();
    }
    for (String member : List.of("verdict", "reasons", "skipped", "drills")) {
      JsonNode report = JSON.readTree(JsonReport.render(run));
      ((com.fasterxml.jackson.databind.node.ObjectNode) report).remove(member);
      assertThat(schema().validate(report)).as("without " + member).isNotEmpty();
    }
  }

  @Test
  void the_schema_knows_every_constant() throws Exception {
    JsonNode definitions = resource().get("$defs");

    assertThat(constants(definitions.get("verdict"))).isEqualTo(names(Verdict.values()));
    assertThat(constants(definitions.get("strength"))).isEqualTo(names(Strength.values()));
    assertThat(constants(definitions.get("component"))).isEqualTo(names(Component.values()));
    assertThat(constants(definitions.at("/cause/properties/kind")))
        .isEqualTo(names(CauseKind.values()));
    assertThat(constants(definitions.at("/objective/properties/kind")))
        .isEqualTo(names(ObjectiveResult.Kind.values()));
    assertThat(constants(definitions.at("/entry/properties/observation/properties/type")))
        .isEqualTo(List.copyOf(JournalCodec.types().keySet()));
  }

  private static List<String> names(Enum<?>... constants) {
    return Stream.of(constants).map(Enum::name).toList();
  }

  private static List<String> constants(JsonNode definition) {
    return JSON.convertValue(
        definition.get("enum"),
        JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  private static JsonNode resource() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            JsonReport.class.getResourceAsStream("/dev/azdrill/report/report.schema.json"))) {
      return JSON.readTree(in);
    }
  }

  private static JsonSchema schema() throws Exception {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(resource());
  }

  @Test
  void the_verdict_its_reasons_and_the_exit_code_stand_at_the_top() throws Exception {
    JsonNode report = JSON.readTree(JsonReport.render(SmallRun.evidence()));

    assertThat(report.get("format").textValue()).isEqualTo("azdrill-report/2");
    assertThat(report.get("verdict").textValue()).isEqualTo("FAILED");
    assertThat(report.get("exitCode").intValue()).isEqualTo(1);
    assertThat(report.get("skipped").intValue()).isEqualTo(2);
    assertThat(report.get("reasons")).hasSize(3);
    assertThat(report.at("/drills/0/explainedBy/0").textValue()).isEqualTo("database-multi-az");
  }

  @Test
  void durations_stand_there_twice_and_mean_the_same() throws Exception {
    JsonNode database =
        JSON.readTree(JsonReport.render(SmallRun.evidence())).at("/drills/0/measurements/2");

    assertThat(database.at("/limit/duration").textValue()).isEqualTo("PT2M");
    assertThat(database.at("/limit/durationSeconds").intValue()).isEqualTo(120);
    assertThat(database.get("took").textValue()).isEqualTo("PT2M30S");
    assertThat(database.get("timeliness").textValue()).isEqualTo("LATE");
  }

  @Test
  void a_cause_says_what_is_wrong_and_which_guarantee_says_the_same() throws Exception {
    JsonNode report = JSON.readTree(JsonReport.render(SmallRun.evidence()));
    JsonNode cause = report.at("/drills/0/causes/0");

    assertThat(cause.get("kind").textValue()).isEqualTo("NO_STANDBY");
    assertThat(cause.get("subject").textValue()).isEqualTo("db-1");
    assertThat(cause.get("explanation").textValue()).contains("has no standby");
    assertThat(cause.get("guarantee").textValue()).isEqualTo("database-multi-az");

    ((com.fasterxml.jackson.databind.node.ObjectNode) cause).put("other", 1);
    assertThat(schema().validate(report)).isNotEmpty();
  }

  @Test
  void a_limit_says_what_the_configuration_allows_beyond_the_ceiling() throws Exception {
    JsonNode group =
        JSON.readTree(JsonReport.render(SmallRun.evidence())).at("/drills/0/measurements/3/limit");

    assertThat(group.get("durationSeconds").intValue()).isEqualTo(600);
    assertThat(group.get("beyondCeilingSeconds").intValue()).isEqualTo(3000);
  }

  @Test
  void what_never_recovered_is_null_and_not_a_number() throws Exception {
    JsonNode clients =
        JSON.readTree(JsonReport.render(SmallRun.evidence())).at("/drills/0/measurements/4");

    assertThat(clients.get("took").isNull()).isTrue();
    assertThat(clients.get("tookSeconds").isNull()).isTrue();
    assertThat(clients.get("strength").textValue()).isEqualTo("SIMULATED");
  }

  @Test
  void an_outage_has_the_length_that_everybody_tells() throws Exception {
    JsonNode outage =
        JSON.readTree(JsonReport.render(SmallRun.evidence())).at("/drills/0/outages/0");

    assertThat(outage.get("length").textValue()).isEqualTo("PT11.25S");
    assertThat(outage.get("lengthSeconds").decimalValue()).isEqualByComparingTo("11.25");
    assertThat(outage.at("/outcomes/timeout").intValue()).isEqualTo(30);
  }

  @Property(tries = 100)
  @Domain(AnyText.class)
  void any_text_comes_back_as_it_went_in(@ForAll String any) throws Exception {
    JsonNode report = JSON.readTree(JsonReport.render(SmallRun.inOtherWords(text -> any)));

    assertThat(report.get("title").textValue()).isEqualTo(any);
    assertThat(report.at("/observations/0/observation/header/title").textValue()).isEqualTo(any);
    assertThat(report.at("/drills/0/faults/0/subject").textValue()).isEqualTo(any);
  }
}
