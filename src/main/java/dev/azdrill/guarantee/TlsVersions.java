package dev.azdrill.guarantee;

import dev.azdrill.catalogue.TlsPolicies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * With which versions of TLS a listener speaks, by its security policy.
 *
 * <p>Source: Elastic Load Balancing User Guide for Application Load Balancers, "Security policies
 * for your Application Load Balancer"; IETF RFC 8996 deprecates TLS 1.0 and 1.1.
 */
final class TlsVersions {
  private static final Set<String> DEPRECATED = Set.of("TLSv1", "TLSv1.1");

  private TlsVersions() {}

  /** What is to be said of them; none where all of them are TLS 1.2 or later. */
  static List<String> notes(Listener listener) {
    return Optional.ofNullable(listener.sslPolicy())
        .map(TlsVersions::of)
        .orElseGet(() -> List.of("which versions of TLS it accepts is not described"));
  }

  private static List<String> of(String policy) {
    List<String> versions = TlsPolicies.all().get(policy);
    if (versions == null) {
      return List.of(
          "which versions of TLS its security policy " + policy + " accepts is not known");
    }
    List<String> old = versions.stream().filter(DEPRECATED::contains).toList();
    return old.isEmpty()
        ? List.of()
        : List.of(
            "accepts "
                + String.join(" and ", old)
                + ", which RFC 8996 deprecates: its security policy is "
                + policy);
  }
}
