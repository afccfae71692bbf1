package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Impaired;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** No call to a foreign EC2 is made while everybody else waits for the writer's lock. */
class CallsUnderLockTest {
  private static final String ZONE = "eu-west-2a";
  private static final String STACK = "locked";

  private final QueuedActs acts = new QueuedActs();
  private final CompletedRegion completed = new CompletedRegion(acts);
  private final Provisioner provisioner = new Provisioner(completed.aws(), StepListener.SILENT);

  @AfterEach
  void close() {
    completed.close();
  }

  private Set<String> called() {
    return completed.line().calledUnderLock();
  }

  private Inventory stack() {
    return new Discovery(completed.aws()).byStack(STACK);
  }

  private Impaired faults() {
    return new Impaired(
        new CompletedImpairments(
            completed.region(), completed.compute(), Set.of(Service.AUTO_SCALING)));
  }

  private List<TargetHealthStateEnum> health() {
    String group = stack().all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    return new Discovery(completed.aws())
        .targetHealth(group).stream().map(each -> each.targetHealth().state()).toList();
  }

  @Test
  void not_over_a_provisioning_a_zone_loss_and_a_teardown_and_nothing_is_left() {
    Inventory before = completed.standing();

    provisioner.provision(Blueprints.shipped("production"), STACK, "test");
    assertThat(called()).as("provisioning").isEmpty();
    assertThat(health())
        .containsExactly(TargetHealthStateEnum.HEALTHY, TargetHealthStateEnum.HEALTHY);

    Impaired.Undo undo = faults().cutZonePower(ZONE);
    completed.pass(Duration.ofMinutes(15));
    undo.undo();
    completed.pass(Duration.ofMinutes(15));
    assertThat(called()).as("a zone loss").isEmpty();
    assertThat(completed.line().count("StopInstances")).isPositive();
    assertThat(health()).filteredOn(TargetHealthStateEnum.HEALTHY::equals).hasSize(2);

    provisioner.tearDown(STACK);
    assertThat(called()).as("teardown").isEmpty();

    completed.passThere(Duration.ofHours(2));
    assertThat(completed.standing()).isEqualTo(before);
    assertThat(completed.ports().residue().sentences()).isEmpty();
    assertThat(completed.line().count("RunInstances")).isPositive();
    assertThat(completed.line().count("CreateNetworkInterface")).isPositive();
    assertThat(completed.line().count("DeleteNetworkInterface")).isPositive();
    assertThat(completed.line().count("TerminateInstances")).isPositive();
  }

  @Test
  void nor_for_what_stops_and_starts_the_instances_of_a_zone() {
    Ground ground = new Ground(completed);
    ground.group(2);
    completed.aws().autoScaling().suspendProcesses(r -> r.autoScalingGroupName(Ground.GROUP));
    called();

    Impaired.Undo undo = faults().cutZonePower(ZONE);
    assertThat(completed.line().count("StopInstances")).isEqualTo(1);
    undo.undo();
    completed.pass(Duration.ofMinutes(2));

    assertThat(completed.line().count("StartInstances")).isEqualTo(1);
    assertThat(completed.line().count("DeleteTags")).isEqualTo(1);
    assertThat(called()).isEmpty();
  }
}
