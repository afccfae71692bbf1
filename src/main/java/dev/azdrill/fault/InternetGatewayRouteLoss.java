package dev.azdrill.fault;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The public subnets lose their way to the internet: every route to an internet gateway is deleted.
 * Nothing is reached from outside, and nothing goes out.
 *
 * @param lost what is deleted, once it was looked for
 */
public record InternetGatewayRouteLoss(LostRoutes lost) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the routes to the internet gateway are removed";

  /** Its kind. */
  public static final FaultKind<InternetGatewayRouteLoss> KIND =
      new FaultKind<>(
              "internet-gateway-route-loss",
              InternetGatewayRouteLoss.class,
              "Deletes every route to the internet gateway.",
              "creating the same routes",
              ExpectedRecovery.AFTER_ITS_UNDO,
              List.of(),
              List.of(),
              given -> new InternetGatewayRouteLoss(LostRoutes.UNKNOWN),
              fault -> FaultArguments.NONE)
          .saidAs(FaultSentence.of(SENTENCE));

  private static final String GATEWAY = "igw-";

  @Override
  public String name() {
    return "internet gateway route loss";
  }

  @Override
  public String subject() {
    return lost.routes().stream()
        .map(each -> each.route().gatewayId())
        .findFirst()
        .orElse("the internet gateway");
  }

  /** The zones whose subnets lose it. */
  @Override
  public List<String> targets() {
    return lost.zones();
  }

  @Override
  public InternetGatewayRouteLoss resolve(FaultContext context) {
    return new InternetGatewayRouteLoss(
        LostRoutes.of(
            context,
            "routes to an internet gateway",
            (table, route) ->
                Objects.requireNonNullElse(route.gatewayId(), "").startsWith(GATEWAY)));
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return PermittedCalls.actions("ec2:DeleteRoute");
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return lost.plan(context);
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return lost.witness(context);
  }
}
