package dev.azdrill.target.endpoint;

import dev.azdrill.session.AwsSession;
import dev.azdrill.target.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.wafv2.model.Scope;

/**
 * Asks a foreign AWS API what it can do. Each service gets one call with an effect, and the effect
 * is looked for: who only answers Describe is not taken for a service. Everything made is removed
 * again.
 */
final class Probe {
  /** How emulators say that they do not have something, besides status 501. */
  private static final List<String> LACKING =
      List.of(
          "not included",
          "not currently supported",
          "not yet been emulated",
          "not yet implemented",
          "not implemented",
          "notimplemented",
          "unknown service",
          "unsupported service");

  private static final int NOT_IMPLEMENTED = 501;

  private final AwsSession aws;
  private final String implementation;
  private final String name;

  /**
   * @param name of what is made and removed again: nobody else may use it
   */
  Probe(AwsSession aws, String implementation, String name) {
    this.aws = aws;
    this.implementation = implementation;
    this.name = name;
  }

  /** Who answers each service, by the name that requests are signed for. */
  Map<String, Provider> services() {
    Map<String, Provider> found = new LinkedHashMap<>();
    found.put("sts", ask(this::account));
    found.put("ssm", ask(this::image));
    found.put("acm", ask(this::certificate));
    found.put("monitoring", ask(this::alarm));
    found.put("autoscaling", ask(this::launchConfiguration));
    found.put("wafv2", ask(this::webAcl));
    String vpc = "";
    try {
      vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.250.0.0/24")).vpc().vpcId();
    } catch (SdkException e) {
      found.put("ec2", refused(e));
    }
    if (!vpc.isEmpty()) {
      Grounds grounds = new Grounds(aws, vpc, name);
      found.put("ec2", ask(grounds::stand));
      found.put("elasticloadbalancing", ask(grounds::targetGroup));
      found.put("rds", ask(grounds::subnetGroup));
      grounds.clear();
    }
    return found;
  }

  /** Whether the effect was there, as a provider. */
  private Provider ask(Supplier<Boolean> effect) {
    try {
      return effect.get()
          ? new Provider.Native(implementation)
          : new Provider.Absent("it answers, and what was made is not there");
    } catch (SdkException e) {
      return refused(e);
    }
  }

  private static Provider refused(SdkException e) {
    String message = firstLine(String.valueOf(e.getMessage()));
    boolean isLacking =
        (e instanceof AwsServiceException refusal && refusal.statusCode() == NOT_IMPLEMENTED)
            || LACKING.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
    return new Provider.Absent((isLacking ? "" : "it fails: ") + message);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    int details = line.indexOf(" (Service:");
    return details > 0 ? line.substring(0, details) : line;
  }

  private boolean account() {
    return aws.sts().getCallerIdentity().account().matches("[0-9]{12}");
  }

