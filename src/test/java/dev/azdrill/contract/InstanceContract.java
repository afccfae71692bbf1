package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

@Contract
@Needs("ssm")
class InstanceContract {
  private static RunInstancesRequest.Builder request(Subject s, String subnet) {
    return RunInstancesRequest.builder()
        .imageId(s.image())
        .instanceType(InstanceType.T3_MICRO)
        .minCount(1)
        .maxCount(1)
        .subnetId(subnet);
  }

  @Test
  void an_instance_is_pending_and_comes_to_run(Subject s) {
    NetworkFixture ground = s.ground();

    Instance launched = ground.launch(ground.subnet());

    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    ground.await(launched.instanceId(), InstanceStateName.RUNNING);
  }

  @Test
  void an_instance_stands_in_its_subnet_with_the_default_group(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet(2, 1);

    Instance instance = ground.running(subnet);

    assertThat(instance.subnetId()).isEqualTo(subnet);
    assertThat(instance.vpcId()).isEqualTo(ground.vpc());
    assertThat(instance.placement().availabilityZone()).isEqualTo(s.zone(1));
    assertThat(instance.privateIpAddress()).startsWith("10.77.2.");
    assertThat(instance.securityGroups())
        .singleElement()
        .satisfies(each -> assertThat(each.groupId()).isEqualTo(ground.defaultGroup()));
  }

  @Test
  void an_instance_has_no_public_address_unless_it_is_given_one(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();

    assertThat(ground.running(ground.subnet()).publicIpAddress()).isNull();
  }

  @Test
  void an_instance_that_asks_for_a_public_address_has_one(Subject s) {
    NetworkFixture ground = s.ground();
    ground.door();
    String subnet = ground.subnet();

    String id =
        ground
            .launch(
                request(s, null)
                    .networkInterfaces(
                        InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .subnetId(subnet)
                            .associatePublicIpAddress(true)
                            .build())
                    .build())
            .instanceId();

    assertThat(ground.await(id, InstanceStateName.RUNNING).publicIpAddress()).isNotEmpty();
  }

  @Test
  void a_stopped_instance_keeps_its_private_address(Subject s) {
    NetworkFixture ground = s.ground();
    Instance before = ground.running(ground.subnet());
    String id = before.instanceId();

    s.ec2().stopInstances(r -> r.instanceIds(id));
    ground.await(id, InstanceStateName.STOPPED);
    s.ec2().startInstances(r -> r.instanceIds(id));

    assertThat(ground.await(id, InstanceStateName.RUNNING).privateIpAddress())
        .isEqualTo(before.privateIpAddress());
  }

  @Test
  void an_instance_that_is_stopping_says_what_it_was(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();

    assertThat(s.ec2().stopInstances(r -> r.instanceIds(id)).stoppingInstances())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.previousState().name()).isEqualTo(InstanceStateName.RUNNING);
              assertThat(each.currentState().name()).isEqualTo(InstanceStateName.STOPPING);
            });
  }

  @Test
  void an_instance_that_is_terminated_shuts_down_and_is_still_described(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();

    assertThat(s.ec2().terminateInstances(r -> r.instanceIds(id)).terminatingInstances())
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN));
    ground.await(id, InstanceStateName.TERMINATED);
  }

  @Test
  void an_instance_can_be_terminated_twice(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();
    s.ec2().terminateInstances(r -> r.instanceIds(id));
    ground.await(id, InstanceStateName.TERMINATED);

    assertThat(s.ec2().terminateInstances(r -> r.instanceIds(id)).terminatingInstances())
        .hasSize(1);
  }

  @Test
  void an_instance_that_is_terminated_cannot_be_started(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();
    s.ec2().terminateInstances(r -> r.instanceIds(id));
    ground.await(id, InstanceStateName.TERMINATED);

    assertThat(Refusal.of(() -> s.ec2().startInstances(r -> r.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState");
  }

  @Test
  void one_unknown_instance_saves_all_others(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();

    assertThat(
            Refusal.of(
                () -> s.ec2().terminateInstances(r -> r.instanceIds(id, "i-00000000000000000"))))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(ground.instance(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void an_instance_that_runs_passes_its_status_checks(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();

    s.eventually("both status checks to pass")
        .until(
            () -> s.ec2().describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses(),
            all ->
                all.stream()
                    .anyMatch(
                        each ->
                            "ok".equals(each.instanceStatus().statusAsString())
                                && "ok".equals(each.systemStatus().statusAsString())));
  }

  @Test
  void an_instance_that_is_stopped_has_no_status_unless_asked_for_all(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).instanceId();
    s.ec2().stopInstances(r -> r.instanceIds(id));
    ground.await(id, InstanceStateName.STOPPED);

    assertThat(s.ec2().describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses()).isEmpty();
    assertThat(
            s.ec2()
                .describeInstanceStatus(r -> r.instanceIds(id).includeAllInstances(true))
                .instanceStatuses())
        .hasSize(1);
  }

  @Test
  void an_instance_from_an_unknown_image_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(
            Refusal.of(
                () -> ground.launch(request(s, subnet).imageId("ami-00000000000000000").build())))
        .isEqualTo("InvalidAMIID.NotFound");
  }

  @Test
  void an_instance_of_an_unknown_type_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(Refusal.of(() -> ground.launch(request(s, subnet).instanceType("t9.huge").build())))
        .isIn("InvalidParameterValue", "InvalidInstanceType");
  }

  @Test
  void an_instance_in_no_subnet_is_refused(Subject s) {
    NetworkFixture ground = s.ground();

    assertThat(Refusal.of(() -> ground.launch(request(s, "subnet-00000000000000000").build())))
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void an_instance_with_an_unknown_group_is_refused(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(
            Refusal.of(
                () ->
                    ground.launch(
                        request(s, subnet).securityGroupIds("sg-00000000000000000").build())))
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void an_unknown_instance_is_not_found(Subject s) {
    assertThat(
            Refusal.of(() -> s.ec2().describeInstances(r -> r.instanceIds("i-00000000000000000"))))
        .isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void what_is_no_id_of_an_instance_is_refused(Subject s) {
    assertThat(Refusal.of(() -> s.ec2().describeInstances(r -> r.instanceIds("instance"))))
        .isEqualTo("InvalidInstanceID.Malformed");
  }

  @Test
  void the_same_token_launches_once(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    String token = s.name("token");

    String first = ground.launch(request(s, subnet).clientToken(token).build()).instanceId();
    String again = ground.launch(request(s, subnet).clientToken(token).build()).instanceId();

    assertThat(again).isEqualTo(first);
  }

  @Test
  void a_dry_run_launches_nothing(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(Refusal.of(() -> ground.launch(request(s, subnet).dryRun(true).build())))
        .isEqualTo("DryRunOperation");
    assertThat(
            s.ec2()
                .describeInstances(r -> r.filters(Subject.by("subnet-id", subnet)))
                .reservations())
        .isEmpty();
  }

  @Test
  void instances_are_found_by_tag_and_state(Subject s) {
    NetworkFixture ground = s.ground();
    Instance instance = ground.running(ground.subnet());
    String name = s.name("tag");

    s.ec2().createTags(r -> r.resources(instance.instanceId()).tags(Subject.tag("Name", name)));

    assertThat(
            s
                .ec2()
                .describeInstances(
                    r ->
                        r.filters(
                            Subject.by("tag:Name", name),
                            Subject.by("instance-state-name", "running")))
                .reservations()
                .stream()
                .flatMap(each -> each.instances().stream())
                .map(Instance::instanceId)
                .toList())
        .isEqualTo(List.of(instance.instanceId()));
  }
}
