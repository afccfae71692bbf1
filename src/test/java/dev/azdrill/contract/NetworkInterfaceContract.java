package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

@Contract
class NetworkInterfaceContract {
  @Test
  void a_network_interface_waits_in_its_subnet_with_the_default_group(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    NetworkInterface made = ground.describe(ground.networkInterface(subnet));

    assertThat(made.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE);
    assertThat(made.subnetId()).isEqualTo(subnet);
    assertThat(made.vpcId()).isEqualTo(ground.vpc());
    assertThat(made.availabilityZone()).isEqualTo(s.zone(0));
    assertThat(made.privateIpAddress()).startsWith("10.77.1.");
    assertThat(made.sourceDestCheck()).isTrue();
    assertThat(made.groups())
        .singleElement()
        .satisfies(each -> assertThat(each.groupId()).isEqualTo(ground.defaultGroup()));
  }

  @Test
  void two_network_interfaces_have_two_addresses(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();

    assertThat(ground.describe(ground.networkInterface(subnet)).privateIpAddress())
        .isNotEqualTo(ground.describe(ground.networkInterface(subnet)).privateIpAddress());
  }

  @Test
  void the_groups_of_a_network_interface_can_be_changed(Subject s) {
    NetworkFixture ground = s.ground();
    String networkInterface = ground.networkInterface(ground.subnet());
    String group = ground.group("other");

    s.ec2()
        .modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(networkInterface).groups(group));

    assertThat(ground.describe(networkInterface).groups())
        .singleElement()
        .satisfies(each -> assertThat(each.groupId()).isEqualTo(group));
    s.ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(networkInterface).groups(ground.defaultGroup()));
  }

  @Test
  void a_network_interface_in_no_subnet_is_refused(Subject s) {
    assertThat(
            Refusal.of(
                () -> s.ec2().createNetworkInterface(r -> r.subnetId("subnet-00000000000000000"))))
        .isEqualTo("InvalidSubnetID.NotFound");
  }

  @Test
  void a_network_interface_that_is_deleted_is_not_found(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.networkInterface(ground.subnet());

    s.ec2().deleteNetworkInterface(r -> r.networkInterfaceId(id));

    assertThat(Refusal.of(() -> ground.describe(id)))
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
    assertThat(Refusal.of(() -> s.ec2().deleteNetworkInterface(r -> r.networkInterfaceId(id))))
        .isEqualTo("InvalidNetworkInterfaceID.NotFound");
  }

  @Test
  void the_network_interface_of_an_instance_is_in_use(Subject s) {
    NetworkFixture ground = s.ground();
    Instance instance = ground.running(ground.subnet());
    String id = instance.networkInterfaces().get(0).networkInterfaceId();

    NetworkInterface its = ground.describe(id);

    assertThat(its.status()).isEqualTo(NetworkInterfaceStatus.IN_USE);
    assertThat(its.attachment().instanceId()).isEqualTo(instance.instanceId());
    assertThat(its.attachment().deviceIndex()).isZero();
    assertThat(its.attachment().deleteOnTermination()).isTrue();
    assertThat(its.privateIpAddress()).isEqualTo(instance.privateIpAddress());
  }

  @Test
  void the_network_interface_of_an_instance_cannot_be_deleted(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).networkInterfaces().get(0).networkInterfaceId();

    assertThat(Refusal.of(() -> s.ec2().deleteNetworkInterface(r -> r.networkInterfaceId(id))))
        .isIn("InvalidParameterValue", "InvalidNetworkInterface.InUse");
  }

  @Test
  void the_first_network_interface_of_an_instance_cannot_be_detached(Subject s) {
    NetworkFixture ground = s.ground();
    String id = ground.running(ground.subnet()).networkInterfaces().get(0).networkInterfaceId();
    String attachment = ground.describe(id).attachment().attachmentId();

    assertThat(Refusal.of(() -> s.ec2().detachNetworkInterface(r -> r.attachmentId(attachment))))
        .isEqualTo("OperationNotPermitted");
  }

  @Test
  void the_network_interface_goes_with_its_instance(Subject s) {
    NetworkFixture ground = s.ground();
    String subnet = ground.subnet();
    Instance instance = ground.running(subnet);
    assertThat(instance.networkInterfaces()).hasSize(1);

    s.ec2().terminateInstances(r -> r.instanceIds(instance.instanceId()));
    ground.await(instance.instanceId(), InstanceStateName.TERMINATED);

    s.eventually("the network interface to be gone")
        .until(
            () ->
                s.ec2()
                    .describeNetworkInterfaces(r -> r.filters(Subject.by("subnet-id", subnet)))
                    .networkInterfaces(),
            all -> all.isEmpty());
  }
}
