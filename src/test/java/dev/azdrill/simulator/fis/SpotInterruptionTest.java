package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Spot instances that an experiment lets AWS take back. */
class SpotInterruptionTest {
  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();

  private List<String> members() {
    return region.aws().autoScaling().describeAutoScalingInstances().autoScalingInstances().stream()
        .map(each -> each.instanceId())
        .toList();
  }

  private void group(Ground ground) {
    ground
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName("web")
                    .launchTemplateData(
                        d -> d.imageId(ground.imageId()).instanceType(InstanceType.T3_MICRO)));
    region
        .aws()
        .autoScaling()
        .createAutoScalingGroup(
            r ->
                r.autoScalingGroupName("web")
                    .mixedInstancesPolicy(
                        m ->
                            m.launchTemplate(
                                    t ->
                                        t.launchTemplateSpecification(
                                            s -> s.launchTemplateName("web")))
                                .instancesDistribution(
                                    d ->
                                        d.onDemandBaseCapacity(0)
                                            .onDemandPercentageAboveBaseCapacity(0)))
                    .minSize(1)
                    .maxSize(2)
                    .vpcZoneIdentifier(ground.subnet("a"))
                    .tags(Ground.ofGroup("web", "Ready", true)));
    region.pass(Duration.ofMinutes(3));
  }

  @Test
  void they_run_until_their_notice_is_over_and_then_they_are_terminated() {
    Ground ground = new Ground(region);
    String onDemand = ground.instance("a");
    group(ground);
    String spot = members().get(0);

    String id =
        ground.begin(
            Ground.blank()
                .targets(Map.of("S", Ground.ready("aws:ec2:spot-instance")))
                .actions(
                    Map.of(
                        "interrupt",
                        Ground.action(
                            "aws:ec2:send-spot-instance-interruptions",
                            Map.of("durationBeforeInterruption", "PT5M"),
                            Map.of("SpotInstances", "S")))));

    region.pass(Duration.ofMinutes(4));
    assertThat(ground.state(spot)).isEqualTo("running");
    region.pass(Duration.ofMinutes(5));
    assertThat(ground.state(spot)).isEqualTo("terminated");
    assertThat(ground.state(onDemand)).isEqualTo("running");
    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(members()).hasSize(1).doesNotContain(spot);
  }
}
