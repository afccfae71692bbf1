package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.Stack;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.ControlRequests;
import dev.azdrill.topology.Blueprints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control of a served region, whose wall clock stands still: nothing here waits. */
class RegionControlTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final ServedRegion served =
      ServedRegion.begin(
          new RegionBeginning("control", 60, true, RegionBeginning.Furnishing.NONE),
          Clock.fixed(START, ZoneOffset.UTC));
  private final RegionControl control = new RegionControl(served);

  @AfterEach
  void close() {
    served.close();
  }

  private ControlRequests.Answer asked(String method, String path, String content) {
    return control.answer(method, path, content.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode done(String method, String path, String content) {
    ControlRequests.Answer answer = asked(method, path, content);
    assertThat(answer.status()).as(answer.json()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(answer.json());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Instant now() {
    return Instant.parse(done("GET", "time", "").path("now").asText());
  }

  @Test
  void health_tells_who_answers_and_how_often_something_went_wrong() {
    JsonNode health = done("GET", "health", "");

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(health.path("region").asText()).isEqualTo("eu-west-2");
    assertThat(health.path("defects").asInt()).isZero();
  }

  @Test
  void time_is_paused_moved_and_paced() {
    assertThat(now()).isEqualTo(START);
    done("POST", "time", "{\"paused\": true}");
    done("POST", "time", "{\"step\": \"10min\"}");
    assertThat(now()).isEqualTo(START.plus(Duration.ofMinutes(10)));
    assertThat(done("GET", "time", "").path("paused").asBoolean()).isTrue();

    done("POST", "time", "{\"to\": \"2026-03-02T00:00:00Z\"}");
    assertThat(now()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    assertThat(done("POST", "time", "{\"paused\": false, \"speed\": 2}").path("speed").asInt())
        .isEqualTo(2);
  }

  @Test
  void what_a_step_passes_happens() {
    try (AwsSession aws = Somebody.beside(served.session())) {
      String vpc = aws.ec2().describeVpcs().vpcs().get(0).vpcId();
      String subnet =
          aws.ec2().describeSubnets().subnets().stream()
              .filter(each -> each.vpcId().equals(vpc))
              .findFirst()
              .orElseThrow()
              .subnetId();
      String nat =
          aws.ec2()
              .createNatGateway(
                  r ->
                      r.subnetId(subnet)
                          .allocationId(aws.ec2().allocateAddress(a -> {}).allocationId()))
              .natGateway()
              .natGatewayId();
      assertThat(state(aws, nat)).isEqualTo("pending");
      done("POST", "time", "{\"step\": \"5min\"}");
      assertThat(state(aws, nat)).isEqualTo("available");
    }
  }

  private static String state(AwsSession aws, String nat) {
    return aws.ec2()
        .describeNatGateways(r -> r.natGatewayIds(nat))
        .natGateways()
        .get(0)
        .stateAsString();
  }

  @Test
  void a_zone_that_loses_power_takes_its_targets_with_it_until_that_is_lifted() {
    try (AwsSession aws = served.session()) {
      Stack stack =
          new Provisioner(aws, StepListener.SILENT)
              .provision(Blueprints.shipped("production"), "control", "control");
      String name =
          done(
                  "POST",
                  "traffic",
                  "{\"host\": \"" + stack.dnsName() + "\", \"tls\": " + stack.tls() + "}")
              .path("name")
              .asText();
      done("POST", "time", "{\"step\": \"2min\"}");
      assertThat(seen("failed")).isZero();
      assertThat(seen("sent")).isPositive();

      String fault =
          done("POST", "faults", "{\"impairment\": \"zone-power\", \"zone\": \"eu-west-2a\"}")
              .path("name")
              .asText();
      done("POST", "time", "{\"step\": \"1min\"}");
      assertThat(seen("failed")).isPositive();
      assertThat(done("GET", "faults", "").path("faults")).hasSize(1);

      done("DELETE", "faults/" + fault, "");
      assertThat(done("GET", "faults", "").path("faults")).isEmpty();
      done("POST", "time", "{\"step\": \"20min\"}");
      int failed = seen("failed");
      done("POST", "time", "{\"step\": \"5min\"}");
      assertThat(seen("failed")).isEqualTo(failed);
      done("DELETE", "traffic/" + name, "");
      assertThat(done("GET", "traffic", "").path("traffic")).isEmpty();
    }
  }

  @Test
  void exchanges_that_are_kept_are_told_until_who_asks_has_them_and_else_they_stop() {
    try (AwsSession aws = served.session()) {
      Stack stack =
          new Provisioner(aws, StepListener.SILENT)
              .provision(Blueprints.shipped("demo"), "shop", "test");
      String plain = "{\"host\": \"" + stack.dnsName() + "\", \"tls\": " + stack.tls();
      String kept = done("POST", "traffic", plain + ", \"kept\": true}").path("name").asText();
      String notKept = done("POST", "traffic", plain + "}").path("name").asText();
      done("POST", "time", "{\"step\": \"1min\"}");

      JsonNode first = done("GET", "exchanges/" + kept + "/0", "").path("exchanges");
      assertThat(first.size()).isBetween(340, 370);
      assertThat(done("GET", "exchanges/" + kept + "/0", "").path("exchanges")).isEqualTo(first);
      assertThat(done("GET", "exchanges/" + kept + "/" + first.size(), "").path("exchanges"))
          .isEmpty();
      assertThat(asked("GET", "exchanges/" + kept + "/0", "").status()).isEqualTo(404);
      assertThat(asked("GET", "exchanges/" + notKept + "/0", "").status()).isEqualTo(404);

      done("POST", "time", "{\"step\": \"4h\"}");
      int sent = seen("sent");
      done("POST", "time", "{\"step\": \"1min\"}");
      assertThat(seen("sent")).as("nobody fetched them").isEqualTo(sent);
      assertThat(asked("GET", "exchanges/" + kept + "/" + first.size(), "").status())
          .isEqualTo(404);
    }
  }

  private int seen(String member) {
    return done("GET", "traffic", "").path("traffic").path(0).path(member).asInt();
  }

  @Test
  void a_region_begins_anew_with_nothing_broken() {
    done("POST", "faults", "{\"impairment\": \"zone-power\", \"zone\": \"eu-west-2a\"}");
    done("POST", "time", "{\"step\": \"1h\"}");
    try (AwsSession aws = Somebody.beside(served.session())) {
      aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    }

    done("POST", "reset", "");

    assertThat(now()).isEqualTo(START);
    assertThat(done("GET", "faults", "").path("faults")).isEmpty();
    try (AwsSession aws = served.session()) {
      assertThat(aws.ec2().describeVpcs().vpcs()).singleElement().matches(each -> each.isDefault());
    }
  }

  @Test
  void what_a_region_is_furnished_with_stands_again_after_a_reset() {
    RegionBeginning.Furnishing furnishing =
        aws ->
            new Provisioner(aws, StepListener.SILENT)
                .provision(Blueprints.shipped("production"), "standing", "test");
    try (ServedRegion furnished =
        ServedRegion.begin(
            new RegionBeginning("furnished", 60, false, furnishing),
            Clock.fixed(START, ZoneOffset.UTC))) {
      for (int i = 0; i < 2; i++) {
        assertThat(furnished.region().kernel().now()).isEqualTo(START);
        try (AwsSession aws = furnished.session()) {
          assertThat(aws.autoScaling().describeAutoScalingGroups().autoScalingGroups())
              .singleElement()
              .satisfies(each -> assertThat(each.instances()).hasSize(each.desiredCapacity()));
        }
        furnished.reset();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|nothing||404|expected GET health",
        "DELETE|faults/fault-9||404|there is no fault fault-9",
        "DELETE|traffic/traffic-9||404|there is no traffic",
        "GET|exchanges/traffic-9/0||404|expected clients traffic-9 that are kept",
        "GET|exchanges/traffic-9||400|expected exchanges/NAME/N with the number",
        "POST|records|{\"host\": \"nowhere\"}|400|expected ids of records that were written",
        "POST|records|{\"host\": \"nowhere\", \"ids\": []}|400|expected host to be the DNS name",
        "POST|time|{}|400|expected paused, speed or both, or one of step and to",
        "POST|time|{\"step\": \"1h\", \"paused\": true}|400|or one of step and to",
        "POST|time|{\"step\": \"-1h\"}|400|expected step to be a duration",
        "POST|time|{\"to\": \"2020-01-01T00:00:00Z\"}|400|the time then to be from 2026-03-01",
        "POST|time|{\"to\": \"yesterday\"}|400|expected to to be a time such as",
        "POST|time|{\"step\": \"9999h\"}|400|the time then to be from",
        "POST|time|{\"speed\": 0}|400|expected speed to be from 0.01",
        "POST|time|{\"pace\": 2}|400|expected members [paused, speed, step, to], saw pace",
        "POST|time|{\"paused\": true|400|expected JSON, saw what is none at line 1",
        "POST|time|null|400|expected a JSON object, saw null",
        "POST|time|{\"speed\": 2, \"move\": true}|400|saw move",
        "POST|time?speed=2|{\"speed\": 2}|400|expected no query, saw ?speed=2",
        "GET|time?|''|400|expected no query, saw ?",
        "GET|health|{}|400|expected no content for GET health, saw 2 bytes",
        "POST|reset|{}|400|expected no content for POST reset, saw 2 bytes: leave it out",
        "POST|reset?seed=1||400|expected no query, saw ?seed=1",
        "POST|reset/now||404|expected GET health",
        "DELETE|faults/fault-9|{}|400|expected no content for DELETE faults/NAME",
        "GET|reset||405|expected POST for reset, saw GET",
        "PUT|time|{\"speed\": 2}|405|expected GET or POST for time, saw PUT",
        "DELETE|faults||405|expected GET or POST for faults, saw DELETE",
        "POST|health|{}|405|expected GET for health, saw POST",
        "POST|faults|null|400|expected a JSON object, saw null",
        "POST|faults|{\"impairment\": \"zone-power\", \"zone\": \"eu-west-2a\", \"ability\": 1}|400|saw ability",
        "POST|faults|{\"impairment\": \"zone-power\", \"zone\": \"eu-west-2a\", \"stopped\": [\"i-1\"]}|400|expected no member stopped",
        "POST|faults|{\"impairment\": \"api-errors\", \"percent\": 5, \"calls\": {\"servic\": \"ec2\"}}|400|saw servic",
        "POST|traffic|{\"hosts\": \"nowhere\"}|400|saw hosts",
        "POST|time|[]|400|expected a JSON object",
        "POST|faults|{\"impairment\": \"zone-power\", \"zone\": \"nowhere\"}|400|expected zone to be one of",
        "POST|faults|{\"impairment\": \"zone-powr\", \"zone\": \"eu-west-2a\"}|400|expected a known type, saw zone-powr",
        "POST|faults|{\"zone\": \"eu-west-2a\"}|400|expected a member that says the type",
        "POST|faults|{\"impairment\": \"zone-latency\", \"zone\": \"eu-west-2a\"}|400|expected a value for milliseconds",
        "POST|faults|{\"impairment\": \"zone-packet-loss\", \"zone\": \"eu-west-2a\", \"percent\": 0}|400|expected percent to be from 1 to 100",
        "POST|faults|{\"impairment\": \"application-hung\", \"instanceId\": \"i-0123456789abcdef0\"}|400|expected instanceId to be one that stands",
        "POST|faults|{\"impairment\": \"boot-failing\", \"autoScalingGroupName\": \"none\"}|400|expected autoScalingGroupName",
        "POST|traffic|{\"host\": \"nowhere\"}|400|expected host to be the DNS name of a load balancer"
      })
  void what_is_not_understood_is_refused_and_changes_nothing(
      String method, String path, String content, int status, String sentence) {
    ControlRequests.Answer answer = asked(method, path, content == null ? "" : content);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json()).contains(sentence).doesNotContain("dev.azdrill", "Exception");
    assertThat(now()).isEqualTo(START);
    assertThat(done("GET", "faults", "").path("faults")).isEmpty();
  }

  @Test
  void while_the_api_is_broken_nobody_can_tell_what_stands_there() {
    done("POST", "faults", "{\"impairment\": \"api-throttling\", \"percent\": 100}");

    ControlRequests.Answer answer =
        asked(
            "POST",
            "faults",
            "{\"impairment\": \"cpu-busy\", \"instanceId\": \"i-0123456789abcdef0\","
                + " \"percent\": 50}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json()).contains("lift what was broken of the API first");
  }
}
