package dev.azdrill.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Service;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS takes as tags, whatever the service; what it refuses changes nothing. */
class RequestTagsTest {
  private static SimulatorPlatform platform;
  private static String vpc;

  @BeforeAll
  static void region() {
    platform = SimulatorPlatform.create("tags");
    vpc =
        Somebody.beside(platform.session())
            .ec2()
            .createVpc(r -> r.cidrBlock("10.0.0.0/16"))
            .vpc()
            .vpcId();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  private static RawRequest.Answer tag(String tags) throws IOException {
    return RawRequest.of(Service.EC2, "CreateTags", "&ResourceId.1=" + vpc + tags).to(platform);
  }

  private static String described() throws IOException {
    return RawRequest.of(Service.EC2, "DescribeTags", "")
        .to(platform)
        .body()
        .replaceAll("<requestId>.*</requestId>", "");
  }

  @ParameterizedTest
  @CsvSource({
    "aws:mine, x, reserved for internal use",
    "AWS:mine, x, reserved for internal use",
    "'', x, cannot be null or empty",
    "a%07b, x, expected text without control characters",
    "a, %EF%BF%BE, expected text without control characters"
  })
  void ec2_refuses_what_is_no_tag_and_changes_nothing(String key, String value, String why)
      throws IOException {
    String before = described();

    RawRequest.Answer answer =
        tag("&Tag.1.Key=fine&Tag.1.Value=x&Tag.2.Key=" + key + "&Tag.2.Value=" + value);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidParameterValue", why);
    assertThat(described()).isEqualTo(before);
  }

  @Test
  void a_key_has_at_most_128_characters_a_value_256() throws IOException {
    assertThat(tag("&Tag.1.Key=" + "k".repeat(129)).body())
        .contains("Tag key exceeds the maximum length of 128 characters");
    assertThat(tag("&Tag.1.Key=k&Tag.1.Value=" + "v".repeat(257)).body())
        .contains("Tag value exceeds the maximum length of 256 characters");
    // Characters, not the halves that Java has of some of them.
    assertThat(tag("&Tag.1.Key=" + "%F0%9F%98%80".repeat(128)).status()).isEqualTo(200);
  }

  @Test
  void a_key_stands_once_in_a_request() throws IOException {
    assertThat(tag("&Tag.1.Key=k&Tag.1.Value=1&Tag.2.Key=k&Tag.2.Value=2").body())
        .contains("Duplicate tag key 'k' specified.");
  }

  @Test
  void too_many_tags_are_refused_for_all_resources() throws IOException {
    String other =
        Somebody.beside(platform.session())
            .ec2()
            .createVpc(r -> r.cidrBlock("10.1.0.0/16"))
            .vpc()
            .vpcId();
    assertThat(tag("&Tag.1.Key=one-that-stands").status()).isEqualTo(200);
    String before = described();
    String fifty =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> "&Tag." + i + ".Key=key-" + i)
            .collect(Collectors.joining());

    RawRequest.Answer answer =
        RawRequest.of(
                Service.EC2,
                "CreateTags",
                "&ResourceId.1=" + other + "&ResourceId.2=" + vpc + fifty)
            .to(platform);

    assertThat(answer.body()).contains("TagLimitExceeded");
    assertThat(described()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "ELASTIC_LOAD_BALANCING, CreateTargetGroup, &Name=t&Tags.member.1.Key=aws:x&Tags.member.1.Value=y, ValidationError",
    "AUTO_SCALING, CreateOrUpdateTags, &Tags.member.1.ResourceId=g&Tags.member.1.Key=aws:x, ValidationError",
    "RDS, CreateDBSubnetGroup, &DBSubnetGroupName=g&DBSubnetGroupDescription=d&SubnetIds.SubnetIdentifier.1=s&Tags.Tag.1.Key=aws:x, InvalidParameterValue",
    "CLOUDWATCH, PutMetricAlarm, &AlarmName=a&EvaluationPeriods=1&ComparisonOperator=GreaterThanThreshold&Tags.member.1.Key=aws:x&Tags.member.1.Value=y, InvalidParameterValue"
  })
  void no_service_takes_a_tag_of_aws_itself(
      Service service, String action, String form, String code) throws IOException {
    RawRequest.Answer answer = RawRequest.of(service, action, form).to(platform);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(code, "aws: prefixed tag key names are not allowed");
  }

  @Test
  void a_certificate_and_a_web_acl_take_none_either() throws IOException {
    String tags = "\"Tags\":[{\"Key\":\"aws:x\",\"Value\":\"y\"}]";

    assertThat(
            RawRequest.of(Service.ACM, "RequestCertificate", "\"DomainName\":\"a.example\"," + tags)
                .to(platform)
                .body())
        .contains("InvalidTagException");
    assertThat(
            RawRequest.of(
                    Service.WAFV2,
                    "CreateWebACL",
                    "\"Name\":\"a\",\"Scope\":\"REGIONAL\",\"DefaultAction\":{\"Allow\":{}},"
                        + "\"VisibilityConfig\":{\"SampledRequestsEnabled\":false,"
                        + "\"CloudWatchMetricsEnabled\":false,\"MetricName\":\"m\"},"
                        + tags)
                .to(platform)
                .body())
        .contains("WAFInvalidParameterException");
  }
}
