package dev.azdrill.simulator.fis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.RegionUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateRequest;
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateTargetInput;
import software.amazon.awssdk.services.fis.model.EmptyTargetResolutionMode;
import software.amazon.awssdk.services.fis.model.ExperimentTemplateTargetInputFilter;

/** Experiments on instances: what becomes of the instances, and of the experiment. */
class StoppedInstancesTest {
  private static final Map<String, String> RESTART = Map.of("startInstancesAfterDuration", "PT10M");

  @RegisterExtension final RegionUnderTest region = new RegionUnderTest();
  private Ground ground;

  @BeforeEach
  void stand() {
    ground = new Ground(region);
  }

  private static CreateExperimentTemplateRequest.Builder stop(Map<String, String> parameters) {
    return Ground.onInstances("aws:ec2:stop-instances", parameters);
  }

  private static CreateExperimentTemplateRequest.Builder stop(
      CreateExperimentTemplateTargetInput target) {
    return stop(RESTART).targets(Map.of("I", target));
  }

  @Test
  void the_instances_of_a_zone_are_stopped_and_started_again() {
    String here = ground.instance("a");
    String there = ground.instance("b");
    String id =
        ground.begin(
            stop(Ground.ready("aws:ec2:instance").toBuilder().filters(zone("eu-west-2a")).build()));
    assertThat(ground.status(id)).isEqualTo("running");

    region.pass(Duration.ofMinutes(1));
    assertThat(ground.state(here)).isEqualTo("stopped");
    assertThat(ground.state(there)).isEqualTo("running");
    assertThat(ground.status(id, "act")).isEqualTo("running");

    region.pass(Duration.ofMinutes(10));
    assertThat(ground.state(here)).isEqualTo("running");
    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(ground.status(id, "act")).isEqualTo("completed");
    assertThat(ground.experiment(id).endTime()).isAfter(ground.experiment(id).startTime());
  }

  private static ExperimentTemplateTargetInputFilter zone(String name) {
    return ExperimentTemplateTargetInputFilter.builder()
        .path("Placement.AvailabilityZone")
        .values(name)
        .build();
  }

  @Test
  void what_is_stopped_early_is_started_at_once_even_while_it_still_stops() {
    String instance = ground.instance("a");
    String id = ground.begin(stop(RESTART));
    assertThat(ground.state(instance)).isEqualTo("stopping");

    assertThat(ground.fis().stopExperiment(r -> r.id(id)).experiment().state().statusAsString())
        .isEqualTo("stopping");
    region.pass(Duration.ofMinutes(1));

    assertThat(ground.state(instance)).isEqualTo("running");
    assertThat(ground.status(id)).isEqualTo("stopped");
    assertThat(ground.status(id, "act")).isEqualTo("stopped");
    assertThat(FisRefusal.of(() -> ground.fis().stopExperiment(r -> r.id(id))))
        .startsWith("400 ValidationException");
  }

  @Test
  void one_that_was_stopped_before_stays_stopped() {
    String instance = ground.instance("a");
    ground.ec2().stopInstances(r -> r.instanceIds(instance));
    region.pass(Duration.ofMinutes(2));
    String id = ground.begin(stop(RESTART));

    region.pass(Duration.ofMinutes(11));

    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(ground.state(instance)).isEqualTo("stopped");
  }

  @Test
  void without_a_duration_they_stay_stopped_and_the_action_is_through_at_once() {
    String instance = ground.instance("a");
    String id = ground.begin(stop(Map.of()));

    region.pass(Duration.ofHours(1));

    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(ground.state(instance)).isEqualTo("stopped");
  }

  @Test
  void an_instance_that_was_terminated_meanwhile_lets_the_action_fail_unless_it_may_complete() {
    String failing = ground.begin(stop(terminatedMeanwhile(Map.of())));
    terminateAll();
    region.pass(Duration.ofMinutes(11));
    assertThat(ground.status(failing)).isEqualTo("failed");
    assertThat(ground.reason(failing)).contains("completeIfInstancesTerminated");
    assertThat(ground.status(failing, "act")).isEqualTo("failed");

    String completing =
        ground.begin(stop(terminatedMeanwhile(Map.of("completeIfInstancesTerminated", "true"))));
    terminateAll();
    region.pass(Duration.ofMinutes(11));
    assertThat(ground.status(completing)).isEqualTo("completed");
  }

