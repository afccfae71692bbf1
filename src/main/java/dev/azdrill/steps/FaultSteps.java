package dev.azdrill.steps;

import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.DatabaseRestart;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import dev.azdrill.inventory.Kind;
import io.cucumber.java.en.When;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Sentences about what is broken. */
public final class FaultSteps {
  private final ScenarioContext scene;

  public FaultSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @When("an instance is terminated")
  public void terminate() {
    scene.inject(new InstanceTermination(anInstance().instanceId()));
  }

  @When("that instance is terminated")
  public void terminateInThatZone() {
    String zone = scene.fault().fault().subject();
    Instance there =
        scene.watch().last().inService().stream()
            .filter(i -> i.availabilityZone().equals(zone))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("expected an instance in " + zone + ", saw none"));
    scene.inject(new InstanceTermination(there.instanceId()));
  }

  @When("an instance is stopped")
  public void stop() {
    scene.inject(new InstanceStop(anInstance().instanceId()));
  }

  @When("the application on an instance hangs")
  public void hang() {
    scene.inject(new ApplicationHang(anInstance().instanceId()));
  }

  @When("zone {string} loses power")
  public void losePower(String zone) {
    scene.inject(new ZonePowerLoss(zone));
  }

  @When("the zone of the primary database loses power")
  public void losePowerOfPrimary() {
    scene.inject(new ZonePowerLoss(database().availabilityZone()));
  }

  @When("the zone of the standby database loses power")
  public void losePowerOfStandby() {
    scene.inject(new ZonePowerLoss(database().secondaryAvailabilityZone()));
  }

  @When("EC2 has no capacity in the zone of an instance")
  public void noCapacity() {
    scene.inject(new ZoneCapacityLoss(anInstance().availabilityZone()));
  }

  @When("the database is made to fail over")
  public void failOver() {
    scene.inject(new DatabaseFailover(database().dbInstanceIdentifier()));
  }

  @When("the database is restarted")
  public void restart() {
    scene.inject(new DatabaseRestart(database().dbInstanceIdentifier()));
  }

  @When("the rule that admits the load balancer to the application is revoked")
  public void cutOff() {
    String group =
        scene.inventory().all(Kind.LAUNCH_TEMPLATE_VERSION).stream()
            .flatMap(version -> Groups.of(version).stream())
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("expected the launch template to name a security group"));
    scene.inject(new ApplicationCutOff(group));
  }

  /** The first in service by id: the same in every run of one seed. */
  private Instance anInstance() {
    return scene.watch().last().inService().stream()
        .min((a, b) -> a.instanceId().compareTo(b.instanceId()))
        .orElseThrow(() -> new AssertionError("expected an instance in service, saw none"));
  }

  private DBInstance database() {
    return new FaultContext(scene.platform(), scene.inventory(), scene.journal()).database();
  }
}
