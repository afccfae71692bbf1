package dev.azdrill.steps;

import dev.azdrill.drill.DrillStep;
import dev.azdrill.fault.ApplicationCutOff;
import dev.azdrill.fault.ApplicationHang;
import dev.azdrill.fault.DatabaseFailover;
import dev.azdrill.fault.DatabaseRestart;
import dev.azdrill.fault.InstanceStop;
import dev.azdrill.fault.InstanceTermination;
import dev.azdrill.fault.ZoneCapacityLoss;
import dev.azdrill.fault.ZonePowerLoss;
import io.cucumber.java.en.When;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Sentences about what is broken. */
public final class FaultSteps {
  private final ScenarioContext context;

  public FaultSteps(ScenarioContext context) {
    this.context = context;
  }

  @When("an instance is terminated")
  public void terminate() {
    context.inject(new InstanceTermination(anInstance().instanceId()));
  }

  @When("that instance is terminated")
  public void terminateInThatZone() {
    String zone = context.injection().fault().subject();
    Instance there =
        context.session().monitor().last().inService().stream()
            .filter(i -> i.availabilityZone().equals(zone))
            .min(Comparator.comparing(Instance::instanceId))
            .orElseThrow(() -> context.failure("expected an instance in " + zone + ", saw none"));
    context.inject(new InstanceTermination(there.instanceId()));
  }

  @When("an instance is stopped")
  public void stop() {
    context.inject(new InstanceStop(anInstance().instanceId()));
  }

  @When("the application on an instance hangs")
  public void hang() {
    context.inject(new ApplicationHang(anInstance().instanceId()));
  }

  @When("zone {string} loses power")
  public void losePower(String zone) {
    context.inject(new ZonePowerLoss(zone));
  }

  @When("the zone of the primary database loses power")
  public void losePowerOfPrimary() {
    context.inject(new ZonePowerLoss(database().availabilityZone()));
  }

  @When("the zone of the standby database loses power")
  public void losePowerOfStandby() {
    String zone =
        Optional.ofNullable(database().secondaryAvailabilityZone())
            .orElseThrow(
                () -> context.failure("expected a database with a standby, RDS describes none"));
    context.inject(new ZonePowerLoss(zone));
  }

  @When("EC2 has no capacity in the zone of an instance")
  public void noCapacity() {
    context.inject(new ZoneCapacityLoss(anInstance().availabilityZone()));
  }

  @When("EC2 has no capacity in zone {string}")
  public void noCapacity(String zone) {
    context.inject(new ZoneCapacityLoss(zone));
  }

  @When("the database is made to fail over")
  public void failOver() {
    context.inject(new DatabaseFailover(database().dbInstanceIdentifier()));
  }

  @When("the database is restarted")
  public void restart() {
    context.inject(new DatabaseRestart(database().dbInstanceIdentifier()));
  }

  @When("the rule that admits the load balancer to the application is revoked")
  public void cutOff() {
    context.inject(new ApplicationCutOff(ChangeSteps.applicationGroup(context.inventory())));
  }

  /** Any of the catalogue, as {@code --fault} names it. */
  @When("the fault {string} is injected")
  public void inject(String fault) {
    context.inject(context.faultOf(fault));
  }

  @When("the fault {string} is undone")
  public void undo(String word) {
    context.undo(new DrillStep.Undo(Optional.of(word)));
  }

  @When("power returns to that zone")
  @When("the fault is undone")
  public void undo() {
    context.undo(new DrillStep.Undo());
  }

  /** The first in service by id: the same in every run of one seed. */
  private Instance anInstance() {
    return context.session().monitor().last().inService().stream()
        .min(Comparator.comparing(Instance::instanceId))
        .orElseThrow(() -> context.failure("expected an instance in service, saw none"));
  }

  private DBInstance database() {
    return context.session().context().database();
  }
}
