package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.simulator.world.Service;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/**
 * What completed services measure is the same however long the foreign EC2 takes to answer. Here it
 * is a simulator whose own time passes while it is called, and never otherwise.
 */
class SlowForeignEc2Test {
  private static final Instant START = Instant.parse("2031-07-01T00:00:00Z");

  /** So fast that what is under way in the foreign EC2 is not waited for on the wall clock. */
  private static final double SPEED = 86_400;

  /** A way on which each call takes so long. */
  private record SlowWay(SimulatorPlatform foreign, Duration call) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      foreign.region().kernel().advance(call);
      return foreign.httpClient().prepareRequest(request);
    }

    @Override
    public void close() {}
  }

  /**
   * When each thing happened to a group that was made and lost an instance, after the beginning.
   */
  private static List<String> story(Duration call) {
    try (SimulatorPlatform foreign = SimulatorPlatform.create("foreign");
        AwsSession way = session(foreign, new SlowWay(foreign, call));
        Completion completion =
            Completion.start(
                new Completion.Settings(
                    URI.create("http://foreign.invalid"),
                    way,
                    foreign.region().place(),
                    EnumSet.of(Service.AUTO_SCALING, Service.CLOUDWATCH),
                    "slow",
                    Pace.stepping(Clock.fixed(START, ZoneOffset.UTC), SPEED)))) {
      AwsSession both =
          AwsSession.builder(
                  "eu-west-2",
                  completion.httpClient(new SlowWay(foreign, call)),
                  completion.clock())
              .credentials(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .retriesTakeTargetTime()
              .build();
      return story(Somebody.beside(both));
    }
  }

  private static AwsSession session(SimulatorPlatform foreign, SdkHttpClient way) {
    return AwsSession.builder("eu-west-2", way, new UnmovedClock(foreign.region().kernel()))
        .interceptor(new ServiceCalls())
        .credentials(AnonymousCredentialsProvider.create())
        .retriesTakeTargetTime()
        .build();
  }

  private static List<String> story(AwsSession aws) {
    group(aws);
    inService(aws, 2);
    List<String> story = new ArrayList<>();
    story.add("in service after " + since(aws.clock().now()));
    String lost = members(aws).get(0);
    aws.ec2().terminateInstances(r -> r.instanceIds(lost));
    aws.eventually()
        .expecting("another instance")
        .until(() -> members(aws), members -> members.size() == 2 && !members.contains(lost));
    story.add("replaced after " + since(aws.clock().now()));
    for (Activity each : aws.autoScaling().describeScalingActivities().activities()) {
      story.add(since(each.startTime()) + " to " + since(each.endTime()));
    }
    return story;
  }

  private static Duration since(Instant time) {
    return Duration.between(START, time);
  }

  private static void group(AwsSession aws) {
    String vpc = aws.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    String subnet =
        aws.ec2().createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24")).subnet().subnetId();
    String image =
        aws.ssm()
            .getParameter(
                r ->
                    r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
            .parameter()
            .value();
    aws.ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName("workers")
                    .launchTemplateData(d -> d.imageId(image).instanceType(InstanceType.T3_MICRO)));
    aws.autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("workers")
                    .launchTemplate(t -> t.launchTemplateName("workers").version("1"))
                    .vpcZoneIdentifier(subnet)
                    .minSize(2)
                    .maxSize(2));
  }

  private static void inService(AwsSession aws, int count) {
    aws.eventually()
        .expecting(count + " instances in service")
        .until(() -> members(aws), members -> members.size() == count);
  }

  private static List<String> members(AwsSession aws) {
    AutoScalingGroup group =
        aws.autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
    return group.instances().stream()
        .filter(each -> each.lifecycleState() == LifecycleState.IN_SERVICE)
        .map(each -> each.instanceId())
        .toList();
  }

  @Test
  void what_is_measured_does_not_depend_on_how_long_calls_take() {
    List<String> slow = story(Duration.ofMinutes(5));
    List<String> slower = story(Duration.ofHours(1));

    assertThat(slower).isEqualTo(slow);
    assertThat(slow)
        .as("its instances run as soon as somebody looks")
        .containsExactly(
            "in service after PT12S",
            "replaced after PT13S",
            "PT13S to PT13S",
            "PT12S to PT12S",
            "PT12S to PT12S",
            "PT12S to PT12S");
  }
}
