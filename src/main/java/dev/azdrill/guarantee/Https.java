package dev.azdrill.guarantee;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/**
 * The load balancer speaks HTTPS: it has a listener with a certificate, and whatever listens
 * without TLS only sends people there.
 *
 * <p>Security Hub asks for both, in controls that contradict each other: a listener on port 80 that
 * redirects satisfies ELB.1 and, by its text, fails ELB.18. This claim sides with ELB.1.
 */
final class Https {
  private final Inventory inventory;

  private Https(Inventory inventory) {
    this.inventory = inventory;
  }

  static Guarantee guarantee() {
    return new Guarantee(
        "load-balancer-speaks-https",
        "the load balancer speaks HTTPS",
        "clients are served over TLS alone",
        List.of(
            Framework.FSBP.control("ELB.1"),
            Framework.NIST.control("SC-8"),
            Framework.NIST.control("SC-23"),
            Framework.WELL_ARCHITECTED.control("SEC09-BP02")),
        List.of(Kind.LOAD_BALANCER, Kind.LISTENER, Kind.RULE),
        inventory -> new Https(inventory).findings(),
        mutants());
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (LoadBalancer loadBalancer : new Architecture(inventory).loadBalancers()) {
      List<Listener> listeners =
          inventory.all(Kind.LISTENER).stream()
              .filter(each -> loadBalancer.loadBalancerArn().equals(each.loadBalancerArn()))
              .toList();
      findings.add(
          Finding.of(
              loadBalancer.loadBalancerName(),
              listeners.stream().anyMatch(Https::isTls),
              "listens with TLS",
              "does not listen with TLS"));
      listeners.forEach(each -> findings.add(of(loadBalancer, each)));
    }
    return findings;
  }

  private static boolean isTls(Listener listener) {
    return listener.protocol() == ProtocolEnum.HTTPS;
  }

  private Finding of(LoadBalancer loadBalancer, Listener listener) {
    String name = loadBalancer.loadBalancerName() + " on port " + listener.port();
    if (isTls(listener)) {
      return Finding.of(
          name,
          listener.certificates().stream().map(Certificate::certificateArn).findAny().isPresent(),
          "has a certificate",
          "has no certificate");
    }
    List<Action> actions =
        Stream.concat(
                listener.defaultActions().stream(),
                inventory.of(Kind.RULE, listener.listenerArn()).stream()
                    .flatMap(rule -> rule.actions().stream()))
            .toList();
    return Finding.of(
        name,
        !actions.isEmpty() && actions.stream().allMatch(Https::sendsToTls),
        "only redirects to HTTPS",
        "answers without TLS");
  }

  private static boolean sendsToTls(Action action) {
    return action.type() == ActionTypeEnum.REDIRECT
        && action.redirectConfig() != null
        && "HTTPS".equals(action.redirectConfig().protocol());
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "the listener without TLS forwards",
            sound ->
                sound.map(
                    Kind.LISTENER,
                    each ->
                        isTls(each)
                            ? each
                            : each.toBuilder()
                                .defaultActions(
                                    Action.builder().type(ActionTypeEnum.FORWARD).build())
                                .build())),
        new Mutant(
            "a rule of the listener without TLS forwards",
            sound ->
                sound.map(
                    Kind.RULE,
                    each ->
                        each.toBuilder()
                            .actions(Action.builder().type(ActionTypeEnum.FORWARD).build())
                            .build())),
        new Mutant(
            "the listener with TLS is gone",
            sound ->
                sound.with(
                    Kind.LISTENER,
                    sound.all(Kind.LISTENER).stream().filter(each -> !isTls(each)).toList())),
        new Mutant(
            "the redirect leads to HTTP",
            sound ->
                sound.map(
                    Kind.LISTENER,
                    each ->
                        isTls(each)
                            ? each
                            : each.toBuilder()
                                .defaultActions(
                                    Action.builder()
                                        .type(ActionTypeEnum.REDIRECT)
                                        .redirectConfig(r -> r.protocol("HTTP"))
                                        .build())
                                .build())));
  }
}
