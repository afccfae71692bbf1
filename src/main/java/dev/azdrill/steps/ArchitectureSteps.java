package dev.azdrill.steps;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ProofRecord;
import dev.azdrill.evidence.Strength;
import dev.azdrill.guarantee.Guarantee;
import dev.azdrill.guarantee.Proof;
import dev.azdrill.topology.Blueprints;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;

/** Sentences about architectures: which are running, and what they guarantee. */
public final class ArchitectureSteps {
  private final ScenarioContext context;

  public ArchitectureSteps(ScenarioContext context) {
    this.context = context;
  }

  /** The stack that the run is attached to; production, where it is attached to none. */
  @Given("the architecture is running")
  public void running() {
    context.stand();
  }

  @Given("the {word} architecture is running")
  public void running(String blueprint) {
    context.provision(Blueprints.shipped(blueprint));
  }

  @Given("the {word} architecture is running in {int} zones")
  public void running(String blueprint, int zones) {
    context.provision(Blueprints.shipped(blueprint).withZones(zones));
  }

  @Given("the {word} architecture is running with {variation}")
  public void running(String blueprint, Variation variation) {
    context.provision(variation.of(Blueprints.shipped(blueprint)));
  }

  @Then("the architecture guarantees that {claim}")
  public void guarantees(Guarantee claim) {
    guarantees(context.architecture(), claim);
  }

  @Then("the architecture violates that {claim}")
  public void violates(Guarantee claim) {
    violates(context.architecture(), claim);
  }

  @Then("the architecture violates that {claim}, because {string}")
  public void violatesBecause(Guarantee claim, String reason) {
    violates(context.architecture(), claim, reason);
  }

  @Then("the architecture does not guarantee that {claim}")
  public void doesNotGuarantee(Guarantee claim) {
    doesNotGuarantee(context.architecture(), claim);
  }

  @Then("the {word} architecture guarantees that {claim}")
  public void guarantees(String blueprint, Guarantee claim) {
    expect(GuaranteeVerdict.PROVEN, prove(blueprint, claim));
  }

  @Then("the {word} architecture violates that {claim}")
  public void violates(String blueprint, Guarantee claim) {
    expect(GuaranteeVerdict.VIOLATED, prove(blueprint, claim));
  }

  @Then("the {word} architecture violates that {claim}, because {string}")
  public void violates(String blueprint, Guarantee claim, String reason) {
    QuotedReason quoted = QuotedReason.of(reason, context);
    Proof proof = prove(blueprint, claim);
    expect(GuaranteeVerdict.VIOLATED, proof);
    if (!quoted.isIn(proof.because())) {
      throw context.failure(
          "expected the reason to contain '" + reason + "', saw '" + proof.because() + "'");
    }
  }

  @Then("the {word} architecture does not guarantee that {claim}")
  public void doesNotGuarantee(String blueprint, Guarantee claim) {
    Proof proof = prove(blueprint, claim);
    String expected = "expected that it is not guaranteed that " + claim.statement();
    switch (proof.verdict()) {
      case VIOLATED -> {}
      case PROVEN -> throw context.failure(expected + ", it is: " + proof.because());
      case UNKNOWN -> throw context.unjudged(expected + ", saw UNKNOWN: " + proof.because());
    }
  }

  /** What is described now: somebody may have changed it since the last look. */
  private Proof prove(String blueprint, Guarantee claim) {
    context.inventory(blueprint);
    context.discover(blueprint);
    Proof proof = claim.prove(context.inventory(blueprint));
    context.proved(blueprint, proof);
    context
        .session()
        .notes()
        .note(
            new Observation.GuaranteeJudged(named(blueprint, proof.record())),
            Strength.CONFIGURATION_PROOF);
    return proof;
  }

  /** Where several architectures are judged, each claim says of which. */
  private ProofRecord named(String blueprint, ProofRecord proof) {
    return context.architectures().size() == 1
        ? proof
        : new ProofRecord(
            proof.id(),
            proof.statement() + " (" + blueprint + ")",
            proof.verdict(),
            proof.reason(),
            proof.note(),
            proof.advice(),
            proof.controls(),
            proof.findings());
  }

  private void expect(GuaranteeVerdict expected, Proof proof) {
    if (proof.verdict() != expected) {
      String sentence =
          "expected "
              + expected
              + " that "
              + proof.guarantee().statement()
              + ", saw "
              + proof.verdict()
              + ": "
              + proof.because();
      throw proof.verdict() == GuaranteeVerdict.UNKNOWN
          ? context.unjudged(sentence)
          : context.failure(sentence);
    }
  }
}
