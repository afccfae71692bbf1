package dev.azdrill.steps;

import dev.azdrill.drill.DrillSession;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.feature.AttachedArchitecture;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.text.DurationText;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** Sentences about the clients of the application. */
public final class TrafficSteps {
  private static final double USUAL_LOAD = 60;
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  private final ScenarioContext context;

  public TrafficSteps(ScenarioContext context) {
    this.context = context;
  }

  @Given("clients are using the application")
  public void use() {
    use(USUAL_LOAD);
  }

  @Given("clients are using the application with {int} requests per second")
  public void use(double requestsPerSecond) {
    context.require(Ability.TRAFFIC);
    Inventory inventory = context.inventory();
    Optional<AttachedArchitecture> attached = context.attached();
    String host =
        attached
            .map(AttachedArchitecture::dnsName)
            .orElseGet(() -> inventory.all(Kind.LOAD_BALANCER).get(0).dnsName());
    boolean tls =
        attached
            .map(AttachedArchitecture::tls)
            .orElseGet(
                () ->
                    inventory.all(Kind.LISTENER).stream()
                        .anyMatch(l -> l.protocol() == ProtocolEnum.HTTPS));
    Instant from = now();
    context.use(Clients.of(context.platform(), host, tls, requestsPerSecond));
    session().monitor().keepLooking("clients to be served", WARM_UP);
    TrafficLog.Counts seen = context.clients().log().between(from, now());
    if (seen.sent() == 0 || seen.failed() > 0) {
      throw context.failure("expected clients to be served without errors, they saw " + seen);
    }
  }

  @When("the load rises to {int} requests per second")
  public void loadRises(int requestsPerSecond) {
    load(requestsPerSecond, "rises", requestsPerSecond > context.clients().requestsPerSecond());
  }

  @When("the load falls to {int} requests per second")
  public void loadFalls(int requestsPerSecond) {
    load(requestsPerSecond, "falls", requestsPerSecond < context.clients().requestsPerSecond());
  }

  private void load(int requestsPerSecond, String moves, boolean isTrue) {
    Clients all = context.clients();
    if (!isTrue) {
      throw context.outOfOrder(
          "expected a load that "
              + moves
              + ", saw one that goes from "
              + Math.round(all.requestsPerSecond())
              + " to "
              + requestsPerSecond
              + " requests per second");
    }
    context.recorded(
        () -> {
          session().load(requestsPerSecond);
          return all;
        });
  }

  @Then("clients see errors {budget}")
  public void errors(Budget budget) {
    context.await(budget.of(new Expectation.ClientsSeeErrors()));
  }

  /** Since the last event: a fault, its undo, or a change of load. */
  @Then("no client saw/sees an error")
  public void noErrors() {
    context.judge(failed(0), session().since());
  }

  @Then("at most {int} requests fail")
  public void atMost(int requests) {
    context.judge(failed(requests), zero());
  }

  private static Objectives failed(int most) {
    return new Objectives(
        Optional.empty(), Optional.of(most), Optional.empty(), Optional.empty(), false);
  }

  @Then("at least {percentage} of requests succeed")
  public void available(BigDecimal percentage) {
    Objectives wanted =
        context.recorded(
            () ->
                new Objectives(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(percentage),
                    Optional.empty(),
                    false));
    context.judge(wanted, zero());
  }

  @Then("no outage is/lasts longer than {duration}")
  public void longestOutage(Duration longest) {
    context.judge(
        new Objectives(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(longest), false),
        zero());
  }

  @Then("clients are served again within {duration}")
  public void servedAgain(Duration longest) {
    context.await(TimedExpectation.within(new Expectation.ClientsServed(), longest));
    context.judge(
        new Objectives(
            Optional.of(longest), Optional.empty(), Optional.empty(), Optional.empty(), false),
        session().since());
  }

  /** All outages together, since the fault. */
  @Then("clients saw errors for at most {duration}")
  public void errorsFor(Duration longest) {
    longestOutage(longest);
    Duration all = session().errors(zero());
    if (all.compareTo(longest) > 0) {
      throw context.failure(
          "expected clients to see errors for at most "
              + DurationText.seconds(longest)
              + " s, it was "
              + DurationText.seconds(all)
              + " s in all outages together");
    }
  }

  @Then("acknowledged writes are still there")
  public void writes() {
    context.judge(
        new Objectives(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true),
        zero());
  }

  /** The first event of the scenario: its first fault, or its first change of load. */
  private Instant zero() {
    return session()
        .zero()
        .orElseThrow(
            () ->
                context.outOfOrder(
                    "expected a step that breaks something, or changes the load, before this"));
  }

  private DrillSession session() {
    return context.session();
  }

  private Instant now() {
    return context.platform().session().clock().now();
  }
}
