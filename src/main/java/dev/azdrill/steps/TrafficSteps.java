package dev.azdrill.steps;

import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.StackSnapshot;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** Sentences about the clients of the application. */
public final class TrafficSteps {
  private static final double USUAL_LOAD = 60;
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  private final ScenarioContext scene;

  public TrafficSteps(ScenarioContext scene) {
    this.scene = scene;
  }

  @Given("clients are using the application")
  public void use() {
    Inventory inventory = scene.inventory();
    String host = inventory.all(Kind.LOAD_BALANCER).get(0).dnsName();
    boolean tls =
        inventory.all(Kind.LISTENER).stream().anyMatch(l -> l.protocol() == ProtocolEnum.HTTPS);
    scene.usedBy(Clients.of(scene.platform(), host, tls, USUAL_LOAD));
    scene.platform().session().clock().pass(WARM_UP);
    noErrors();
  }

  @When("the load rises/falls to {int} requests per second")
  public void load(int requestsPerSecond) {
    scene.watch();
    scene.clients().load(requestsPerSecond);
    scene.note("traffic.load", "clients", requestsPerSecond + " requests per second from now on");
    scene.restoring(scene.platform().session().clock().now());
  }

  @Then("clients see errors {budget}")
  public void errors(Budget budget) {
    Expectation disturbed =
        new Expectation(
            "clients",
            "clients to see errors",
            Duration.ofMinutes(2),
            "an allowance",
            (look, since) -> seen(look, since).failed() > 0);
    scene.settle(scene.watch().await(budget.of(disturbed), scene.since()));
  }

  @Then("no client saw an error")
  public void noErrors() {
    TrafficLog.Seen seen = seen();
    if (seen.sent() == 0 || seen.failed() > 0) {
      throw new AssertionError("expected requests and no errors, clients saw " + seen);
    }
  }

  @Then("clients were disturbed for at most {duration}")
  public void disturbedAtMost(Duration longest) {
    TrafficLog.Seen seen = seen();
    if (seen.disturbed().compareTo(longest) > 0) {
      throw new AssertionError(
          "expected clients to be disturbed for at most "
              + longest.toSeconds()
              + " s, it was "
              + seen.disturbed().toSeconds()
              + " s: "
              + seen);
    }
    scene.note("traffic.disturbed", "clients", seen.disturbed().toSeconds() + " s, " + seen);
  }

  private TrafficLog.Seen seen() {
    return scene.clients().log().between(Instant.MIN, Instant.MAX);
  }

  private static TrafficLog.Seen seen(StackSnapshot look, Instant since) {
    return look.traffic().orElseThrow().between(since, look.at());
  }
}
