package dev.azdrill.rehearsal;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.text.Resemblance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/**
 * Where the clients of a stack knock.
 *
 * @param loadBalancer its name
 * @param loadBalancerArn its ARN
 * @param dnsName under which clients find it
 * @param tls whether they use HTTPS: it has a listener for it
 */
public record ClientEndpoint(
    String loadBalancer, String loadBalancerArn, String dnsName, boolean tls) {
  /**
   * The one of a stack.
   *
   * @param wanted the name of the load balancer; empty for the only one
   * @throws NotRehearsable when there is none, when it is not told which of several is meant, or
   *     when what is described does not tell
   */
  public static ClientEndpoint of(Inventory stack, Optional<String> wanted) {
    stack.unread(Kind.LOAD_BALANCER).ifPresent(ClientEndpoint::refuseUnread);
    stack.unread(Kind.LISTENER).ifPresent(ClientEndpoint::refuseUnread);
    List<LoadBalancer> found =
        stack.all(Kind.LOAD_BALANCER).stream().filter(ClientEndpoint::isForClients).toList();
    List<String> names = found.stream().map(LoadBalancer::loadBalancerName).toList();
    if (names.isEmpty()) {
      throw new NotRehearsable(
          "expected an internet-facing application load balancer in the stack, saw "
              + (stack.all(Kind.LOAD_BALANCER).isEmpty()
                  ? "none"
                  : stack.all(Kind.LOAD_BALANCER).stream()
                      .map(
                          each ->
                              each.loadBalancerName()
                                  + " ("
                                  + each.typeAsString()
                                  + ", "
                                  + each.schemeAsString()
                                  + ")")
                      .collect(Collectors.joining(", ")))
              + ": there is nothing that simulated clients could use");
    }
    if (wanted.isPresent() && !names.contains(wanted.get())) {
      throw new NotRehearsable(
          "expected the name of an internet-facing application load balancer of the stack, saw '"
              + wanted.get()
              + "': "
              + Resemblance.advice(wanted.get(), names, "there are " + String.join(", ", names)));
    }
    if (wanted.isEmpty() && names.size() > 1) {
      throw new NotRehearsable(
          "the stack has more than one internet-facing application load balancer, "
              + String.join(", ", names)
              + ": name the one that clients use with --load-balancer");
    }
    LoadBalancer chosen =
        found.stream()
            .filter(each -> wanted.isEmpty() || each.loadBalancerName().equals(wanted.get()))
            .findFirst()
            .orElseThrow();
    return new ClientEndpoint(
        chosen.loadBalancerName(),
        chosen.loadBalancerArn(),
        chosen.dnsName(),
        speaksTls(stack, chosen));
  }

  private static void refuseUnread(String why) {
    throw new NotRehearsable(
        "the load balancers and listeners of the stack could not be read, so where its clients go"
            + " is unknown: "
            + why);
  }

  private static boolean isForClients(LoadBalancer each) {
    return each.type() == LoadBalancerTypeEnum.APPLICATION
        && each.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING
        && each.dnsName() != null
        && each.loadBalancerName() != null
        && each.loadBalancerArn() != null;
  }

  /** Clients use HTTPS where they can. */
  private static boolean speaksTls(Inventory stack, LoadBalancer chosen) {
    List<Listener> listeners =
        stack.all(Kind.LISTENER).stream()
            .filter(each -> chosen.loadBalancerArn().equals(each.loadBalancerArn()))
            .toList();
    if (listeners.isEmpty()) {
      throw new NotRehearsable(
          "the load balancer " + chosen.loadBalancerName() + " has no listener: nobody is served");
    }
    return listeners.stream()
        .map(Listener::protocol)
        .collect(Collectors.toSet())
        .contains(ProtocolEnum.HTTPS);
  }
}
