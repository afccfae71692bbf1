package dev.azdrill.topology;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The door: an internet-facing application load balancer in the public subnets.
 *
 * @param listeners at least one that forwards; no port twice
 * @param certificate present exactly when a listener speaks TLS
 * @param tlsPolicy the name of an ELB security policy: which TLS versions and ciphers
 * @param rateLimit how many requests one client address may send in five minutes before the web ACL
 *     blocks it; empty for no web ACL at all
 * @param healthCheck how it asks the application whether it is well
 * @param deregistrationDelay how long a target that leaves may finish its requests, 0 to 3600 s
 * @param dropInvalidHeaders whether headers that no standard allows are kept from the application
 */
public record LoadBalancer(
    List<Listener> listeners,
    Optional<Certificate> certificate,
    String tlsPolicy,
    OptionalInt rateLimit,
    HealthCheck healthCheck,
    Duration deregistrationDelay,
    boolean dropInvalidHeaders) {
  private static final int RATE_MIN = 10;
  private static final int RATE_MAX = 2_000_000_000;

  /**
   * @throws BlueprintException when it contradicts itself or AWS would refuse it
   */
  public LoadBalancer {
    listeners = List.copyOf(listeners);
    requireListeners(listeners);
    boolean secure = listeners.stream().anyMatch(Listener::secure);
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
    if (rateLimit.isPresent()) {
      HealthCheck.requireRange("rate-limit", rateLimit.getAsInt(), RATE_MIN, RATE_MAX);
    }
    HealthCheck.requireSeconds("deregistration-delay", deregistrationDelay, 0, 3600);
  }

  private static void requireListeners(List<Listener> listeners) {
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
      OptionalInt to = listeners.get(i).redirectTo();
      if (to.isPresent()
          && listeners.stream().noneMatch(l -> l.port() == to.getAsInt() && l.secure())) {
        throw new BlueprintException(
            "listeners[" + i + "].redirect-to",
            "the port of an HTTPS listener",
            String.valueOf(to.getAsInt()),
            "redirect to one that there is");
      }
    }
  }

  /** The listener that clients are meant to use: the secure one, if any, else the first. */
  public Listener entrance() {
    return listeners.stream()
        .filter(listener -> listener.redirectTo().isEmpty())
        .reduce((one, other) -> !one.secure() && other.secure() ? other : one)
        .orElseThrow();
  }

  LoadBalancer withCertificate(Certificate other) {
    return new LoadBalancer(
        listeners,
        Optional.of(other),
        tlsPolicy,
        rateLimit,
        healthCheck,
        deregistrationDelay,
        dropInvalidHeaders);
  }
}
