package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Compute;
import dev.azdrill.simulator.world.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;

class ForeignComputeTest {
  private static final Fact NO_CAPACITY = new Fact.ZoneWithoutCapacity("eu-west-2a");
  private static final Fact NO_POWER = new Fact.ZoneWithoutPower("eu-west-2a");

  private final CompletedRegion completed = new CompletedRegion();
  private final Ground ground = new Ground(completed);
  private final ForeignCompute compute = completed.compute();

  @AfterEach
  void close() {
    completed.close();
  }

  private void establish(Fact fact) {
    completed.write(() -> completed.region().facts().establish(fact));
  }

  private void clear(Fact fact) {
    completed.write(() -> completed.region().facts().clear(fact));
  }

  private String launch() {
    return completed.region().kernel().write(() -> compute.launch(ground.launch()));
  }

  @Test
  void a_launch_is_refused_while_the_fact_holds_and_never_reaches_the_foreign_ec2() {
    establish(NO_CAPACITY);

    assertThatThrownBy(this::launch)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> assertThat(refusal.code()).isEqualTo("InsufficientInstanceCapacity"));
    assertThat(completed.line().count("RunInstances")).isZero();

    clear(NO_CAPACITY);
    assertThat(ground.state(launch())).isEqualTo(InstanceStateName.PENDING);
  }

  @Test
  void a_launch_into_a_subnet_that_was_made_after_the_last_reading_finds_it() {
    String subnet =
        completed
            .foreign()
            .ec2()
            .createSubnet(
                r ->
                    r.vpcId(ground.vpcId()).cidrBlock("10.0.9.0/24").availabilityZone("eu-west-2b"))
            .subnet()
            .subnetId();

    assertThat(completed.ports().ec2().network().subnet(subnet)).isPresent();
    assertThat(completed.ports().ec2().network().subnet("subnet-00000000000000000")).isEmpty();
  }

  @Test
  void a_group_is_told_of_the_refusal_in_the_words_of_ec2_and_goes_elsewhere() {
    establish(NO_CAPACITY);
    ground.group(2);

    List<Activity> activities =
        completed
            .aws()
            .autoScaling()
            .describeScalingActivities(r -> r.autoScalingGroupName(Ground.GROUP))
            .activities();
    assertThat(activities)
        .extracting(Activity::statusMessage)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("do not have sufficient t3.micro capacity", "eu-west-2a"));
    assertThat(ground.describeGroup().instances())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.availabilityZone()).isEqualTo("eu-west-2b"));
  }

  @Test
  void an_instance_terminated_behind_our_back_is_seen_at_the_next_reading_and_replaced() {
    ground.group(2);
    String lost = ground.member("eu-west-2a");
    completed.foreign().ec2().terminateInstances(r -> r.instanceIds(lost));

    completed.passHere(Duration.ofMinutes(1));
    assertThat(ground.members()).as("without a reading").contains(lost);

    completed.pass(Duration.ofMinutes(2));
    assertThat(ground.members()).hasSize(2).doesNotContain(lost);
    assertThat(ground.describeGroup().instances())
        .allSatisfy(each -> assertThat(each.lifecycleStateAsString()).isEqualTo("InService"));
  }

  @Test
  void what_was_launched_is_described_before_the_next_reading() {
    String id = launch();

    assertThat(compute.describe(id))
        .hasValueSatisfying(
            each -> assertThat(each.state().name()).isEqualTo(InstanceStateName.PENDING));
    assertThat(completed.view().instances()).extracting(Instance::instanceId).contains(id);
  }

  @Test
  void what_was_launched_is_not_lost_when_ec2_falls_silent_right_after() {
    completed.line().after("RunInstances", completed.line()::cut);

    String id = launch();

    completed.line().mend();
    completed.look();
    assertThat(compute.describe(id)).isPresent();
  }

  @Test
  void the_running_time_is_that_of_our_own_observation() {
    String id = launch();
    completed.passThere(Duration.ofMinutes(5));
    completed.passHere(Duration.ofSeconds(40));
    assertThat(compute.runningSince(id)).as("nobody has looked").isEmpty();

    completed.look();
    completed.passHere(Duration.ofSeconds(40));
    // Another look at it, and not the same reading once more: something else has changed.
    completed.foreign().ec2().createVpc(r -> r.cidrBlock("10.7.0.0/16"));
    completed.look();

    Instant seen = CompletedRegion.START.plusSeconds(40);
    assertThat(compute.runningSince(id)).contains(seen);
  }

  @Test
  void what_has_no_power_does_not_run_and_begins_anew_when_it_is_back() {
    String id = launch();
    completed.pass(Duration.ofMinutes(1));
    establish(NO_POWER);
    assertThat(compute.runningSince(id)).isEmpty();
    assertThat(compute.status(id))
        .hasValueSatisfying(
            each -> assertThat(each.systemStatus().status()).isEqualTo(SummaryStatus.IMPAIRED));

    completed.passHere(Duration.ofMinutes(10));
    clear(NO_POWER);

    assertThat(compute.runningSince(id)).contains(completed.region().kernel().now());
    assertThat(compute.status(id))
        .hasValueSatisfying(
            each -> assertThat(each.systemStatus().status()).isEqualTo(SummaryStatus.OK));
  }

  @Test
  void what_the_template_says_of_its_network_interface_is_kept() {
    String group = ground.securityGroup("public");
    String template =
        completed
            .foreign()
            .ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("public")
                        .launchTemplateData(
                            d ->
                                d.imageId(ground.image())
                                    .instanceType(InstanceType.T3_MICRO)
                                    .networkInterfaces(
                                        LaunchTemplateInstanceNetworkInterfaceSpecificationRequest
                                            .builder()
                                            .deviceIndex(0)
                                            .associatePublicIpAddress(true)
                                            .groups(group)
                                            .build())))
            .launchTemplate()
            .launchTemplateId();
    Compute.Launch launch =
        new Compute.Launch(
            template, "1", Optional.empty(), false, ground.subnets().get(1), Map.of("team", "a"));

    String id = completed.region().kernel().write(() -> compute.launch(launch));
    completed.passThere(Duration.ofMinutes(1));

    Instance launched = ground.instance(id);
    assertThat(launched.subnetId()).isEqualTo(ground.subnets().get(1));
    assertThat(launched.publicIpAddress()).isNotBlank();
    assertThat(launched.securityGroups())
        .extracting(GroupIdentifier::groupId)
        .containsExactly(group);
    assertThat(launched.networkInterfaces().get(0).attachment().deleteOnTermination()).isTrue();
    assertThat(launched.tags()).contains(Tag.builder().key("team").value("a").build());
  }

  @Test
  void those_who_watch_are_told_of_every_change_once() {
    List<String> told = new ArrayList<>();
    compute.watch(each -> told.add(each.state().nameAsString()));

    String id = launch();
    completed.pass(Duration.ofMinutes(1));
    completed.write(() -> compute.terminate(id));
    completed.pass(Duration.ofMinutes(5));

    assertThat(told).containsExactly("pending", "running", "shutting-down", "terminated");
  }

  @Test
  void who_cannot_take_a_change_now_is_told_again_and_the_others_are_not_kept_from_it() {
    List<String> told = new ArrayList<>();
    boolean[] isBusy = {true};
    compute.watch(
        each -> {
          if (isBusy[0]) {
            throw new AwsError("ServiceUnavailable", 503, "busy");
          }
          told.add("late " + each.state().nameAsString());
        });
    compute.watch(each -> told.add(each.state().nameAsString()));

    launch();
    assertThat(told).containsExactly("pending");

    isBusy[0] = false;
    completed.passHere(Retries.PAUSE);
    assertThat(told).containsExactly("pending", "late pending");
  }

  @Test
  void nobody_answers_and_the_refusal_says_so() {
    completed.line().cut();

    assertThatThrownBy(this::launch)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("ServiceUnavailable");
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal).hasMessageContaining("does not answer");
            });
  }

  @Test
  void a_throttled_call_is_refused_in_the_words_of_ec2() {
    completed.line().refuse("RunInstances", 503, "RequestLimitExceeded");

    assertThatThrownBy(this::launch)
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("RequestLimitExceeded");
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal).hasMessage("not now");
            });
  }

  @Test
  void a_termination_that_nobody_answers_is_refused_and_whoever_ordered_it_does_it_again() {
    String id = launch();
    completed.pass(Duration.ofMinutes(1));
    completed.line().cut();

    assertThatThrownBy(() -> completed.write(() -> compute.terminate(id)))
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("does not answer");

    completed.line().mend();
    completed.passHere(Duration.ofHours(1));
    assertThat(ground.state(id)).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void what_exists_again_after_its_termination_is_terminated_again() {
    String id = running();
    startsAgainAfterItsTermination(id);

    completed.write(() -> compute.terminate(id));
    assertThat(compute.describe(id)).map(each -> each.state().name()).isPresent();
    completed.pass(Duration.ofMinutes(2));

    assertThat(ground.state(id)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(completed.line().count("TerminateInstances")).isEqualTo(2);
  }

  @Test
  void what_nobody_here_terminated_is_left_alone() {
    String id = running();
    completed.foreign().ec2().stopInstances(r -> r.instanceIds(id));
    completed.pass(Duration.ofMinutes(5));
    completed.foreign().ec2().startInstances(r -> r.instanceIds(id));
    completed.pass(Duration.ofMinutes(5));

    assertThat(ground.state(id)).isEqualTo(InstanceStateName.RUNNING);
    assertThat(completed.line().count("TerminateInstances")).isZero();
  }

  private String running() {
    String id = launch();
    completed.pass(Duration.ofMinutes(1));
    return id;
  }

  /** As on LocalStack when somebody's StartInstances comes right after it. */
  private void startsAgainAfterItsTermination(String id) {
    completed
        .line()
        .pretend(
            "TerminateInstances",
            "<TerminateInstancesResponse><requestId>1</requestId><instancesSet><item><instanceId>"
                + id
                + "</instanceId><currentState><code>32</code><name>shutting-down</name>"
                + "</currentState><previousState><code>16</code><name>running</name>"
                + "</previousState></item></instancesSet></TerminateInstancesResponse>");
  }

  @Test
  void a_group_is_gone_although_an_instance_exists_again_after_its_termination() {
    ground.group(2);
    startsAgainAfterItsTermination(ground.members().get(0));

    deleteGroup();
    completed.pass(Duration.ofMinutes(5));

    assertThat(groups()).isEmpty();
    assertThat(ground.runningInstances()).isEmpty();
  }

  @Test
  void a_group_is_gone_however_long_ec2_did_not_answer_while_its_members_were_to_be_terminated() {
    ground.group(2);
    completed.line().cut();
    deleteGroup();

    completed.passHere(Duration.ofHours(24 / Matrix.every(4)));
    assertThat(ground.describeGroup().instances())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.lifecycleStateAsString()).isEqualTo("Terminating"));

    completed.line().mend();
    completed.pass(Duration.ofMinutes(5));
    assertThat(groups()).isEmpty();
    assertThat(ground.runningInstances()).isEmpty();
  }

  @Test
  void a_group_is_gone_although_ec2_throttled_what_terminates_its_members() {
    ground.group(2);
    completed.line().refuse("TerminateInstances", 503, "RequestLimitExceeded");
    deleteGroup();
    completed.pass(Duration.ofHours(1));
    assertThat(ground.members()).hasSize(2);

    completed.line().mend();
    completed.pass(Duration.ofMinutes(5));
    assertThat(groups()).isEmpty();
  }

  private void deleteGroup() {
    completed
        .aws()
        .autoScaling()
        .deleteAutoScalingGroup(r -> r.autoScalingGroupName(Ground.GROUP).forceDelete(true));
  }

  private List<String> groups() {
    return completed.aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().stream()
        .map(each -> each.autoScalingGroupName())
        .toList();
  }

  @Test
  void terminating_what_is_gone_is_harmless() {
    completed.write(() -> compute.terminate("i-00000000000000000"));

    completed.passHere(Duration.ofHours(1));

    assertThat(completed.line().count("TerminateInstances")).isEqualTo(1);
  }
}
