package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.RefreshPreferences;
import software.amazon.awssdk.services.autoscaling.model.ScaleInProtectedInstances;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;

/** Source: Amazon EC2 Auto Scaling User Guide, "Use an instance refresh". */
class InstanceRefreshesTest {
  private static final String NAME = AutoScalingUnderTest.NAME;

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private String start(Consumer<RefreshPreferences.Builder> preferences) {
    return start(preferences, r -> {});
  }

  private String start(
      Consumer<RefreshPreferences.Builder> preferences,
      Consumer<StartInstanceRefreshRequest.Builder> more) {
    return region
        .client()
        .startInstanceRefresh(
            StartInstanceRefreshRequest.builder()
                .autoScalingGroupName(NAME)
                .preferences(preferences)
                .applyMutation(more)
                .build())
        .instanceRefreshId();
  }

  private InstanceRefresh refresh(String id) {
    return region
        .client()
        .describeInstanceRefreshes(r -> r.autoScalingGroupName(NAME).instanceRefreshIds(id))
        .instanceRefreshes()
        .get(0);
  }

  private List<String> versions() {
    return region.inService().stream().map(each -> each.launchTemplate().version()).toList();
  }

  private String code(Runnable call) {
    return catchThrowableOfType(AutoScalingException.class, call::run)
        .awsErrorDetails()
        .errorCode();
  }

  private void six() {
    region.settled(AutoScalingUnderTest.wanted().desiredCapacity(6));
    region.latestVersion = 2;
  }

  @Test
  void instances_are_replaced_within_the_minimum_of_healthy_ones() {
    six();
    String id = start(p -> p.minHealthyPercentage(50).instanceWarmup(60));
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.PENDING);

    int least = 6;
    for (int i = 0; i < 60; i++) {
      region.pass(Duration.ofSeconds(20));
      least = Math.min(least, region.inService().size());
    }

