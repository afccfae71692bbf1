package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Source: Amazon EC2 Auto Scaling User Guide, "Use instance scale-in protection". */
class ScaleInProtectionTest {
  private static final String BLOCKED =
      "Could not scale to desired capacity because all remaining instances are protected from"
          + " scale in.";

  private final AutoScalingUnderTest region = new AutoScalingUnderTest();

  @AfterEach
  void close() {
    region.close();
  }

  private List<Activity> blocked() {
    return region
        .client()
        .describeScalingActivities(r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME))
        .activities()
        .stream()
        .filter(activity -> BLOCKED.equals(activity.statusMessage()))
        .toList();
  }

  private void protect(Instance instance, boolean isProtected) {
    region
        .client()
        .setInstanceProtection(
            r ->
                r.autoScalingGroupName(AutoScalingUnderTest.NAME)
                    .instanceIds(instance.instanceId())
                    .protectedFromScaleIn(isProtected));
  }

  @Test
  void a_group_whose_members_are_all_protected_says_so_once_and_goes_on_when_one_is_not() {
    region.settled(AutoScalingUnderTest.wanted().minSize(1).newInstancesProtectedFromScaleIn(true));
    assertThat(blocked()).isEmpty();

    region
        .client()
        .setDesiredCapacity(
            r -> r.autoScalingGroupName(AutoScalingUnderTest.NAME).desiredCapacity(1));
    region.pass(Duration.ofMinutes(10));
    Instance still = region.inService().get(1);
    protect(still, true); // after which the group looks again
    region.pass(Duration.ofHours(1));
    assertThat(region.inService()).hasSize(2);
    assertThat(blocked())
        .singleElement()
        .satisfies(
            activity -> {
              assertThat(activity.statusCodeAsString()).isEqualTo("Cancelled");
              assertThat(activity.cause())
                  .contains("changing the desired capacity from 2 to 1")
                  .endsWith("all remaining instances are protected from scale in.");
            });

    Instance free = region.inService().get(0);
    protect(free, false);
    region.pass(Duration.ofMinutes(10));
    assertThat(region.inService())
        .singleElement()
        .satisfies(left -> assertThat(left.instanceId()).isNotEqualTo(free.instanceId()));
  }

  @Test
  void an_instance_that_is_not_in_service_cannot_be_protected() {
    region.client().createAutoScalingGroup(AutoScalingUnderTest.wanted().build());
    for (int second = 0; second < 60 && region.group().instances().isEmpty(); second++) {
      region.pass(Duration.ofSeconds(1));
    }
    Instance pending = region.group().instances().get(0);
    assertThat(pending.lifecycleStateAsString()).isEqualTo("Pending");

    assertThatThrownBy(() -> protect(pending, true))
        .isInstanceOf(AutoScalingException.class)
        .hasMessageContaining("is not in InService or EnteringStandby or Standby.");
  }
}
