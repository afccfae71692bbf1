package dev.azdrill.steps;

import io.cucumber.java.en.Then;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/** Sentences about the region itself. */
public final class RegionSteps {
  private final Scene scene;

  public RegionSteps(Scene scene) {
    this.scene = scene;
  }

  @Then("the region has {int} available zones")
  public void zones(int expected) {
    long available =
        scene.target().session().ec2().describeAvailabilityZones().availabilityZones().stream()
            .map(AvailabilityZone::stateAsString)
            .filter("available"::equals)
            .count();
    if (available != expected) {
      throw new AssertionError("expected " + expected + " available zones, saw " + available);
    }
  }
}
