package dev.azdrill.simulator.ec2.compute;

import static dev.azdrill.simulator.ec2.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.azdrill.platform.Impaired;
import dev.azdrill.platform.Impaired.Undo;
import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

public class InstancesTest {
  public static final String AL2023 =
      "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ec2Client ec2;
  private String vpcId;
  private String subnetA;
  private String subnetB;

  @BeforeEach
  void network() {
    ec2 = region.aws().ec2();
    vpcId = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnetA = subnet("10.0.1.0/24", "eu-west-2a");
    subnetB = subnet("10.0.2.0/28", "eu-west-2b");
  }

  @Test
  void an_instance_lives_from_pending_until_nobody_remembers_it() {
    Instant begin = region.aws().clock().now();
    Instance launched = run(subnetA);
    String id = launched.instanceId();

    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    assertThat(launched.stateReason().code()).isEqualTo("pending");
    assertThat(launched.launchTime()).isEqualTo(begin);
    region.aws().ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(id));
    assertThat(Duration.between(begin, region.aws().clock().now())).hasSeconds(10);

    InstanceStateChange change = terminate(id);
    assertThat(change.previousState().code()).isEqualTo(16);
    assertThat(change.currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(terminate(id).previousState().code()).isEqualTo(32);
    region.aws().ec2Waiter().waitUntilInstanceTerminated(r -> r.instanceIds(id));
    Instance gone = one(id);
    assertThat(gone.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    assertThat(gone.stateTransitionReason()).isEqualTo("User initiated (2026-01-05 09:00:10 GMT)");
    assertThat(gone.networkInterfaces()).isEmpty();
    assertThat(gone.subnetId()).isNull();

    region.pass(Duration.ofMinutes(59));
    assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
    region.pass(Duration.ofMinutes(2));
    assertThat(refused(() -> one(id))).isEqualTo("InvalidInstanceID.NotFound");
  }

  @Test
  void an_instance_brings_an_interface_and_a_volume_and_takes_them_with_it() {
    Instance instance = run(subnetA);

    assertThat(instance.privateIpAddress()).isEqualTo("10.0.1.4");
    assertThat(instance.privateDnsName()).isEqualTo("ip-10-0-1-4.eu-west-2.compute.internal");
    assertThat(instance.vpcId()).isEqualTo(vpcId);
    assertThat(instance.securityGroups()).extracting("groupName").containsExactly("default");
    assertThat(instance.networkInterfaces())
        .singleElement()
        .satisfies(
            eni -> {
              assertThat(eni.attachment().deviceIndex()).isZero();
              assertThat(eni.attachment().deleteOnTermination()).isTrue();
              assertThat(eni.privateIpAddress()).isEqualTo("10.0.1.4");
            });
    String volume = instance.blockDeviceMappings().get(0).ebs().volumeId();
    assertThat(ec2.describeVolumes(r -> r.volumeIds(volume)).volumes().get(0).size()).isEqualTo(8);

    terminate(instance.instanceId());
    region.pass(Duration.ofSeconds(35));

    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    assertThat(ec2.describeVolumes().volumes()).isEmpty();
    assertThat(refused(() -> ec2.deleteSubnet(r -> r.subnetId(subnetA)))).isEqualTo("accepted");
  }

  @Test
  void a_stop_keeps_the_private_address_and_a_start_lends_another_public_one() {
    makePublic(subnetA);
    String id = run(subnetA).instanceId();
    region.pass(Duration.ofSeconds(10));
    Instance before = one(id);
    assertThat(before.publicIpAddress()).isNotNull();

    ec2.stopInstances(r -> r.instanceIds(id));
    assertThat(state(id)).isEqualTo(InstanceStateName.STOPPING);
    assertThat(refused(() -> ec2.startInstances(r -> r.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState");
    region.aws().ec2Waiter().waitUntilInstanceStopped(r -> r.instanceIds(id));
    assertThat(one(id).publicIpAddress()).isNull();
    assertThat(one(id).privateIpAddress()).isEqualTo(before.privateIpAddress());

    ec2.startInstances(r -> r.instanceIds(id));
    region.aws().ec2Waiter().waitUntilInstanceRunning(r -> r.instanceIds(id));
    assertThat(one(id).publicIpAddress()).isNotNull().isNotEqualTo(before.publicIpAddress());
    assertThat(one(id).launchTime()).isAfter(before.launchTime());
    assertThat(one(id).stateReason()).isNull();
  }

  @Test
  void an_instance_that_never_ran_cannot_be_stopped() {
    String id = run(subnetA).instanceId();

    assertThat(refused(() -> ec2.stopInstances(r -> r.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState");
  }

  @Test
  void one_wrong_id_spares_them_all() {
    String id = run(subnetA).instanceId();

    assertThat(refused(() -> ec2.terminateInstances(r -> r.instanceIds(id, "i-00000000000000000"))))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(refused(() -> ec2.terminateInstances(r -> r.instanceIds(id, "web"))))
        .isEqualTo("InvalidInstanceID.Malformed");
    assertThat(state(id)).isEqualTo(InstanceStateName.PENDING);
  }

  @Test
  void a_protected_instance_is_not_terminated_before_it_is_released() {
    String id = run(subnetA, r -> r.disableApiTermination(true)).instanceId();

    assertThat(refused(() -> terminate(id))).isEqualTo("OperationNotPermitted");
    ec2.modifyInstanceAttribute(
        r -> r.instanceId(id).attribute("disableApiTermination").value("false"));
    assertThat(terminate(id).currentState().code()).isEqualTo(32);
  }

  @Test
  void as_many_as_fit_are_launched_but_not_fewer_than_the_minimum() {
    List<Instance> launched =
        ec2.runInstances(r -> request(subnetB, r).minCount(2).maxCount(20)).instances();

    assertThat(launched).hasSize(11);
    assertThat(launched).extracting(Instance::amiLaunchIndex).startsWith(0, 1, 2);
    assertThat(refused(() -> run(subnetB))).isEqualTo("InsufficientFreeAddressesInSubnet");
  }

  @Test
  void a_zone_without_capacity_refuses_launches_and_starts_and_names_the_others() {
    String id = run(subnetA).instanceId();
    region.pass(Duration.ofSeconds(10));
    ec2.stopInstances(r -> r.instanceIds(id));
    region.pass(Duration.ofSeconds(30));
    Impaired.by(region.platform()).exhaustZoneCapacity("eu-west-2a");

    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, () -> run(subnetA));
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InsufficientInstanceCapacity");
    assertThat(refusal.statusCode()).isEqualTo(500);
    assertThat(refusal.awsErrorDetails().errorMessage())
        .contains(
            "sufficient t3.micro capacity in the Availability Zone you requested (eu-west-2a)")
        .endsWith("or choosing eu-west-2b, eu-west-2c.");
    assertThat(refused(() -> ec2.startInstances(r -> r.instanceIds(id))))
        .isEqualTo("InsufficientInstanceCapacity");
    assertThat(refused(() -> run(subnetB))).isEqualTo("accepted");
  }

  @Test
  void a_zone_without_power_leaves_instances_running_in_name_and_impaired() {
    String id = run(subnetA).instanceId();
    String doomed = run(subnetA).instanceId();
    region.pass(Duration.ofSeconds(10));
    assertThat(status(id)).isEqualTo(SummaryStatus.INITIALIZING);
    region.pass(Duration.ofMinutes(2));
    assertThat(status(id)).isEqualTo(SummaryStatus.OK);

    Undo undo = Impaired.by(region.platform()).cutZonePower("eu-west-2a");
    region.pass(Duration.ofSeconds(119));
    assertThat(status(id)).isEqualTo(SummaryStatus.OK);
    region.pass(Duration.ofSeconds(1));
    assertThat(status(id)).isEqualTo(SummaryStatus.IMPAIRED);
    assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
    terminate(doomed);
    region.pass(Duration.ofHours(1));
    assertThat(state(doomed)).isEqualTo(InstanceStateName.SHUTTING_DOWN);

    undo.undo();
    region.pass(Duration.ofSeconds(35));
    assertThat(state(doomed)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(status(id)).isEqualTo(SummaryStatus.IMPAIRED);
    region.pass(Duration.ofSeconds(85));
    assertThat(status(id)).isEqualTo(SummaryStatus.OK);
  }

  @Test
  void an_instance_whose_zone_loses_power_while_it_starts_fails_to_start() {
    String id = run(subnetA).instanceId();
    region.pass(Duration.ofSeconds(5));
    Impaired.by(region.platform()).cutZonePower("eu-west-2a");
    region.pass(Duration.ofSeconds(5));

    assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(one(id).stateReason().code()).isEqualTo("Server.InternalError");
  }

  @Test
  void only_running_instances_have_a_status_unless_all_are_asked_for() {
    String id = run(subnetA).instanceId();

    assertThat(ec2.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses()).isEmpty();
    assertThat(
            ec2.describeInstanceStatus(r -> r.instanceIds(id).includeAllInstances(true))
                .instanceStatuses())
        .singleElement()
        .satisfies(
            s -> assertThat(s.instanceStatus().status()).isEqualTo(SummaryStatus.NOT_APPLICABLE));
  }

  @Test
  void filters_find_instances_by_what_they_are_and_where_they_stand() {
    String web = run(subnetA, r -> r.tagSpecifications(named("web"))).instanceId();
    String batch = run(subnetB, r -> r.tagSpecifications(named("batch"))).instanceId();
    terminate(batch);

    assertThat(ids("tag:Name", "w*")).containsExactly(web);
    assertThat(ids("subnet-id", subnetB)).containsExactly(batch);
    assertThat(ids("availability-zone", "eu-west-2a")).containsExactly(web);
    assertThat(ids("instance-state-name", "shutting-down")).containsExactly(batch);
    assertThat(ids("vpc-id", vpcId)).containsExactly(web, batch);
    assertThat(refused(() -> ids("colour", "red"))).isEqualTo("InvalidParameterValue");
  }

  @Test
  void a_long_list_comes_in_pages() {
    ec2.runInstances(r -> request(subnetA, r).minCount(7).maxCount(7));

    assertThat(
            ec2.describeInstancesPaginator(r -> r.maxResults(5)).stream()
                .map(page -> page.reservations().get(0).instances().size()))
        .containsExactly(5, 2);
    assertThat(refused(() -> ec2.describeInstances(r -> r.maxResults(2))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void the_same_client_token_launches_once() {
    for (int i = 0; i < 2; i++) {
      run(subnetA, r -> r.clientToken("once"));
    }

    assertThat(ec2.describeInstances().reservations()).hasSize(1);
    assertThat(refused(() -> run(subnetB, r -> r.clientToken("once"))))
        .isEqualTo("IdempotentParameterMismatch");
  }

  private String subnet(String cidr, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpcId).cidrBlock(cidr).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  private void makePublic(String subnetId) {
    ec2.modifySubnetAttribute(r -> r.subnetId(subnetId).mapPublicIpOnLaunch(v -> v.value(true)));
  }

  private Instance run(String subnetId) {
    return run(subnetId, r -> {});
  }

  private Instance run(String subnetId, Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(r -> more.accept(request(subnetId, r))).instances().get(0);
  }

  private static RunInstancesRequest.Builder request(
      String subnetId, RunInstancesRequest.Builder request) {
    return request
        .imageId(AL2023)
        .instanceType("t3.micro")
        .subnetId(subnetId)
        .minCount(1)
        .maxCount(1);
  }

  private static TagSpecification named(String name) {
    return TagSpecification.builder()
        .resourceType(ResourceType.INSTANCE)
        .tags(Tag.builder().key("Name").value(name).build())
        .build();
  }

  private InstanceStateChange terminate(String id) {
    return ec2.terminateInstances(r -> r.instanceIds(id)).terminatingInstances().get(0);
  }

  private Instance one(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id)).reservations().get(0).instances().get(0);
  }

  private InstanceStateName state(String id) {
    return one(id).state().name();
  }

  private SummaryStatus status(String id) {
    InstanceStatus status =
        ec2.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses().get(0);
    assertThat(status.systemStatus().status()).isEqualTo(status.instanceStatus().status());
    return status.instanceStatus().status();
  }

  private List<String> ids(String filter, String value) {
    return ec2
        .describeInstances(r -> r.filters(Filter.builder().name(filter).values(value).build()))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }
}
