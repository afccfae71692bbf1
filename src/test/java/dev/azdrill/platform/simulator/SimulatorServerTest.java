package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The region as clients outside the JVM meet it: one address, told apart by what a request is
 * signed for.
 */
class SimulatorServerTest {
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final SimulatorServer server;

  SimulatorServerTest() throws IOException {
    server =
        SimulatorServer.start(
            "server", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 60);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private URI url() {
    return url(server);
  }

  private static URI url(SimulatorServer of) {
    return URI.create("http://127.0.0.1:" + of.port());
  }

  private static Ec2Client ec2(SimulatorServer of) {
    return Ec2Client.builder()
        .region(Region.EU_WEST_2)
        .credentialsProvider(ANYBODY)
        .endpointOverride(url(of))
        .build();
  }

  @Test
  void as_an_account_it_has_a_default_vpc_and_else_none() throws IOException {
    try (SimulatorServer account =
            SimulatorServer.startAsAccount(
                "account",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of(),
                60);
        Ec2Client there = ec2(account);
        Ec2Client here = ec2(server)) {
      assertThat(there.describeVpcs().vpcs()).singleElement().matches(Vpc::isDefault);
      assertThat(here.describeVpcs().vpcs()).isEmpty();
    }
  }

  /** A form of any web page may post plain text without asking the server first. */
  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Accept, */*, 200"
  })
  void a_web_page_of_another_site_controls_nothing(String header, String value, int status)
      throws Exception {
    try (Ec2Client ec2 = ec2(server)) {
      ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));

      HttpResponse<String> reply =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(url().resolve("/_azdrill/reset"))
                      .header("Content-Type", "text/plain")
                      .header(header, value)
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(reply.statusCode()).isEqualTo(status);
      assertThat(ec2.describeVpcs().vpcs()).hasSize(status == 200 ? 0 : 1);
    }
  }

  @Test
  void one_address_answers_for_every_service_and_protocol() {
    try (Ec2Client ec2 =
            Ec2Client.builder()
                .region(Region.EU_WEST_2)
                .credentialsProvider(ANYBODY)
                .endpointOverride(url())
                .build();
        StsClient sts =
            StsClient.builder()
                .region(Region.EU_WEST_2)
                .credentialsProvider(ANYBODY)
                .endpointOverride(url())
                .build();
        AcmClient acm =
            AcmClient.builder()
                .region(Region.EU_WEST_2)
                .credentialsProvider(ANYBODY)
                .endpointOverride(url())
                .build()) {
      assertThat(ec2.describeAvailabilityZones().availabilityZones()).hasSize(3);
      assertThat(sts.getCallerIdentity().account()).hasSize(12);
      assertThat(acm.listCertificates().certificateSummaryList()).isEmpty();
    }
  }

  @Test
  void what_was_signed_in_advance_is_answered_and_its_signature_is_no_parameter() throws Exception {
    String query =
        "/?Action=DescribeAvailabilityZones&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=test%2F20260105%2Feu-west-2%2Fec2%2Faws4_request"
            + "&X-Amz-Date=20260105T090000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host"
            + "&X-Amz-Security-Token=token&X-Amz-Signature=0";

    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url() + query)).GET().build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(reply.body()).contains("<zoneName>eu-west-2a</zoneName>");
    assertThat(reply.statusCode()).isEqualTo(200);
  }

  @Test
  void what_no_service_is_asked_for_is_refused_and_not_a_page_of_exceptions() throws Exception {
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url()).GET().build(), HttpResponse.BodyHandlers.ofString());

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("<Code>InvalidAction</Code>").doesNotContain("Exception");
  }

  @Test
  void a_port_that_is_taken_is_an_error_of_its_own() {
    assertThatThrownBy(
            () ->
                SimulatorServer.start(
                    "second",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                    1))
        .isInstanceOf(IOException.class);
  }
}
