package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What clients of services that the region does not have are told, in a form that they read. */
class AbsentServiceTest {
  private final Router router =
      new Router(
          World.create(
              new Kernel(Instant.EPOCH, Seed.of("absent")),
              RegionLocation.london(),
              Timings.typical()));

  private WireReply asked(String service, Map<String, String> headers, String body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=t/20260105/eu-west-2/" + service + "/aws4_request");
    return router.answer(
        WireRequest.of(
            "POST", "127.0.0.1:4599", "/", "", all, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(WireReply reply) {
    return new String(reply.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_client_that_speaks_rest_gets_json_with_the_error_in_its_header() {
    WireReply reply = asked("eks", Map.of(), "{}");

    assertThat(reply.headers()).containsEntry("x-amzn-ErrorType", "UnknownOperationException");
    assertThat(text(reply))
        .isEqualTo(
            "{\"message\":\"The simulator does not have the service 'eks': docs/members.md of"
                + " azdrill lists what it has.\"}");
  }

  @Test
  void a_client_that_speaks_aws_json_gets_json() {
    WireReply reply = asked("kms", Map.of("x-amz-target", "TrentService.ListKeys"), "{}");

    assertThat(reply.headers()).containsEntry("Content-Type", "application/x-amz-json-1.1");
    assertThat(text(reply)).contains("\"__type\":\"UnknownOperationException\"", "'kms'");
  }

  @Test
  void a_client_that_speaks_query_gets_xml() {
    WireReply reply =
        asked(
            "sns",
            Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            "Action=ListTopics&Version=2010-03-31");

    assertThat(text(reply)).contains("<ErrorResponse", "<Code>InvalidAction</Code>", "sns");
    assertThat(text(asked("route53", Map.of(), ""))).contains("<ErrorResponse", "'route53'");
  }

  @Test
  void a_client_of_s3_gets_its_xml() {
    assertThat(asked("s3", Map.of(), "").status()).isEqualTo(501);
    assertThat(text(asked("s3", Map.of(), ""))).contains("<Error><Code>NotImplemented</Code>");
  }

  /** It is signed for the same name as the newer service, and would get an empty list. */
  @Test
  void a_client_of_classic_load_balancers_is_refused() {
    WireReply reply =
        asked(
            "elasticloadbalancing",
            Map.of("content-type", "application/x-www-form-urlencoded"),
            "Action=DescribeLoadBalancers&Version=2012-06-01");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(text(reply)).contains("does not have Classic Load Balancers (version 2012-06-01");
    assertThat(
            text(
                asked(
                    "elasticloadbalancing",
                    Map.of("content-type", "application/x-www-form-urlencoded"),
                    "Action=DescribeLoadBalancers&Version=2015-12-01")))
        .doesNotContain("Classic");
  }
}
