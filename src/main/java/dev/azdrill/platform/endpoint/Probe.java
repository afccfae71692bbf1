package dev.azdrill.platform.endpoint;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.platform.LeftBehindException;
import dev.azdrill.platform.Provider;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.UnansweredCall;
import dev.azdrill.text.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/**
 * Asks a foreign AWS API what it can do. Each service gets one call with an effect, and the effect
 * is looked for: who only answers Describe is not taken for a service. Everything made is removed
 * again; it bears the tag of a stack of its own name, so that it can be found and torn down when
 * this process dies in between.
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

  /** How often a removal is asked for whose answers are lost. */
  private static final int ATTEMPTS_MAX = 5;

  private static final Pattern GONE = Pattern.compile("NotFound|Nonexist|NotExist");

  private static final Pattern THERE_ALREADY = Pattern.compile("AlreadyExists|Duplicate");

  /** What ACM does not take in a token; one that another probe used would bring its certificate. */
  private static final Pattern NO_WORD = Pattern.compile("\\W");

  private static final int NOT_IMPLEMENTED = 501;
  private static final String NOTHING_THERE = "it answers, and what was made is not there";

  private final AwsSession aws;
  private final String implementation;
  private final String name;
  private final List<String> left = new ArrayList<>();

  /**
   * @param name of what is made and removed again: nobody else may use it
   */
  Probe(AwsSession aws, String implementation, String name) {
    this.aws = aws;
    this.implementation = implementation;
    this.name = name;
  }

  /**
   * Who answers each service, by the name that requests are signed for.
   *
   * @throws LeftBehindException when something that was made for it could not be removed again
   */
  Map<String, Provider> services() {
    return aws.permitted(ProbeCalls.ALL, this::asked);
  }

  private Map<String, Provider> asked() {
    Map<String, Provider> found = new LinkedHashMap<>();
    found.put("sts", ask(this::account));
    found.put("ssm", ask(this::image));
    found.put("acm", ask(this::certificate));
    found.put("monitoring", ask(this::alarm));
    found.put("autoscaling", ask(this::launchConfiguration));
    found.put("wafv2", ask(this::webAcl));
    ProbeVpc probeVpc = new ProbeVpc();
    try {
      found.put("ec2", ask(probeVpc::stand, probeVpc::find));
      if (probeVpc.exist()) {
        found.put("elasticloadbalancing", ask(probeVpc::targetGroup));
        found.put("rds", ask(probeVpc::subnetGroup));
      }
    } finally {
      probeVpc.clear();
    }
    if (!left.isEmpty()) {
      throw new LeftBehindException(implementation, left);
    }
    return found;
  }

  /** Whether the effect was there, as a provider. */
  private Provider ask(Supplier<Boolean> effect) {
    return ask(effect, () -> {});
  }

  /**
   * The same; where nobody knows whether something was made, it is asked again.
   *
   * @param look for what may have been made
   */
  private Provider ask(Supplier<Boolean> effect, Runnable look) {
    for (int attempt = 1; ; attempt++) {
      try {
        return answered(effect);
      } catch (SdkException unanswered) {
        if (attempt == ATTEMPTS_MAX) {
          return refused(unanswered);
        }
        look.run();
      }
    }
  }

  private Provider answered(Supplier<Boolean> effect) {
    try {
      return effect.get()
          ? new Provider.Native(implementation)
          : new Provider.Absent(NOTHING_THERE);
    } catch (SdkException e) {
      if (UnansweredCall.isBehind(e)) {
        throw e;
      }
      return refused(e);
    } catch (NullPointerException | NoSuchElementException | IndexOutOfBoundsException e) {
      // An answer without what AWS always answers: somebody nods and does nothing.
      return new Provider.Absent(NOTHING_THERE);
    }
  }

  /** Looks for what was made, and removes it again whatever the look shows. */
  private boolean look(String what, Supplier<Boolean> isThere, Runnable remove) {
    boolean mayBeThere = true;
    try {
      mayBeThere = isThere.get();
      return mayBeThere;
    } finally {
      remove(what, mayBeThere, remove);
    }
  }

  /**
   * A removal that fails leaves something, unless a look has shown that nothing is there. One that
   * was not answered is asked for again, and may find that it was done.
   */
  private void remove(String what, boolean mayBeThere, Runnable remove) {
    boolean mayBeDone = false;
    for (int attempt = 1; ; attempt++) {
      try {
        remove.run();
        return;
      } catch (SdkException e) {
        boolean isUnanswered = UnansweredCall.isBehind(e);
        if (isUnanswered && attempt < ATTEMPTS_MAX) {
          mayBeDone = true;
          continue;
        }
        if (mayBeThere && !(mayBeDone && isGone(e))) {
          left.add(what + " (" + firstLine(Trouble.of(e)) + ")");
        }
        return;
      }
    }
  }

  /**
   * Makes what has a name of its own. A call that was not answered is made again, and may find that
   * it was done.
   *
   * @return what was answered; empty where it was there already
   */
  private <T> Optional<T> create(Supplier<T> call) {
    boolean mayBeDone = false;
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(call.get());
      } catch (SdkException e) {
        if (UnansweredCall.isBehind(e) && attempt < ATTEMPTS_MAX) {
          mayBeDone = true;
        } else if (mayBeDone && isRefused(e, THERE_ALREADY)) {
          return Optional.empty();
        } else {
          throw e;
        }
      }
    }
  }

  private static boolean isGone(SdkException e) {
    return isRefused(e, GONE);
  }

  private static boolean isRefused(SdkException e, Pattern code) {
    return e instanceof AwsServiceException refusal
        && refusal.awsErrorDetails() != null
        && code.matcher(String.valueOf(refusal.awsErrorDetails().errorCode())).find();
  }

  private static Provider refused(SdkException e) {
    String message = firstLine(Trouble.of(e));
    boolean isLacking =
        (e instanceof AwsServiceException refusal && refusal.statusCode() == NOT_IMPLEMENTED)
            || LACKING.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
    return new Provider.Absent((isLacking ? "" : "it fails: ") + message);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    int details = line.indexOf("(Service:");
    // Without a message of its own, the SDK's details are all that there is.
    return details > 0 ? line.substring(0, details).strip() : line;
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
        aws.acm()
            .requestCertificate(
                r ->
                    r.domainName(name + ".example.com")
                        .idempotencyToken(NO_WORD.matcher(name).replaceAll(""))
                        .tags(
                            software.amazon.awssdk.services.acm.model.Tag.builder()
                                .key(Discovery.STACK_TAG)
                                .value(name)
                                .build()))
            .certificateArn();
    return look(
        "certificate " + arn,
        () -> {
          CertificateStatus status =
              aws.acm().describeCertificate(r -> r.certificateArn(arn)).certificate().status();
          return status == CertificateStatus.PENDING_VALIDATION
              || status == CertificateStatus.ISSUED;
        },
        () -> aws.acm().deleteCertificate(r -> r.certificateArn(arn)));
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
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                    .tags(
                        software.amazon.awssdk.services.cloudwatch.model.Tag.builder()
                            .key(Discovery.STACK_TAG)
                            .value(name)
                            .build()));
    return look(
        "alarm " + name,
        () -> !aws.cloudWatch().describeAlarms(r -> r.alarmNames(name)).metricAlarms().isEmpty(),
        () -> aws.cloudWatch().deleteAlarms(r -> r.alarmNames(name)));
  }

  private boolean launchConfiguration() {
    create(
        () ->
            aws.autoScaling()
                .createLaunchConfiguration(
                    r ->
                        r.launchConfigurationName(name)
                            .imageId("ami-00000000000000000")
                            .instanceType("t3.micro")));
    return look(
        "launch configuration " + name,
        () ->
            !aws.autoScaling()
                .describeLaunchConfigurations(r -> r.launchConfigurationNames(name))
                .launchConfigurations()
                .isEmpty(),
        () -> aws.autoScaling().deleteLaunchConfiguration(r -> r.launchConfigurationName(name)));
  }

  private boolean webAcl() {
    ProbeWebAcl acl = new ProbeWebAcl(aws, name);
    String id = create(acl::create).or(acl::find).map(WebACLSummary::id).orElseThrow();
    return look("web ACL " + acl.name(), () -> acl.stands(id), () -> acl.delete(id));
  }

  /** A VPC with two subnets, for the services that need one to stand in. */
  private final class ProbeVpc {
    private Optional<String> made = Optional.empty();

    /** Its id, once it stands. */
    private String vpc() {
      return made.orElseThrow();
    }

    private List<Subnet> described() {
      return aws.ec2()
          .describeSubnets(r -> r.filters(Filter.builder().name("vpc-id").values(vpc()).build()))
          .subnets();
    }

    private List<String> subnets() {
      return described().stream().map(Subnet::subnetId).toList();
    }

    boolean exist() {
      return made.isPresent();
    }

    boolean stand() {
      if (!exist() && !make()) {
        return false;
      }
      List<String> zones =
          aws.ec2().describeAvailabilityZones().availabilityZones().stream()
              .map(zone -> zone.zoneName())
              .toList();
      subnet("10.250.0.0/25", zones.get(0));
      subnet("10.250.0.128/25", last(zones));
      return subnets().size() == 2;
    }

    private boolean make() {
      String id =
          aws.ec2()
              .createVpc(
                  r -> r.cidrBlock("10.250.0.0/24").tagSpecifications(tagged(ResourceType.VPC)))
              .vpc()
              .vpcId();
      made = Optional.ofNullable(id).filter(each -> !each.isEmpty());
      return exist();
    }

    /** Unless an attempt before this one has made it. */
    private void subnet(String block, String zone) {
      boolean isThere = described().stream().anyMatch(each -> block.equals(each.cidrBlock()));
      if (!isThere) {
        aws.ec2()
            .createSubnet(
                r ->
                    r.vpcId(vpc())
                        .cidrBlock(block)
                        .availabilityZone(zone)
                        .tagSpecifications(tagged(ResourceType.SUBNET)));
      }
    }

    private TagSpecification tagged(ResourceType type) {
      return TagSpecification.builder()
          .resourceType(type)
          .tags(
              software.amazon.awssdk.services.ec2.model.Tag.builder()
                  .key(Discovery.STACK_TAG)
                  .value(name)
                  .build())
          .build();
    }

    private String last(List<String> zones) {
      return zones.get(zones.size() - 1);
    }

    boolean targetGroup() {
      String arn =
          aws.elasticLoadBalancing()
              .createTargetGroup(
                  r ->
                      r.name(name)
                          .protocol(ProtocolEnum.HTTP)
                          .port(80)
                          .vpcId(vpc())
                          .tags(
                              software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag
                                  .builder()
                                  .key(Discovery.STACK_TAG)
                                  .value(name)
                                  .build()))
              .targetGroups()
              .get(0)
              .targetGroupArn();
      return look(
          "target group " + arn,
          () ->
              !aws.elasticLoadBalancing()
                  .describeTargetGroups(r -> r.targetGroupArns(arn))
                  .targetGroups()
                  .isEmpty(),
          () -> aws.elasticLoadBalancing().deleteTargetGroup(r -> r.targetGroupArn(arn)));
    }

    boolean subnetGroup() {
      List<String> ids = subnets();
      create(
          () ->
              aws.rds()
                  .createDBSubnetGroup(
                      r ->
                          r.dbSubnetGroupName(name)
                              .dbSubnetGroupDescription(name)
                              .subnetIds(ids)
                              .tags(
                                  software.amazon.awssdk.services.rds.model.Tag.builder()
                                      .key(Discovery.STACK_TAG)
                                      .value(name)
                                      .build())));
      return look(
          "DB subnet group " + name,
          () ->
              !aws.rds()
                  .describeDBSubnetGroups(r -> r.dbSubnetGroupName(name))
                  .dbSubnetGroups()
                  .isEmpty(),
          () -> aws.rds().deleteDBSubnetGroup(r -> r.dbSubnetGroupName(name)));
    }

    /** A VPC of which nobody knows whether it was made is known by its tag. */
    private void find() {
      if (!exist()) {
        made =
            aws
                .ec2()
                .describeVpcs(
                    r ->
                        r.filters(
                            Filter.builder()
                                .name("tag:" + Discovery.STACK_TAG)
                                .values(name)
                                .build()))
                .vpcs()
                .stream()
                .findFirst()
                .map(each -> each.vpcId());
      }
    }

    void clear() {
      if (!exist()) {
        return;
      }
      remove(
          "VPC " + vpc(),
          true,
          () -> {
            subnets().forEach(id -> aws.ec2().deleteSubnet(r -> r.subnetId(id)));
            aws.ec2().deleteVpc(r -> r.vpcId(vpc()));
          });
    }
  }
}
