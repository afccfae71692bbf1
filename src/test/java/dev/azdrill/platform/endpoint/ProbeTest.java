package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Progress;
import dev.azdrill.session.WallClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

class ProbeTest {
  private static final List<String> JSON =
      List.of("Certificate", "WebACL", "GetParameter", "ListTags");

  private static AwsSession session(URI url, SdkHttpClient http) {
    return AwsSession.builder(
            "eu-west-2", http, new WallClock(Clock.systemUTC(), Duration.ofMillis(10)))
        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .endpoint(url)
        .build();
  }

  private static Map<String, Provider> probe(Function<String, SomeApi.Reply> answer) {
    try (SomeApi api = new SomeApi(answer);
        SdkHttpClient http = ApacheHttpClient.create();
        AwsSession aws = session(api.url(), http)) {
      return new Probe(aws, "somebody 1", "azdrill-probe-1").services();
    }
  }

  /** What an API says that has no such operation, or an empty reply that is one. */
  private static SomeApi.Reply empty(String action) {
    boolean isJson = JSON.stream().anyMatch(action::contains);
    return SomeApi.Reply.of(
        200,
        isJson ? "{}" : "<%1$sResponse><%1$sResult></%1$sResult></%1$sResponse>".formatted(action));
  }

  private static boolean isRead(String action) {
    return action.startsWith("Describe") || action.startsWith("Get") || action.startsWith("List");
  }

  @Test
  void whoever_does_what_it_is_asked_is_taken_for_it_and_keeps_nothing() throws Exception {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SimulatorServer server = SimulatorServer.start("probe", anywhere, 1);
        SdkHttpClient http = ApacheHttpClient.create();
        AwsSession aws = session(URI.create("http://127.0.0.1:" + server.port()), http)) {
      Map<String, Provider> found = new Probe(aws, "somebody 1", "azdrill-probe-1").services();

      assertThat(found)
          .containsOnlyKeys(
              "sts",
              "ssm",
              "acm",
              "monitoring",
              "autoscaling",
              "wafv2",
              "ec2",
              "elasticloadbalancing",
              "rds");
      // The simulator has groups, and no launch configurations, by which the probe knows them.
      assertThat(found.remove("autoscaling")).isInstanceOf(Provider.Absent.class);
      assertThat(found)
          .allSatisfy(
              (service, provider) ->
                  assertThat(provider).as(service).isEqualTo(new Provider.Native("somebody 1")));
      assertThat(new Discovery(aws).networks().all(Kind.VPC)).isEmpty();
      assertThat(aws.acm().listCertificates().certificateSummaryList()).isEmpty();
      assertThat(aws.cloudWatch().describeAlarms().metricAlarms()).isEmpty();
    }
  }

  private static String error(String action, String message) {
    if (JSON.stream().anyMatch(action::contains)) {
      return "{\"__type\":\"InternalFailure\",\"message\":\"" + message + "\"}";
    }
    String error = "<Error><Code>InternalFailure</Code><Message>" + message + "</Message></Error>";
    return action.contains("Vpc")
        ? "<Response><Errors>" + error + "</Errors></Response>"
        : "<ErrorResponse>" + error + "</ErrorResponse>";
  }

  @Test
  void whoever_answers_501_is_absent_in_its_own_words() {
    Map<String, Provider> found =
        probe(action -> SomeApi.Reply.of(501, error(action, "not in your plan")));

    assertThat(found).isNotEmpty();
    assertThat(found)
        .allSatisfy(
            (service, provider) ->
                assertThat(provider.line()).as(service).startsWith("absent: not in your plan"));
  }

  @Test
  void whoever_only_describes_is_absent() {
    Map<String, Provider> found =
        probe(
            action ->
                isRead(action) ? empty(action) : SomeApi.Reply.of(400, error(action, "boom")));

    assertThat(found)
        .allSatisfy((service, provider) -> assertThat(provider.isThere()).as(service).isFalse());
  }

  @Test
  void whoever_nods_at_everything_and_keeps_nothing_is_absent() {
    Map<String, Provider> found = probe(ProbeTest::empty);

    assertThat(found)
        .containsKeys("ec2", "autoscaling", "acm", "wafv2")
        .allSatisfy(
            (service, provider) ->
                assertThat(provider.line())
                    .as(service)
                    .isEqualTo("absent: it answers, and what was made is not there"));
  }

  @Test
  void what_was_made_is_removed_also_where_nobody_can_look_at_it() {
    try (SomeApi api =
            new SomeApi(
                action ->
                    action.startsWith("DescribeAlarms")
                        ? SomeApi.Reply.of(400, error(action, "not implemented"))
                        : empty(action));
        SdkHttpClient http = ApacheHttpClient.create();
        AwsSession aws = session(api.url(), http)) {
      Map<String, Provider> found = new Probe(aws, "somebody 1", "azdrill-probe-1").services();

      assertThat(found).containsEntry("monitoring", new Provider.Absent("not implemented"));
      assertThat(api.asked())
          .containsSubsequence("PutMetricAlarm", "DescribeAlarms", "DeleteAlarms");
    }
  }

  @Test
  void what_cannot_be_removed_again_is_named() {
    assertThatThrownBy(
            () ->
                probe(
                    action ->
                        action.startsWith("DescribeAlarms") || action.startsWith("DeleteAlarms")
                            ? SomeApi.Reply.of(400, error(action, "boom"))
                            : empty(action)))
        .isInstanceOf(LeftBehindException.class)
        .hasMessage(
            "expected to remove everything that was made on somebody 1, left behind: alarm"
                + " azdrill-probe-1 (boom): remove it by hand");
  }

  @Test
  void on_an_ec2_that_keeps_nothing_no_platform_is_opened() {
    try (SomeApi api = new SomeApi(ProbeTest::empty)) {
      EndpointPlatform.Settings settings =
          new EndpointPlatform.Settings(
              "endpoint", api.url(), "eu-west-2", Completing.AUTO, 60, "seed", Progress.SILENT);

      assertThatThrownBy(
              () ->
                  EndpointPlatform.open(
                      settings, new Implementation("somebody", Optional.of("1"), Optional.empty())))
          .isInstanceOf(PlatformException.class)
          .hasMessageStartingWith(
              "expected an EC2 that keeps what is made in it at somebody 1, saw: absent: it"
                  + " answers");
    }
  }
}