  private boolean image() {
    return aws.ssm()
        .getParameter(
            r -> r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
        .parameter()
        .value()
        .startsWith("ami-");
  }

  private boolean certificate() {
    String arn =
        aws.acm().requestCertificate(r -> r.domainName(name + ".example.com")).certificateArn();
    CertificateStatus status =
        aws.acm().describeCertificate(r -> r.certificateArn(arn)).certificate().status();
    aws.acm().deleteCertificate(r -> r.certificateArn(arn));
    return status == CertificateStatus.PENDING_VALIDATION || status == CertificateStatus.ISSUED;
  }

  private boolean alarm() {
    aws.cloudWatch()
        .putMetricAlarm(
            r ->
                r.alarmName(name)
                    .namespace("azdrill")
                    .metricName("probe")
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(1.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
    boolean isThere =
        !aws.cloudWatch().describeAlarms(r -> r.alarmNames(name)).metricAlarms().isEmpty();
    aws.cloudWatch().deleteAlarms(r -> r.alarmNames(name));
    return isThere;
  }

  private boolean launchConfiguration() {
    aws.autoScaling()
        .createLaunchConfiguration(
            r ->
                r.launchConfigurationName(name)
                    .imageId("ami-00000000000000000")
                    .instanceType("t3.micro"));
    boolean isThere =
        !aws.autoScaling()
            .describeLaunchConfigurations(r -> r.launchConfigurationNames(name))
            .launchConfigurations()
            .isEmpty();
    aws.autoScaling().deleteLaunchConfiguration(r -> r.launchConfigurationName(name));
    return isThere;
  }

  private boolean webAcl() {
    var made =
        aws.wafv2()
            .createWebACL(
                r ->
                    r.name(name)
                        .scope(Scope.REGIONAL)
                        .defaultAction(a -> a.allow(allow -> {}))
                        .visibilityConfig(
                            v ->
                                v.metricName("probe")
                                    .sampledRequestsEnabled(false)
                                    .cloudWatchMetricsEnabled(false)))
            .summary();
    var found = aws.wafv2().getWebACL(r -> r.id(made.id()).name(name).scope(Scope.REGIONAL));
    aws.wafv2()
        .deleteWebACL(
            r -> r.id(made.id()).name(name).scope(Scope.REGIONAL).lockToken(found.lockToken()));
    return name.equals(found.webACL().name());
  }

  /** A VPC with two subnets, for the services that need one to stand in. */
  private static final class Grounds {
    private final AwsSession aws;
    private final String vpc;
    private final String name;

    Grounds(AwsSession aws, String vpc, String name) {
      this.aws = aws;
      this.vpc = vpc;
      this.name = name;
    }

    private List<String> subnets() {
      return aws
          .ec2()
          .describeSubnets(r -> r.filters(Filter.builder().name("vpc-id").values(vpc).build()))
          .subnets()
          .stream()
          .map(each -> each.subnetId())
          .toList();
    }

    boolean stand() {
      List<String> zones =
          aws.ec2().describeAvailabilityZones().availabilityZones().stream()
              .map(zone -> zone.zoneName())
              .toList();
      aws.ec2()
          .createSubnet(
              r -> r.vpcId(vpc).cidrBlock("10.250.0.0/25").availabilityZone(zones.get(0)));
      aws.ec2()
          .createSubnet(
              r -> r.vpcId(vpc).cidrBlock("10.250.0.128/25").availabilityZone(zones.get(1)));
      return subnets().size() == 2;
    }

    boolean targetGroup() {
      String arn =
          aws.elasticLoadBalancing()
              .createTargetGroup(r -> r.name(name).protocol(ProtocolEnum.HTTP).port(80).vpcId(vpc))
              .targetGroups()
              .get(0)
              .targetGroupArn();
      boolean isThere =
          !aws.elasticLoadBalancing()
              .describeTargetGroups(r -> r.targetGroupArns(arn))
              .targetGroups()
              .isEmpty();
      aws.elasticLoadBalancing().deleteTargetGroup(r -> r.targetGroupArn(arn));
      return isThere;
    }

    boolean subnetGroup() {
      List<String> ids = subnets();
      aws.rds()
          .createDBSubnetGroup(
              r -> r.dbSubnetGroupName(name).dbSubnetGroupDescription(name).subnetIds(ids));
      boolean isThere =
          !aws.rds()
              .describeDBSubnetGroups(r -> r.dbSubnetGroupName(name))
              .dbSubnetGroups()
              .isEmpty();
      aws.rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName(name));
      return isThere;
    }

    void clear() {
      try {
        subnets().forEach(id -> aws.ec2().deleteSubnet(r -> r.subnetId(id)));
        aws.ec2().deleteVpc(r -> r.vpcId(vpc));
      } catch (SdkException e) {
        throw new IllegalStateException(
            "the probe's VPC " + vpc + " could not be removed again: remove it by hand", e);
      }
    }
  }
}
