package dev.azdrill.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.wafv2.model.AllowAction;
import software.amazon.awssdk.services.wafv2.model.Scope;

/** What users of other emulators reported as unlike AWS, and what AWS documents instead. */
class ReportedElsewhereTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private CloudWatchClient cloudWatch;

  @BeforeEach
  void clients() {
    ec2 = region.aws().ec2();
    cloudWatch = region.aws().cloudWatch();
  }

  /** Code and message of a refusal. */
  private static String refused(ThrowingCallable call) {
    AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
    if (refusal == null) {
      return "accepted";
    }
    AwsErrorDetails details = refusal.awsErrorDetails();
    return details.errorCode() + ": " + details.errorMessage();
  }

  private String vpc() {
    return ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  @Test
  void several_unknown_instances_are_named_together() {
    assertThat(
            refused(
                () ->
                    ec2.describeInstances(
                        r -> r.instanceIds("i-0123456789abcdef0", "i-0123456789abcdef1"))))
        .isEqualTo(
            "InvalidInstanceID.NotFound: The instance IDs 'i-0123456789abcdef0,"
                + " i-0123456789abcdef1' do not exist");
  }

  @Test
  void tags_on_what_does_not_exist_are_refused_as_its_kind_refuses() {
    Tag tag = Tag.builder().key("a").value("b").build();
    assertThat(
            refused(() -> ec2.createTags(r -> r.resources("subnet-0123456789abcdef0").tags(tag))))
        .isEqualTo(
            "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist");
    assertThat(refused(() -> ec2.createTags(r -> r.resources("i-0123456789abcdef0").tags(tag))))
        .startsWith("InvalidInstanceID.NotFound");
    assertThat(refused(() -> ec2.createTags(r -> r.resources("foo-123").tags(tag))))
        .startsWith("InvalidID: ");
  }

  @Test
  void tags_for_another_kind_than_is_made_are_refused_and_nothing_is_made() {
    assertThat(
            refused(
                () ->
                    ec2.createVpc(
                        r ->
                            r.cidrBlock("10.1.0.0/16")
                                .tagSpecifications(
                                    TagSpecification.builder()
                                        .resourceType(ResourceType.SUBNET)
                                        .tags(Tag.builder().key("a").value("b").build())
                                        .build()))))
        .isEqualTo(
            "InvalidParameterValue: 'subnet' is not a valid taggable resource type for this"
                + " operation.");
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
  }

  @Test
  void attributes_of_networks_are_changed_one_at_a_time() {
    String vpc = vpc();
    assertThat(
            refused(
                () ->
                    ec2.modifyVpcAttribute(
                        r ->
                            r.vpcId(vpc)
                                .enableDnsSupport(v -> v.value(true))
                                .enableDnsHostnames(v -> v.value(true)))))
        .isEqualTo(
            "InvalidParameterCombination: Fields for multiple attribute types specified:"
                + " enableDnsSupport, enableDnsHostnames");
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet().subnetId();
    assertThat(
            refused(
                () ->
                    ec2.modifySubnetAttribute(
                        r ->
                            r.subnetId(subnet)
                                .mapPublicIpOnLaunch(v -> v.value(true))
                                .enableResourceNameDnsARecordOnLaunch(v -> v.value(true)))))
        .startsWith("InvalidParameterCombination");
  }

  private static PutMetricAlarmRequest.Builder alarm() {
    return PutMetricAlarmRequest.builder()
        .alarmName("high")
        .namespace("Shop")
        .metricName("Load")
        .statistic(Statistic.SUM)
        .period(60)
        .evaluationPeriods(2)
        .threshold(1.0)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
  }

  @Test
  void an_alarm_without_actions_and_dimensions_is_described_with_empty_lists() {
    cloudWatch.putMetricAlarm(alarm().build());
    MetricAlarm described = cloudWatch.describeAlarms().metricAlarms().get(0);
    assertThat(described.hasAlarmActions()).isTrue();
    assertThat(described.hasOkActions()).isTrue();
    assertThat(described.hasInsufficientDataActions()).isTrue();
    assertThat(described.hasDimensions()).isTrue();
  }

  @Test
  void alarms_are_refused_with_validation_errors() {
    assertThat(refused(() -> cloudWatch.putMetricAlarm(alarm().period(15).build())))
        .startsWith("ValidationError: ");
    assertThat(refused(() -> cloudWatch.putMetricAlarm(alarm().datapointsToAlarm(3).build())))
        .startsWith("ValidationError: ");
    assertThat(
            refused(
                () ->
                    cloudWatch.putMetricAlarm(alarm().period(3600).evaluationPeriods(200).build())))
        .startsWith("ValidationError: Metrics cannot be checked across more than a day");
    assertThat(refused(() -> cloudWatch.putMetricAlarm(alarm().alarmActions("topic").build())))
        .isEqualTo("ValidationError: Invalid arn syntax: topic");
    assertThat(
            refused(() -> cloudWatch.describeAlarms(r -> r.alarmNames("a").alarmNamePrefix("b"))))
        .startsWith("InvalidParameterCombination: ");
  }

  @Test
  void a_datum_has_its_values_in_one_way() {
    MetricDatum datum = MetricDatum.builder().metricName("Load").value(1.0).values(1.0).build();
    assertThat(refused(() -> cloudWatch.putMetricData(r -> r.namespace("Shop").metricData(datum))))
        .isEqualTo(
            "InvalidParameterCombination: The parameters MetricData.member.N.Value and"
                + " MetricData.member.N.Values are mutually exclusive and you have specified both.");
    assertThat(cloudWatch.listMetrics(r -> r.namespace("Shop")).metrics()).isEmpty();
  }

  private String query(String... ids) {
    List<MetricDataQuery> queries =
        List.of(ids).stream()
            .map(
                id ->
                    MetricDataQuery.builder()
                        .id(id)
                        .metricStat(
                            s ->
                                s.metric(m -> m.namespace("Shop").metricName("Load"))
                                    .period(60)
                                    .stat("Sum"))
                        .build())
            .toList();
    Instant now = region.aws().clock().now();
    return refused(
        () ->
            cloudWatch.getMetricData(
                r -> r.metricDataQueries(queries).startTime(now.minusSeconds(60)).endTime(now)));
  }

  @Test
  void queries_of_metrics_have_ids_of_their_own_that_begin_with_a_small_letter() {
    assertThat(query("a", "b_1")).isEqualTo("accepted");
    assertThat(query("A")).startsWith("ValidationError: The value A for parameter");
    assertThat(query("a", "a"))
        .isEqualTo(
            "ValidationError: The values for parameter id in MetricDataQueries are not unique.");
  }

  @Test
  void statistics_are_asked_for_in_whole_periods() {
    Instant now = region.aws().clock().now();
    assertThat(
            refused(
                () ->
                    cloudWatch.getMetricStatistics(
                        r ->
                            r.namespace("Shop")
                                .metricName("Load")
                                .statistics(Statistic.SUM)
                                .period(45)
                                .startTime(now.minusSeconds(600))
                                .endTime(now))))
        .startsWith("InvalidParameterValue: ");
  }

  @Test
  void domain_names_of_certificates_are_kept_in_lower_case() {
    String arn =
        region
            .aws()
            .acm()
            .requestCertificate(
                r -> r.domainName("Shop.Example.com").subjectAlternativeNames("WWW.example.com"))
            .certificateArn();
    CertificateDetail detail =
        region.aws().acm().describeCertificate(r -> r.certificateArn(arn)).certificate();
    assertThat(detail.domainName()).isEqualTo("shop.example.com");
    assertThat(detail.subjectAlternativeNames())
        .containsExactly("shop.example.com", "www.example.com");
  }

  @Test
  void a_certificate_has_at_most_ten_domain_names() {
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "n" + i + ".example.com").toList();
    assertThat(
            refused(
                () ->
                    region
                        .aws()
                        .acm()
                        .requestCertificate(
                            r -> r.domainName("example.com").subjectAlternativeNames(names))))
        .startsWith("LimitExceededException");
  }

  @Test
  void a_web_acl_without_rules_is_described_with_an_empty_list_of_them() {
    String id =
        region
            .aws()
            .wafv2()
            .createWebACL(
                r ->
                    r.name("open")
                        .scope(Scope.REGIONAL)
                        .defaultAction(a -> a.allow(AllowAction.builder().build()))
                        .visibilityConfig(
                            v ->
                                v.sampledRequestsEnabled(false)
                                    .cloudWatchMetricsEnabled(false)
                                    .metricName("open")))
            .summary()
            .id();
    assertThat(
            region
                .aws()
                .wafv2()
                .getWebACL(r -> r.name("open").id(id).scope(Scope.REGIONAL))
                .webACL()
                .hasRules())
        .isTrue();
  }
}
