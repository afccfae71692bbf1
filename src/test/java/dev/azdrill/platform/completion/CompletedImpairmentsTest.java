package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.platform.AffectedCalls;
import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.MissingCapability;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class CompletedImpairmentsTest {
  private static final String ZONE = "eu-west-2a";

  private final CompletedRegion completed = new CompletedRegion();
  private final Ground ground = new Ground(completed);
  private final Impaired faults =
      new Impaired(
          new CompletedImpairments(
              completed.region(), completed.compute(), Set.of(Service.AUTO_SCALING)));

  @AfterEach
  void close() {
    completed.close();
  }

  private boolean hasPower() {
    return completed.region().kernel().write(() -> completed.region().facts().hasPower(ZONE));
  }

  /** Nobody replaces what is stopped, so that the undo finds it. */
  private void suspend() {
    completed.aws().autoScaling().suspendProcesses(r -> r.autoScalingGroupName(Ground.GROUP));
  }

  @Test
  void a_zones_loss_stops_the_groups_instances_there_and_no_others() {
    ground.group(2);
    String here = ground.member(ZONE);
    String there = ground.member("eu-west-2b");
    String somebodys = ground.instanceOfSomebody(ground.subnets().get(0));
    completed.look();
    suspend();

    faults.cutZonePower(ZONE);

    assertThat(hasPower()).isFalse();
    assertThat(ground.state(here)).isEqualTo(InstanceStateName.STOPPING);
    assertThat(ground.state(there)).isEqualTo(InstanceStateName.RUNNING);
    assertThat(ground.state(somebodys)).isEqualTo(InstanceStateName.RUNNING);
  }

  /** LocalStack would stop it, and it would exist again. */
  @Test
  void what_is_terminated_and_not_yet_seen_to_be_is_not_stopped() {
    ground.group(2);
    String here = ground.member(ZONE);
    completed.foreign().ec2().terminateInstances(r -> r.instanceIds(here));

    faults.cutZonePower(ZONE);

    assertThat(completed.line().count("StopInstances")).isZero();
  }

  @Test
  void the_group_moves_to_the_other_zone_and_comes_back_when_power_returns() {
    ground.group(2);
    String lost = ground.member(ZONE);

    Undo undo = faults.cutZonePower(ZONE);
    completed.pass(Duration.ofMinutes(5));
    assertThat(ground.describeGroup().instances())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.availabilityZone()).isEqualTo("eu-west-2b"));

    undo.undo();
    completed.pass(Duration.ofMinutes(15));
    assertThat(ground.describeGroup().instances())
        .extracting(each -> each.availabilityZone())
        .containsExactlyInAnyOrder(ZONE, "eu-west-2b");
    assertThat(ground.members()).doesNotContain(lost);
    assertThat(completed.line().count("StartInstances")).as("it is terminated").isZero();
  }

  @Test
  void the_undo_starts_those_that_still_exist_and_twice_is_harmless() {
    ground.group(4);
    List<String> here =
        ground.describeGroup().instances().stream()
            .filter(each -> each.availabilityZone().equals(ZONE))
            .map(each -> each.instanceId())
            .toList();
    suspend();
    Undo undo = faults.cutZonePower(ZONE);
    completed.pass(Duration.ofMinutes(5));
    completed.foreign().ec2().terminateInstances(r -> r.instanceIds(here.get(0)));

    undo.undo();
    completed.pass(Duration.ofMinutes(2));
    assertThat(hasPower()).isTrue();
    assertThat(ground.state(here.get(0))).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(ground.state(here.get(1))).isEqualTo(InstanceStateName.RUNNING);

    completed.foreign().ec2().stopInstances(r -> r.instanceIds(here.get(1)));
    completed.pass(Duration.ofMinutes(5));
    undo.undo();
    assertThat(ground.state(here.get(1)))
        .as("stopped on purpose after the undo")
        .isEqualTo(InstanceStateName.STOPPED);
  }

  @Test
  void what_is_still_stopping_at_the_undo_is_started_when_it_has_stopped() {
    ground.group(2);
    suspend();
    String here = ground.member(ZONE);

    faults.cutZonePower(ZONE).undo();
    assertThat(ground.state(here)).isEqualTo(InstanceStateName.STOPPING);

    completed.pass(Duration.ofMinutes(10));
    assertThat(ground.state(here)).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void an_undo_that_ec2_refuses_says_so_tries_the_others_and_may_be_made_again() {
    ground.group(4);
    suspend();
    Undo undo = faults.cutZonePower(ZONE);
    completed.pass(Duration.ofMinutes(5));
    completed.line().refuse("StartInstances", 400, "InsufficientInstanceCapacity");

    assertThatThrownBy(undo::undo)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("could not be started again")
        .hasMessageContaining("not now");
    assertThat(completed.line().count("StartInstances")).as("for both").isEqualTo(2);
    assertThat(hasPower()).isTrue();

    completed.line().mend();
    undo.undo();
    completed.pass(Duration.ofMinutes(1));
    assertThat(ground.describeGroup().instances())
        .extracting(each -> ground.state(each.instanceId()))
        .containsOnly(InstanceStateName.RUNNING);
  }

  @Test
  void a_fault_that_ec2_refuses_leaves_nothing_broken() {
    ground.group(2);
    completed.line().refuse("StopInstances", 403, "UnauthorizedOperation");

    assertThatThrownBy(() -> faults.cutZonePower(ZONE))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("the instances of eu-west-2a could not be stopped: not now");

    assertThat(hasPower()).isTrue();
    assertThat(ground.state(ground.member(ZONE))).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void an_instance_that_went_just_before_it_was_to_be_stopped_keeps_no_zone_alive() {
    ground.group(2);
    completed.foreign().ec2().terminateInstances(r -> r.instanceIds(ground.member(ZONE)));

    faults.cutZonePower(ZONE);

    assertThat(hasPower()).isFalse();
  }

  @Test
  void the_other_faults_are_facts_and_their_undo_clears_them() {
    Fact.ZoneWithoutCapacity full = new Fact.ZoneWithoutCapacity(ZONE);
    Fact.ApplicationHung hung = new Fact.ApplicationHung("i-1");
    Fact.ApplicationFailing failing = new Fact.ApplicationFailing("i-1", 503);
    List<Undo> undos =
        List.of(
            faults.exhaustZoneCapacity(ZONE),
            faults.hangApplication("i-1"),
            faults.failApplication("i-1", 503));
    assertThat(facts()).containsExactly(full, hung, failing);

    undos.forEach(Undo::undo);
    undos.forEach(Undo::undo);
    assertThat(facts()).isEmpty();
  }

  private List<Fact> facts() {
    return completed.region().kernel().write(() -> completed.region().facts().all().toList());
  }

  /** Those go through to the foreign EC2, and nobody would notice anything. */
  @Test
  void calls_of_a_service_that_is_not_completed_cannot_be_impaired() {
    assertThatThrownBy(() -> faults.impose(throttling("ec2")))
        .isInstanceOf(MissingCapability.class)
        .hasMessageContaining("the API of ec2 cannot be impaired here");

    faults.impose(throttling("autoscaling")).undo();
  }

  /** EC2's calls, which are among all, go through to the foreign EC2. */
  @Test
  void calls_of_all_services_cannot_be_impaired_where_not_all_are_completed() {
    Impairment all =
        new Impairment.ApiErrors(new AffectedCalls(Optional.empty(), Optional.empty()), 30);

    assertThatThrownBy(() -> faults.impose(all))
        .isInstanceOf(MissingCapability.class)
        .hasMessageContaining("the API of all services cannot be impaired here");
  }

  private static Impairment throttling(String service) {
    return new Impairment.ApiThrottling(
        new AffectedCalls(Optional.of(service), Optional.empty()), 30);
  }
}