  private Map<String, String> terminatedMeanwhile(Map<String, String> more) {
    ground.instance("a");
    return Map.of(
        "startInstancesAfterDuration",
        "PT10M",
        "completeIfInstancesTerminated",
        more.getOrDefault("completeIfInstancesTerminated", "false"));
  }

  private void terminateAll() {
    List<String> ids =
        ground.ec2().describeInstances().reservations().stream()
            .flatMap(r -> r.instances().stream())
            .map(i -> i.instanceId())
            .toList();
    ground.ec2().terminateInstances(r -> r.instanceIds(ids));
  }

  @Test
  void targets_that_find_nothing_fail_the_experiment_or_are_skipped() {
    String failed = ground.begin(stop(RESTART));
    assertThat(ground.status(failed)).isEqualTo("failed");
    assertThat(ground.reason(failed)).isEqualTo("Target resolution returned empty set: I");
    assertThat(ground.status(failed, "act")).isEqualTo("cancelled");

    String skipped =
        ground.begin(
            stop(RESTART)
                .experimentOptions(
                    o -> o.emptyTargetResolutionMode(EmptyTargetResolutionMode.SKIP)));
    assertThat(ground.status(skipped)).isEqualTo("completed");
    assertThat(ground.status(skipped, "act")).isEqualTo("skipped");
  }

  @Test
  void a_count_or_a_percentage_of_what_is_found_is_taken() {
    List<String> all = Stream.of("a", "a", "b", "b", "b").map(ground::instance).toList();

    assertThat(resolved("COUNT(2)")).hasSize(2);
    assertThat(resolved("PERCENT(50)")).as("half of five, rounded down").hasSize(2);
    assertThat(resolved("COUNT(9)")).hasSize(all.size());
    assertThat(resolved("ALL"))
        .containsExactlyElementsOf(
            all.stream().map(i -> "arn:aws:ec2:eu-west-2:123456789012:instance/" + i).toList());
  }

  private List<String> resolved(String mode) {
    String id =
        ground.begin(
            stop(Ground.ready("aws:ec2:instance").toBuilder().selectionMode(mode).build()));
    List<String> arns =
        ground
            .fis()
            .listExperimentResolvedTargets(r -> r.experimentId(id))
            .resolvedTargets()
            .stream()
            .map(each -> each.targetInformation().get("arn"))
            .toList();
    ground.fis().stopExperiment(r -> r.id(id));
    region.pass(Duration.ofMinutes(3));
    return arns;
  }

  @Test
  void instances_are_terminated_and_rebooted() {
    String instance = ground.instance("a");
    ground.begin(Ground.onInstances("aws:ec2:reboot-instances", Map.of()));
    assertThat(ground.state(instance)).isEqualTo("running");

    String id = ground.begin(Ground.onInstances("aws:ec2:terminate-instances", Map.of()));
    region.pass(Duration.ofMinutes(1));
    assertThat(ground.state(instance)).isEqualTo("terminated");
    assertThat(ground.status(id)).isEqualTo("completed");
  }

  @Test
  void what_a_service_refuses_fails_the_action_with_its_words() {
    String instance = ground.instance("a");
    ground
        .ec2()
        .modifyInstanceAttribute(
            r -> r.instanceId(instance).disableApiTermination(a -> a.value(true)));

    String id = ground.begin(Ground.onInstances("aws:ec2:terminate-instances", Map.of()));

    assertThat(ground.status(id)).isEqualTo("failed");
    assertThat(ground.reason(id)).contains("act failed").contains("disableApiTermination");
    assertThat(ground.state(instance)).isEqualTo("running");
  }

  @Test
  void a_preview_finds_the_targets_and_does_nothing() {
    String instance = ground.instance("a");
    String template = ground.template(stop(RESTART));
    String id =
        ground
            .fis()
            .startExperiment(
                r ->
                    r.experimentTemplateId(template)
                        .experimentOptions(o -> o.actionsMode("skip-all")))
            .experiment()
            .id();
    region.pass(Duration.ofMinutes(1));

    assertThat(ground.status(id)).isEqualTo("completed");
    assertThat(ground.status(id, "act")).isEqualTo("skipped");
    assertThat(ground.state(instance)).isEqualTo("running");
    assertThat(
            ground.fis().listExperimentResolvedTargets(r -> r.experimentId(id)).resolvedTargets())
        .hasSize(1);
  }
}
