package dev.azdrill.guarantee;

import dev.azdrill.evidence.Advice;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;

/**
 * The load balancer speaks HTTPS: it has a listener with a certificate, and whatever listens
 * without TLS only sends people there: to the same host, on a port with TLS.
 *
 * <p>Versions of TLS that are deprecated are told beside it: it is spoken, and clients choose.
 *
 * <p>Security Hub asks for both, in controls that contradict each other: a listener on port 80 that
 * redirects satisfies ELB.1 and, by its text, fails ELB.18. This claim sides with ELB.1.
 */
final class Https {
  private static final String SAME_PORT = "#{port}";

  private final Inventory inventory;

  private Https(Inventory inventory) {
    this.inventory = inventory;
  }

  static Guarantee guarantee() {
    return new Guarantee(
        "load-balancer-speaks-https",
        "the load balancer speaks HTTPS",
        "clients are served over TLS alone",
        new Advice(
            "Without TLS, whoever is on the way reads and changes what clients send.",
            "Add an HTTPS listener with a certificate that is issued and not about to "
                + "expire and an SslPolicy of TLS 1.2 or later, and let HTTP listeners "
                + "redirect to it (redirect, Protocol=HTTPS)."),
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
    if (!findings.isEmpty()) {
      new Architecture(inventory)
          .networkLoadBalancers()
          .forEach(beside -> findings.addAll(ofConnections(beside)));
    }
    return findings;
  }

  /** What a network load balancer passes on as it comes is between the client and the target. */
  private List<Finding> ofConnections(LoadBalancer loadBalancer) {
    return inventory.all(Kind.LISTENER).stream()
        .filter(each -> loadBalancer.loadBalancerArn().equals(each.loadBalancerArn()))
        .map(
            each -> {
              String name = loadBalancer.loadBalancerName() + " on port " + each.port();
              return each.protocol() == ProtocolEnum.TLS
                  ? Finding.of(
                          name,
                          !each.certificates().isEmpty(),
                          "has a certificate",
                          "has no certificate")
                      .noting(TlsVersions.notes(each))
                  : Finding.unknown(
                      name,
                      "passes "
                          + each.protocolAsString()
                          + " on as it comes, and whether that is TLS is not known");
            })
        .toList();
  }

  private static boolean isTls(Listener listener) {
    return listener.protocol() == ProtocolEnum.HTTPS;
  }

  private Finding of(LoadBalancer loadBalancer, Listener listener) {
    String name = loadBalancer.loadBalancerName() + " on port " + listener.port();
    if (isTls(listener)) {
      return Finding.of(
              name,
              listener.certificates().stream()
                  .map(Certificate::certificateArn)
                  .findAny()
                  .isPresent(),
              "has a certificate",
              "has no certificate")
          .noting(TlsVersions.notes(listener));
    }
    List<Action> actions =
        Stream.concat(
                listener.defaultActions().stream(),
                inventory.of(Kind.RULE, listener.listenerArn()).stream()
                    .flatMap(rule -> rule.actions().stream()))
            .toList();
    if (actions.isEmpty() || !actions.stream().allMatch(Https::sendsToTls)) {
      return Finding.violated(name, "answers without TLS");
    }
    return actions.stream()
        .flatMap(
            each ->
                new RedirectDestination(inventory, listener, each.redirectConfig())
                    .astray().stream())
        .findFirst()
        .map(where -> Finding.violated(name, "redirects to " + where))
        .orElseGet(() -> Finding.proven(name, "only redirects to HTTPS"));
  }

  private static boolean sendsToTls(Action action) {
    return action.type() == ActionTypeEnum.REDIRECT
        && action.redirectConfig() != null
        && "HTTPS".equals(action.redirectConfig().protocol());
  }

  private static List<Mutant> mutants() {
    return List.of(
        new Mutant(
            "the redirect leads to a port on which nothing listens",
            redirecting(each -> each.protocol("HTTPS").port("8443"))),
        new Mutant(
            "the redirect leads to the port from which it comes",
            redirecting(each -> each.protocol("HTTPS").port(SAME_PORT))),
        new Mutant(
            "the redirect leads to another host",
            redirecting(each -> each.protocol("HTTPS").port("443").host("evil.example.com"))),
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
        new Mutant("the redirect leads to HTTP", redirecting(each -> each.protocol("HTTP"))));
  }

  /** Listeners without TLS redirect so. */
  private static UnaryOperator<Inventory> redirecting(
      UnaryOperator<RedirectActionConfig.Builder> where) {
    RedirectActionConfig config = where.apply(RedirectActionConfig.builder()).build();
    Action action = Action.builder().type(ActionTypeEnum.REDIRECT).redirectConfig(config).build();
    return sound ->
        sound.map(
            Kind.LISTENER,
            each -> isTls(each) ? each : each.toBuilder().defaultActions(action).build());
  }
}
