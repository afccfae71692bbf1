package dev.azdrill.topology;

import dev.azdrill.catalogue.TlsPolicies;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The load balancer: an internet-facing Application Load Balancer in the public subnets.
 *
 * <p>Source of the limits: User Guide for Application Load Balancers, "Quotas" (listeners), "Target
 * group attributes" (deregistration delay), "Security policies"; AWS WAF API Reference,
 * "RateBasedStatement": Limit.
 *
 * @param listeners 1 to 50, at least one that forwards; no port twice
 * @param certificate present exactly when a listener speaks TLS
 * @param tlsPolicy the name of an ELB security policy, which says which TLS versions and ciphers;
 *     present exactly when a listener speaks TLS
 * @param rateLimit how many requests one client address may send in five minutes before the web ACL
 *     blocks it, 10 to 2,000,000,000; empty for no web ACL at all
 * @param healthCheck how it checks the health of the application
 * @param deregistrationDelay how long a target that leaves may finish its requests, 0 to 3600 s
 * @param dropInvalidHeaders whether headers that no standard allows are kept from the application
 */
public record LoadBalancer(
    List<Listener> listeners,
    Optional<Certificate> certificate,
    Optional<String> tlsPolicy,
    OptionalInt rateLimit,
    HealthCheck healthCheck,
    Duration deregistrationDelay,
    boolean dropInvalidHeaders) {
  /** What HTTPS listeners have when a blueprint says nothing: TLS 1.2 and 1.3. */
  static final String TLS_POLICY_DEFAULT = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  private static final int LISTENERS_MAX = 50;
  private static final int RATE_MIN = 10;
  private static final int RATE_MAX = 2_000_000_000;

  /**
   * @throws BlueprintException when it contradicts itself or AWS would refuse it
   */
  public LoadBalancer {
    listeners = List.copyOf(listeners);
    requireListeners(listeners);
    requireTls(isSecure(listeners), certificate, tlsPolicy);
    if (rateLimit.isPresent()) {
      Require.range("rate-limit", rateLimit.getAsInt(), RATE_MIN, RATE_MAX);
    }
    Require.seconds("deregistration-delay", deregistrationDelay, 0, 3600);
  }

  static boolean isSecure(List<Listener> listeners) {
    return listeners.stream().anyMatch(Listener::secure);
  }

  private static void requireTls(
      boolean secure, Optional<Certificate> certificate, Optional<String> tlsPolicy) {
    if (secure && certificate.isEmpty()) {
      throw new BlueprintException(
          "certificate",
          "a certificate, because a listener speaks HTTPS",
          "none",
          "give the arn of one, or a domain to request one for");
    }
    if (!secure && certificate.isPresent()) {
      throw new BlueprintException(
          "certificate",
          "none, because no listener speaks HTTPS",
          certificate.get().words(),
          "add an HTTPS listener or remove the certificate");
    }
    if (!secure && tlsPolicy.isPresent()) {
      throw new BlueprintException(
          "tls-policy",
          "none, because no listener speaks HTTPS",
          Printable.quoted(tlsPolicy.get()),
          "add an HTTPS listener or remove the policy");
    }
    if (secure) {
      requirePolicy(tlsPolicy.orElse(""));
    }
  }

  private static void requirePolicy(String policy) {
    if (!TlsPolicies.all().containsKey(policy)) {
      throw new BlueprintException(
          "tls-policy",
          "a security policy of Elastic Load Balancing",
          Printable.quoted(policy),
          Resemblance.advice(
              policy, TlsPolicies.all().keySet(), "write one such as " + TLS_POLICY_DEFAULT));
    }
  }

  private static void requireListeners(List<Listener> listeners) {
    if (listeners.size() > LISTENERS_MAX) {
      throw new BlueprintException(
          "listeners",
          "at most " + LISTENERS_MAX + " listeners, as AWS allows",
          String.valueOf(listeners.size()),
          "remove some");
    }
    TreeSet<Integer> ports = new TreeSet<>();
    for (int i = 0; i < listeners.size(); i++) {
      if (!ports.add(listeners.get(i).port())) {
        throw new BlueprintException(
            "listeners[" + i + "].port",
            "a port that no other listener has",
            String.valueOf(listeners.get(i).port()),
            "give each listener a port of its own");
      }
    }
    if (listeners.stream().allMatch(listener -> listener.redirectTo().isPresent())) {
      throw new BlueprintException(
          "listeners",
          "at least one listener that forwards to the application",
          listeners.isEmpty() ? "no listeners" : "only redirects",
          "add one without redirect-to");
    }
    for (int i = 0; i < listeners.size(); i++) {
      requireRedirect(listeners, i);
    }
  }

  /** A redirect to a listener that redirects may never end. */
  private static void requireRedirect(List<Listener> listeners, int index) {
    OptionalInt to = listeners.get(index).redirectTo();
    if (to.isPresent()
        && listeners.stream()
            .noneMatch(l -> l.port() == to.getAsInt() && l.secure() && l.redirectTo().isEmpty())) {
      throw new BlueprintException(
          "listeners[" + index + "].redirect-to",
          "the port of an HTTPS listener that forwards to the application",
          String.valueOf(to.getAsInt()),
          "redirect to one that there is");
    }
  }

  /** The listener that clients are meant to use: the secure one, if any, else the first. */
  public Listener entrance() {
    return listeners.stream()
        .filter(listener -> listener.redirectTo().isEmpty())
        .reduce((one, other) -> !one.secure() && other.secure() ? other : one)
        .orElseThrow();
  }
}
