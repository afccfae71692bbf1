package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.RegionUnderTest;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** A group of on-demand and spot instances on the region's own EC2. */
class SpotInstancesInRegionTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  @BeforeEach
  void one_of_two_is_a_spot_instance() {
    new Provisioner(region.aws(), StepListener.SILENT)
        .provision(Blueprints.shipped("production"), "shop", "test");
    mix("t3.small");
    region.aws().clock().pass(Duration.ofMinutes(40));
  }

  private AutoScalingGroup group() {
    return region.aws().autoScaling().describeAutoScalingGroups().autoScalingGroups().get(0);
  }

  private void mix(String type) {
    AutoScalingGroup group = group();
    String template =
        region.aws().ec2().describeLaunchTemplates().launchTemplates().get(0).launchTemplateId();
    region
        .aws()
        .autoScaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName(group.autoScalingGroupName())
                    .mixedInstancesPolicy(
                        m ->
                            m.launchTemplate(
                                    t ->
                                        t.launchTemplateSpecification(
                                                s -> s.launchTemplateId(template))
                                            .overrides(
                                                LaunchTemplateOverrides.builder()
                                                    .instanceType(type)
                                                    .build()))
                                .instancesDistribution(
                                    d ->
                                        d.onDemandBaseCapacity(1)
                                            .onDemandPercentageAboveBaseCapacity(0))));
  }

  private List<Instance> spot() {
    return region
        .aws()
        .ec2()
        .describeInstances(
            r ->
                r.filters(
                    Filter.builder().name("instance-lifecycle").values("spot").build(),
                    Filter.builder().name("instance-state-name").values("running").build()))
        .reservations()
        .stream()
        .flatMap(each -> each.instances().stream())
        .toList();
  }

  @Test
  void it_is_described_as_one_of_its_type_and_serves_beside_the_other() {
    assertThat(spot())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.instanceLifecycleAsString()).isEqualTo("spot");
              assertThat(each.instanceTypeAsString()).isEqualTo("t3.small");
            });
    assertThat(group().instances())
        .hasSize(2)
        .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  @Test
  void it_cannot_be_stopped_and_can_be_terminated_and_another_one_comes() {
    String id = spot().get(0).instanceId();

    assertThatThrownBy(() -> region.aws().ec2().stopInstances(r -> r.instanceIds(id)))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnsupportedOperation"))
        .hasMessageContaining("one-time Spot Instance request");
    region.aws().ec2().terminateInstances(r -> r.instanceIds(id));
    region.aws().clock().pass(Duration.ofMinutes(20));

    assertThat(spot()).singleElement().matches(each -> !each.instanceId().equals(id));
    assertThat(group().instances()).hasSize(2);
  }

  @Test
  void a_type_that_does_not_exist_is_refused_and_changes_nothing() {
    AutoScalingGroup before = group();

    assertThatThrownBy(() -> mix("t99.giant"))
        .isInstanceOf(AutoScalingException.class)
        .hasMessageContaining("You must use a valid fully-formed launch template")
        .hasMessageContaining("t99.giant");

    assertThat(group().mixedInstancesPolicy()).isEqualTo(before.mixedInstancesPolicy());
    assertThat(spot())
        .extracting(each -> each.state().name())
        .containsOnly(InstanceStateName.RUNNING);
  }
}
