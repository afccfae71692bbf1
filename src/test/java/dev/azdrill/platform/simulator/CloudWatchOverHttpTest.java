package dev.azdrill.platform.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.azdrill.codec.CborCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** CloudWatch in the protocols that boto3, the AWS CLI and Terraform speak to it. */
class CloudWatchOverHttpTest {
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

  /** Its time stands still. */
  private final SimulatorServer server =
      SimulatorServer.start(
          "cloudwatch",
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Clock.fixed(NOW, ZoneOffset.UTC),
          1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  CloudWatchOverHttpTest() throws IOException {}

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest.Builder signed(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260105/eu-west-2/monitoring/aws4_request,"
                + " SignedHeaders=host, Signature=0");
  }

  private HttpRequest.Builder rpc(String operation) {
    return signed("/service/GraniteServiceVersion20100801/operation/" + operation)
        .header("smithy-protocol", "rpc-v2-cbor")
        .header("Content-Type", "application/cbor")
        .header("Accept", "application/cbor");
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, byte[] content)
      throws IOException, InterruptedException {
    return http.send(
        request.POST(BodyPublishers.ofByteArray(content)).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> call(String operation, SdkPojo request)
      throws IOException, InterruptedException {
    return send(rpc(operation), CborCodec.encode(request));
  }

  @Test
  void an_alarm_is_put_and_described_in_cbor() throws Exception {
    PutMetricAlarmRequest put =
        PutMetricAlarmRequest.builder()
            .alarmName("alarm")
            .namespace("n")
            .metricName("m")
            .statistic(Statistic.SUM)
            .period(60)
            .evaluationPeriods(1)
            .threshold(1.5)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .build();
    assertThat(call("PutMetricAlarm", put).statusCode()).isEqualTo(200);

    HttpResponse<byte[]> reply =
        call("DescribeAlarms", DescribeAlarmsRequest.builder().alarmNames("alarm").build());

    assertThat(reply.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/cbor");
    DescribeAlarmsResponse.Builder described = DescribeAlarmsResponse.builder();
    CborCodec.decode(reply.body(), (SdkPojo) described);
    assertThat(described.build().metricAlarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.threshold()).isEqualTo(1.5);
              assertThat(alarm.stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
              assertThat(alarm.stateUpdatedTimestamp()).isEqualTo(NOW);
            });
  }

  @Test
  void a_large_request_may_come_compressed() throws Exception {
    PutMetricDataRequest put =
        PutMetricDataRequest.builder()
            .namespace("n")
            .metricData(MetricDatum.builder().metricName("m").value(1.0).build())
            .build();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(CborCodec.encode(put));
    }

    send(rpc("PutMetricData").header("Content-Encoding", "gzip"), compressed.toByteArray());

    ListMetricsResponse.Builder listed = ListMetricsResponse.builder();
    CborCodec.decode(
        call("ListMetrics", ListMetricsRequest.builder().namespace("n").build()).body(),
        (SdkPojo) listed);
    assertThat(listed.build().metrics()).hasSize(1);
  }

  @Test
  void a_refusal_in_cbor_names_the_shape_and_keeps_the_code_of_the_query_protocol()
      throws Exception {
    HttpResponse<byte[]> reply =
        call(
            "SetAlarmState",
            SetAlarmStateRequest.builder()
                .alarmName("none")
                .stateValue(StateValue.OK)
                .stateReason("why")
                .build());

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.headers().firstValue("x-amzn-query-error"))
        .contains("ResourceNotFound;Sender");
    JsonNode error = CBOR.readTree(reply.body());
    assertThat(error.path("__type").asText())
        .isEqualTo("com.amazonaws.cloudwatch#ResourceNotFound");
    assertThat(error.path("message").asText()).contains("none");
  }

  @Test
  void what_is_not_cbor_is_refused_and_not_a_page_of_exceptions() throws Exception {
    HttpResponse<byte[]> reply = send(rpc("DescribeAlarms"), new byte[] {(byte) 0xa1, (byte) 0xff});

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("x-amzn-query-error")).contains("MalformedInput;Sender");
  }

  @Test
  void json_is_answered_in_json_with_the_codes_of_the_query_protocol() throws Exception {
    HttpRequest.Builder listing =
        signed("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "GraniteServiceVersion20100801.ListMetrics");
    HttpResponse<byte[]> listed =
        send(listing, "{\"Namespace\":\"n\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(listed.statusCode()).isEqualTo(200);
    assertThat(listed.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
    assertThat(JSON.readTree(listed.body()).isObject()).isTrue();

    HttpRequest.Builder statistics =
        signed("/")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricStatistics");
    HttpResponse<byte[]> refused =
        send(
            statistics,
            ("{\"Namespace\":\"n\",\"MetricName\":\"m\",\"StartTime\":2,\"EndTime\":1,"
                    + "\"Period\":60,\"Statistics\":[\"Sum\"]}")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("x-amzn-query-error"))
        .contains("InvalidParameterValue;Sender");
    assertThat(JSON.readTree(refused.body()).path("__type").asText())
        .endsWith("#InvalidParameterValueException");
  }
}