    assertThat(least).isEqualTo(3);
    assertThat(versions()).containsExactly("2", "2", "2", "2", "2", "2");
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
    assertThat(refresh(id).percentageComplete()).isEqualTo(100);
    assertThat(refresh(id).instancesToUpdate()).isZero();
    assertThat(refresh(id).endTime()).isAfter(refresh(id).startTime());
  }

  @Test
  void it_waits_at_a_checkpoint_and_ends_at_one_that_is_not_the_whole() {
    six();
    String id =
        start(
            p ->
                p.minHealthyPercentage(90)
                    .instanceWarmup(0)
                    .checkpointPercentages(20, 50)
                    .checkpointDelay(1800));

    region.pass(Duration.ofMinutes(20));
    assertThat(versions()).filteredOn("2"::equals).hasSize(2);
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.IN_PROGRESS);
    assertThat(refresh(id).percentageComplete()).isEqualTo(33);
    region.pass(Duration.ofMinutes(40));

    assertThat(versions()).filteredOn("2"::equals).hasSize(3);
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
  }

  @Test
  void those_that_match_already_or_are_protected_can_be_left_alone() {
    region.settled(AutoScalingUnderTest.wanted());
    String same = start(p -> p.skipMatching(true).instanceWarmup(0));
    region.pass(Duration.ofMinutes(5));
    assertThat(refresh(same).status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
    assertThat(versions()).containsExactly("1", "1");

    region.latestVersion = 2;
    Instance kept = region.inService().get(0);
    region
        .client()
        .setInstanceProtection(
            r ->
                r.autoScalingGroupName(NAME)
                    .instanceIds(kept.instanceId())
                    .protectedFromScaleIn(true));
    String other =
        start(p -> p.scaleInProtectedInstances(ScaleInProtectedInstances.IGNORE).instanceWarmup(0));
    region.pass(Duration.ofMinutes(10));

    assertThat(refresh(other).status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
    assertThat(versions()).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void a_desired_configuration_becomes_the_groups_own_when_all_are_replaced() {
    region.settled(
        AutoScalingUnderTest.wanted().launchTemplate(t -> t.launchTemplateId("lt-1").version("1")));
    String id =
        start(
            p -> p.instanceWarmup(0).autoRollback(true).bakeTime(600),
            r ->
                r.desiredConfiguration(
                    c -> c.launchTemplate(t -> t.launchTemplateId("lt-1").version("7"))));
    assertThat(region.group().launchTemplate().version()).isEqualTo("1");
    region.pass(Duration.ofMinutes(9));

    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.BAKING);
    region.pass(Duration.ofMinutes(15));
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.SUCCESSFUL);
    assertThat(region.group().launchTemplate().version()).isEqualTo("7");
    assertThat(versions()).containsExactly("7", "7");
  }

  @Test
  void a_rollback_replaces_again_what_was_replaced() {
    region.settled(
        AutoScalingUnderTest.wanted().launchTemplate(t -> t.launchTemplateId("lt-1").version("1")));
    String id =
        start(
            p -> p.instanceWarmup(600),
            r ->
                r.desiredConfiguration(
                    c -> c.launchTemplate(t -> t.launchTemplateId("lt-1").version("7"))));
    region.pass(Duration.ofMinutes(3));
    assertThat(versions()).containsExactlyInAnyOrder("1", "7");

    region.client().rollbackInstanceRefresh(r -> r.autoScalingGroupName(NAME));
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.ROLLBACK_IN_PROGRESS);
    assertThat(refresh(id).rollbackDetails().rollbackReason()).isNotEmpty();
    region.pass(Duration.ofMinutes(30));

    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.ROLLBACK_SUCCESSFUL);
    assertThat(versions()).containsExactly("1", "1");
    assertThat(region.group().launchTemplate().version()).isEqualTo("1");
  }

  @Test
  void one_that_gets_nowhere_fails_after_an_hour() {
    region.settled(AutoScalingUnderTest.wanted());
    region
        .inService()
        .forEach(
            each ->
                region
                    .client()
                    .setInstanceProtection(
                        r ->
                            r.autoScalingGroupName(NAME)
                                .instanceIds(each.instanceId())
                                .protectedFromScaleIn(true)));
    String id = start(p -> {});
    region.pass(Duration.ofMinutes(59));
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.IN_PROGRESS);
    region.pass(Duration.ofMinutes(3));

    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.FAILED);
    assertThat(refresh(id).statusReason()).isNotEmpty();
  }

  @Test
  void one_that_is_cancelled_lets_what_it_began_finish_and_goes_no_further() {
    six();
    String id = start(p -> p.instanceWarmup(0));
    region.pass(Duration.ofSeconds(30));
    region.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(NAME));
    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.CANCELLING);
    region.pass(Duration.ofMinutes(10));

    assertThat(refresh(id).status()).isEqualTo(InstanceRefreshStatus.CANCELLED);
    assertThat(versions()).hasSize(6).filteredOn("2"::equals).hasSize(1);

    String other = start(p -> p.instanceWarmup(0));
    region
        .client()
        .cancelInstanceRefresh(
            r -> r.autoScalingGroupName(NAME).waitForTransitioningInstances(false));
    assertThat(refresh(other).status()).isEqualTo(InstanceRefreshStatus.CANCELLED);
  }

  @Test
  void what_does_not_go_together_is_refused() {
    region.settled(AutoScalingUnderTest.wanted());
    assertThat(code(() -> region.client().cancelInstanceRefresh(r -> r.autoScalingGroupName(NAME))))
        .isEqualTo("ActiveInstanceRefreshNotFound");
    assertThat(code(() -> start(p -> p.autoRollback(true)))).isEqualTo("ValidationError");
    assertThat(
            code(
                () ->
                    start(
                        p -> p.autoRollback(true),
                        r ->
                            r.desiredConfiguration(
                                c ->
                                    c.launchTemplate(
                                        t -> t.launchTemplateId("lt-1").version("7"))))))
        .as("the group launches from $Latest, which nobody can go back to")
        .isEqualTo("ValidationError");
    assertThat(code(() -> start(p -> p.checkpointPercentages(50, 20))))
        .isEqualTo("ValidationError");
    assertThat(code(() -> start(p -> p.maxHealthyPercentage(120)))).isEqualTo("ValidationError");

    start(p -> {});
    assertThat(code(() -> start(p -> {}))).isEqualTo("InstanceRefreshInProgress");
    assertThat(
            code(() -> region.client().rollbackInstanceRefresh(r -> r.autoScalingGroupName(NAME))))
        .isEqualTo("IrreversibleInstanceRefresh");
  }
}
