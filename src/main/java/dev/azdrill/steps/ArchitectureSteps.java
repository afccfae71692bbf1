package dev.azdrill.steps;

import dev.azdrill.evidence.Strength;
import dev.azdrill.guarantee.Guarantee;
import dev.azdrill.guarantee.Guarantees;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.guarantee.Verdict;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import io.cucumber.java.ParameterType;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.util.Locale;

/** Sentences about architectures: which stand, and what they guarantee. */
public final class ArchitectureSteps {
  private final ScenarioContext scene;

  public ArchitectureSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  /** A claim, in the words of the catalogue. */
  @ParameterType(".+")
  public Guarantee claim(String statement) {
    return Guarantees.stated(statement)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a claim of the catalogue, saw '"
                        + statement
                        + "'; the catalogue has: "
                        + String.join(
                            "; ", Guarantees.all().stream().map(Guarantee::statement).toList())));
  }

  @Given("the {word} architecture is running")
  public void running(String blueprint) {
    provision(Blueprints.shipped(blueprint));
  }

  @Given("the {word} architecture is running in {int} zones")
  public void running(String blueprint, int zones) {
    provision(Blueprints.shipped(blueprint).withZones(zones));
  }

  private void provision(Blueprint blueprint) {
    scene.provision(blueprint);
    scene.note(
        "architecture.running", blueprint.name(), "over " + String.join(", ", blueprint.zones()));
  }

  @Then("the {word} architecture guarantees that {claim}")
  public void guarantees(String blueprint, Guarantee claim) {
    expect(Verdict.PROVEN, prove(blueprint, claim), claim);
  }

  @Then("the {word} architecture violates that {claim}")
  public void violates(String blueprint, Guarantee claim) {
    expect(Verdict.VIOLATED, prove(blueprint, claim), claim);
  }

  @Then("the {word} architecture does not guarantee that {claim}")
  public void doesNotGuarantee(String blueprint, Guarantee claim) {
    Proof proof = prove(blueprint, claim);
    if (proof.verdict() == Verdict.PROVEN) {
      throw new AssertionError(
          "expected that it is not guaranteed that "
              + claim.statement()
              + ", it is: "
              + proof.because());
    }
  }

  /** What is described now: somebody may have changed it since the last look. */
  private Proof prove(String blueprint, Guarantee claim) {
    scene.discover(blueprint);
    Proof proof = claim.prove(scene.inventory(blueprint));
    scene
        .journal()
        .note(
            scene.platform().session().clock().now(),
            "guarantee." + proof.verdict().name().toLowerCase(Locale.ROOT),
            blueprint,
            claim.statement() + ": " + proof.because(),
            Strength.CONFIGURATION_PROOF,
            scene.platform().answeredBy());
    return proof;
  }

  private static void expect(Verdict expected, Proof proof, Guarantee claim) {
    if (proof.verdict() != expected) {
      throw new AssertionError(
          "expected "
              + expected
              + " that "
              + claim.statement()
              + ", saw "
              + proof.verdict()
              + ": "
              + proof.because());
    }
  }
}
