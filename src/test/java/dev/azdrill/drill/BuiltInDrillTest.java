package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.DBInstance;

class BuiltInDrillTest {
  private static final Inventory STACK =
      Inventory.builder()
          .add(
              Kind.AUTO_SCALING_GROUP,
              List.of(
                  AutoScalingGroup.builder()
                      .instances(
                          instance("i-0", LifecycleState.TERMINATING_WAIT),
                          instance("i-2", LifecycleState.IN_SERVICE),
                          instance("i-1", LifecycleState.IN_SERVICE))
                      .build()))
          .add(Kind.SUBNET, List.of(subnet("eu-west-2b"), subnet("eu-west-2a")))
          .add(
              Kind.DB_INSTANCE,
              List.of(
                  DBInstance.builder()
                      .dbInstanceIdentifier("orders")
                      .availabilityZone("eu-west-2b")
                      .build()))
          .build();

  private static Instance instance(String id, LifecycleState state) {
    return Instance.builder().instanceId(id).lifecycleState(state).build();
  }

  private static Subnet subnet(String zone) {
    return Subnet.builder().availabilityZone(zone).build();
  }

  private static List<Expectation> recovery(Drill drill) {
    return drill.expectations().stream().map(TimedExpectation::expectation).toList();
  }

  @Test
  void without_a_subject_the_first_of_the_stack_is_drilled() {
    assertThat(BuiltInDrill.INSTANCE_TERMINATION.on(STACK, Optional.empty()).faults())
        .containsExactly(new InstanceTermination("i-1"));
    assertThat(BuiltInDrill.ZONE_POWER_LOSS.on(STACK, Optional.empty()).faults())
        .containsExactly(new ZonePowerLoss("eu-west-2a"));
    assertThat(BuiltInDrill.DATABASE_FAILOVER.on(STACK, Optional.of("orders")).faults())
        .containsExactly(new DatabaseFailover("orders"));
  }

  @ParameterizedTest
  @EnumSource
  void a_subject_that_the_stack_does_not_have_is_refused(BuiltInDrill drill) {
    assertThatThrownBy(() -> drill.on(STACK, Optional.of("nowhere")))
        .isInstanceOf(FaultException.class)
        .hasMessageStartingWith(
            "expected a subject of the " + drill.words() + " drill, saw 'nowhere'. There is: ");
  }

  @ParameterizedTest
  @EnumSource
  void a_stack_that_has_nothing_to_drill_is_refused(BuiltInDrill drill) {
    assertThatThrownBy(() -> drill.on(Inventory.builder().build(), Optional.empty()))
        .isInstanceOf(FaultException.class)
        .hasMessage(
            "expected something in the stack to run the "
                + drill.words()
                + " drill on, saw nothing");
  }

  @Test
  void a_misspelt_subject_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> BuiltInDrill.DATABASE_FAILOVER.on(STACK, Optional.of("order")))
        .hasMessageEndingWith("saw 'order': did you mean orders? There is: orders");
  }

  @ParameterizedTest
  @EnumSource
  void a_drill_is_found_by_its_words_and_as_it_is_typed(BuiltInDrill drill) {
    assertThat(BuiltInDrill.named(drill.words())).contains(drill);
    assertThat(BuiltInDrill.named(drill.label())).contains(drill);
    assertThat(BuiltInDrill.named(drill.name())).isEmpty();
    assertThat(BuiltInDrill.all()).contains(drill.words());
    assertThat(BuiltInDrill.labels()).contains(drill.label());
  }

  @Test
  void a_zone_loss_expects_a_failover_only_where_the_primary_stands() {
    assertThat(recovery(Drills.zonePowerLoss(STACK, "eu-west-2b")))
        .contains(
            new Expectation.DatabaseFailedOver(), new Expectation.PrimaryOutsideZone("eu-west-2b"));
    assertThat(recovery(Drills.zonePowerLoss(STACK, "eu-west-2a")))
        .containsExactly(
            new Expectation.ZoneEvicted("eu-west-2a"),
            new Expectation.ClientsServed(),
            new Expectation.CapacityOutsideZone("eu-west-2a"),
            new Expectation.TargetsHealthy(Set.of("eu-west-2a")),
            new Expectation.InstancesSpread());
  }

  @ParameterizedTest
  @EnumSource
  void the_same_drill_is_the_same_value(BuiltInDrill drill) {
    Drill first = drill.on(STACK, Optional.empty());
    Drill second = drill.on(STACK, Optional.empty());

    assertThat(first).isEqualTo(second);
    assertThat(recovery(first)).contains(new Expectation.ClientsServed());
  }
}
