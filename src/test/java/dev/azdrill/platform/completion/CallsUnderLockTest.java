package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.platform.Impaired;
import dev.azdrill.provision.Provisioner;
import dev.azdrill.provision.StepListener;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls to the foreign EC2 are made while everybody else waits for the writer's lock. */
class CallsUnderLockTest {
  private static final String ZONE = "eu-west-2a";

  private final QueuedActs acts = new QueuedActs();
  private final CompletedRegion completed = new CompletedRegion(acts);

  @AfterEach
  void close() {
    completed.close();
  }

  private Set<String> called() {
    return completed.line().calledUnderLock();
  }

  @Test
  void a_reading_is_never_made_under_it() {
    completed.look();

    assertThat(completed.line().count("DescribeInstances")).isPositive();
    assertThat(called()).isEmpty();
  }

  @Test
  void nor_is_what_stops_and_starts_the_instances_of_a_zone() {
    Ground ground = new Ground(completed);
    ground.group(2);
    completed.aws().autoScaling().suspendProcesses(r -> r.autoScalingGroupName(Ground.GROUP));
    Impaired faults =
        new Impaired(
            new CompletedImpairments(
                completed.region(), completed.compute(), Set.of(Service.AUTO_SCALING)));
    called();

    Impaired.Undo undo = faults.cutZonePower(ZONE);
    assertThat(completed.line().count("StopInstances")).isEqualTo(1);
    assertThat(called()).isEmpty();
    undo.undo();
    completed.pass(Duration.ofMinutes(2));

    assertThat(completed.line().count("StartInstances")).isEqualTo(1);
    assertThat(completed.line().count("DeleteTags")).isEqualTo(1);
    assertThat(called())
        .doesNotContain("StartInstances", "StopInstances", "CreateTags", "DeleteTags");
  }

  @Test
  void nor_is_what_removes_the_network_interfaces_of_services_and_nothing_is_left() {
    Provisioner provisioner = new Provisioner(completed.aws(), StepListener.SILENT);
    Inventory before = completed.standing();
    provisioner.provision(Blueprints.shipped("production"), "locked", "test");
    called();

    provisioner.tearDown("locked");

    assertThat(completed.line().count("DeleteNetworkInterface")).isPositive();
    assertThat(called())
        .doesNotContain(
            "DeleteNetworkInterface", "DescribeAddresses", "DisassociateAddress", "ReleaseAddress");
    completed.passThere(Duration.ofHours(2));
    assertThat(completed.standing()).isEqualTo(before);
    assertThat(completed.ports().residue().sentences()).isEmpty();
  }

  /** They may only become fewer: each is bounded by the deadline of a call to a silent endpoint. */
  @Test
  void what_a_service_cannot_go_on_without_the_answer_of_is() {
    Provisioner provisioner = new Provisioner(completed.aws(), StepListener.SILENT);
    called();
    provisioner.provision(Blueprints.shipped("production"), "locked", "test");
    provisioner.tearDown("locked");

    assertThat(called())
        .containsExactlyInAnyOrder(
            // What a launch, a load balancer or a database is made of.
            "RunInstances",
            "CreateNetworkInterface",
            "AllocateAddress",
            "AssociateAddress",
            "DescribeNetworkInterfaces",
            // An order that is given again until EC2 takes it.
            "TerminateInstances",
            // What a request or an event names and the view does not know.
            "DescribeCertificate",
            "DescribeInstances",
            "DescribeInternetGateways",
            "DescribeLaunchTemplateVersions",
            "DescribeSecurityGroups",
            "DescribeSubnets");
  }
}
