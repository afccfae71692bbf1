package dev.azdrill.teamglue;

import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.PermittedCalls;
import dev.azdrill.steps.ScenarioContext;
import io.cucumber.java.en.When;

/** A team's own steps beside azdrill's. */
public final class TeamSteps {
  private final ScenarioContext context;

  public TeamSteps(ScenarioContext context) {
    this.context = context;
  }

  /** It does not bear the stack's tag, so the stack's teardown must leave it, and fail. */
  @When("the team puts an instance of its own into the VPC")
  public void foreignInstance() {
    String subnet = context.inventory().all(Kind.SUBNET).get(0).subnetId();
    String image = context.inventory().all(Kind.INSTANCE).get(0).imageId();
    AwsSession aws = context.platform().session();
    aws.permitting(
        PermittedCalls.of("the team's instance", "ec2:RunInstances"),
        () ->
            aws.ec2()
                .runInstances(
                    r ->
                        r.imageId(image)
                            .instanceType("t3.micro")
                            .subnetId(subnet)
                            .minCount(1)
                            .maxCount(1)));
  }
}
