package dev.azdrill.platform.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.ClosedPort;
import dev.azdrill.evidence.RunHeader.TrafficSource;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.platform.Provider;
import dev.azdrill.platform.simulator.SimulatorServer;
import dev.azdrill.session.Progress;
import dev.azdrill.session.SilentEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

class EndpointPlatformTest {
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Implementation SOMEBODY =
      new Implementation("somebody", Optional.of("1"), Optional.empty());

  private static EndpointPlatform.Settings settings(
      String url, Completing completing, double speed) {
    return new EndpointPlatform.Settings(
        "endpoint", URI.create(url), "eu-west-2", completing, speed, "seed", Progress.SILENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ec2.eu-west-2.amazonaws.com",
        "https://amazonaws.com",
        "https://ec2.eu-west-2.amazonaws.com.",
        "https://EC2.EU-WEST-2.AMAZONAWS.COM",
        "https://ec2.cn-north-1.amazonaws.com.cn",
        "https://ec2.eu-west-2.api.aws",
        "https://ec2.eusc-de-east-1.amazonaws.eu",
        "https://EC2.us-iso-east-1.C2S.IC.GOV.",
        "https://ec2.us-isob-east-1.sc2s.sgov.gov",
        "https://ec2.us-isof-south-1.csp.hci.ic.gov",
        "https://ec2.eu-isoe-west-1.cloud.adc-e.uk",
        "https://abc.lambda-url.eu-west-2.on.aws"
      })
  void aws_itself_is_refused(String url) {
    assertThatThrownBy(() -> settings(url, Completing.NEVER, 60))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "expected an emulator, saw "
                + url
                + ": real AWS is refused, because this platform has no safety guards");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.localstack.cloud:4566",
        "http://127.0.0.1:4566",
        "http://amazonaws.com.example.org",
        "http://notamazonaws.com"
      })
  void whoever_is_not_aws_may_be_tried(String url) {
    assertThatCode(() -> settings(url, Completing.NEVER, 60)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4566", "ftp://127.0.0.1", "127.0.0.1", "http:///path"})
  void an_address_that_is_none_is_refused(String url) {
    assertThatThrownBy(() -> settings(url, Completing.NEVER, 60))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("expected the endpoint to be a URL")
        .hasMessageContaining(url);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_speed_that_is_none_is_refused(double speed) {
    assertThatThrownBy(() -> settings("http://127.0.0.1:4566", Completing.NEVER, speed))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("expected a speed above 0, saw " + speed);
  }

  private static SimulatorServer serve() throws IOException {
    return SimulatorServer.start("endpoint", ANYWHERE, 60);
  }

  private static EndpointPlatform open(SimulatorServer server, Completing completing) {
    return EndpointPlatform.open(
        settings("http://127.0.0.1:" + server.port(), completing, 60), SOMEBODY);
  }

  @Test
  void completed_it_says_so_and_answers_what_it_completes() throws Exception {
    try (SimulatorServer server = serve();
        EndpointPlatform platform = open(server, Completing.ALWAYS)) {
      assertThat(platform.answeredBy()).startsWith("somebody 1, completed by azdrill");
      assertThat(platform.capabilities().service("ec2"))
          .isEqualTo(new Provider.Native("somebody 1"));
      assertThat(platform.capabilities().service("rds")).isInstanceOf(Provider.Completed.class);
      assertThat(platform.capabilities().service("acm")).isInstanceOf(Provider.Native.class);
      assertThat(platform.capabilities().ability(Ability.ZONE_POWER).isThere()).isTrue();
      assertThat(platform.traffic().source()).isEqualTo(TrafficSource.SIMULATED);
      assertThat(platform.resolution()).isEqualTo(Duration.ofSeconds(5));
      assertThat(platform.isVirtualTime()).isFalse();
      assertThat(platform.session().autoScaling().describeAutoScalingGroups().autoScalingGroups())
          .isEmpty();
      assertThat(platform.session().ec2().describeVpcs().vpcs()).isEmpty();
      assertThat(platform.log()).isEmpty();
    }
  }

  @Test
  void not_completed_it_adds_nothing_and_breaks_nothing() throws Exception {
    try (SimulatorServer server = serve();
        EndpointPlatform platform = open(server, Completing.NEVER)) {
      assertThat(platform.answeredBy()).isEqualTo("somebody 1");
      assertThat(platform.capabilities().service("rds")).isInstanceOf(Provider.Native.class);
      assertThatThrownBy(() -> Impaired.by(platform).cutZonePower("eu-west-2a"))
          .isInstanceOf(MissingCapability.class);
      assertThatThrownBy(() -> platform.gateway(ANYWHERE, Set.of()))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("completion is off");
      assertThat(platform.log()).isEmpty();
    }
  }

  @Test
  void its_gateway_is_one_address_for_both() throws Exception {
    try (SimulatorServer server = serve();
        EndpointPlatform platform =
            EndpointPlatform.openForOthers(
                settings("http://127.0.0.1:" + server.port(), Completing.ALWAYS, 60), SOMEBODY);
        Gateway gateway = platform.gateway(ANYWHERE, Set.of());
        EndpointPlatform both =
            EndpointPlatform.open(
                settings("http://127.0.0.1:" + gateway.port(), Completing.NEVER, 60), SOMEBODY)) {
      assertThat(both.capabilities().service("rds")).isInstanceOf(Provider.Native.class);
      assertThat(both.capabilities().service("ec2")).isInstanceOf(Provider.Native.class);
    }
  }

  @Test
  void it_is_lost_when_nobody_answers_any_more() throws Exception {
    SimulatorServer server = serve();
    try (EndpointPlatform platform = open(server, Completing.ALWAYS)) {
      assertThat(platform.lost()).isEmpty();

      int port = server.port();
      server.close();
      try (ClosedPort nobody = new ClosedPort(port)) {
        assertThat(platform.lost())
            .hasValueSatisfying(
                why ->
                    assertThat(why)
                        .startsWith("somebody at " + nobody.url())
                        .contains("no longer answers"));
        assertThatThrownBy(() -> platform.session().autoScaling().describeAutoScalingGroups())
            .as("what azdrill's own services say without their EC2 proves nothing")
            .isInstanceOfSatisfying(
                SdkException.class, e -> assertThat(SilentEndpoint.isBehind(e)).isTrue());
      }
    }
  }
}
