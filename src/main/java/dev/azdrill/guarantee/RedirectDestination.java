package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;

/**
 * Where a redirect of every request leads. What it does not say stays as it was.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions">Redirect
 * actions</a>.
 *
 * @param from the listener whose requests are redirected
 */
record RedirectDestination(Inventory inventory, Listener from, RedirectActionConfig to) {
  private static final String SAME_HOST = "#{host}";
  private static final String SAME_PORT = "#{port}";
  private static final String SAME_PROTOCOL = "#{protocol}";

  /** The end of a sentence; empty where another listener of the load balancer takes them. */
  Optional<String> astray() {
    if (to.host() != null && !to.host().equals(SAME_HOST)) {
      return Optional.of("the host " + to.host() + ", which is not the load balancer");
    }
    String port =
        to.port() == null || to.port().equals(SAME_PORT) ? String.valueOf(from.port()) : to.port();
    String protocol =
        to.protocol() == null || to.protocol().equals(SAME_PROTOCOL)
            ? from.protocolAsString()
            : to.protocol();
    Optional<Listener> next =
        inventory.all(Kind.LISTENER).stream()
            .filter(each -> Objects.equals(each.loadBalancerArn(), from.loadBalancerArn()))
            .filter(each -> port.equals(String.valueOf(each.port())))
            .filter(each -> protocol.equals(each.protocolAsString()))
            .findFirst();
    if (next.isEmpty()) {
      return Optional.of(protocol + " on port " + port + ", where nothing listens for that");
    }
    return next.filter(each -> Objects.equals(each.listenerArn(), from.listenerArn()))
        .map(itself -> "the listener that redirects it, in a circle");
  }
}
