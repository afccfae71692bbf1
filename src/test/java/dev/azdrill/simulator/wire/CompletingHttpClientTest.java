package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The same fork for clients of this JVM. */
class CompletingHttpClientTest {
  private final RecordingUpstream upstream = new RecordingUpstream();
  private final CompletingHttpClient http =
      new CompletingHttpClient(
          RecordingUpstream.router(), upstream.completed(Service.AUTO_SCALING));

  CompletingHttpClientTest() throws IOException {}

  @AfterEach
  void close() {
    upstream.close();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    URI url = upstream.completed().url();
    return builder
        .region(Region.EU_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .endpointOverride(url)
        .httpClient(http)
        .build();
  }

  @Test
  void a_completed_service_is_answered_in_process() {
    try (AutoScalingClient autoScaling = client(AutoScalingClient.builder())) {
      assertThatThrownBy(() -> autoScaling.describeAccountLimits())
          .isInstanceOfSatisfying(
              AutoScalingException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    }
    assertThat(upstream.asked).isEmpty();
  }

  @Test
  void all_else_is_asked_of_the_upstream_and_writes_are_told() {
    upstream.answers(
        exchange ->
            RecordingUpstream.reply(
                exchange,
                200,
                "<Response><vpc><vpcId>vpc-1</vpcId></vpc><requestId>1</requestId></Response>"));
    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      ec2.describeVpcs();
      assertThat(upstream.wrote).hasValue(0);

      assertThat(ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId()).isEqualTo("vpc-1");
      assertThat(upstream.wrote).hasValue(1);
    }
    assertThat(upstream.asked).hasSize(2);
  }

  @Test
  void what_ends_an_instance_or_a_nat_gateway_is_told_before_it_goes_there() {
    upstream.answers(
        exchange -> RecordingUpstream.reply(exchange, 200, "<R><requestId>1</requestId></R>"));
    try (Ec2Client ec2 = client(Ec2Client.builder());
        SsmClient ssm = client(SsmClient.builder())) {
      ec2.terminateInstances(r -> r.instanceIds("i-1"));
      ec2.deleteNatGateway(r -> r.natGatewayId("nat-1"));
      ec2.deleteVpc(r -> r.vpcId("vpc-1"));
      ec2.describeInstances();
      upstream.answers(exchange -> RecordingUpstream.reply(exchange, 200, "{}"));
      ssm.getParameters(r -> r.names("any"));
    }

    assertThat(upstream.told)
        .containsExactly(
            "ending after 0",
            "wrote after 1",
            "ending after 1",
            "wrote after 2",
            "wrote after 3",
            "asked after 5");
  }
}
