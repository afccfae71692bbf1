package dev.azdrill.simulator.elbv2;

import dev.azdrill.simulator.world.Certificates;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/**
 * What a listener may be: its port, its protocol, and what that takes. What it does with requests
 * is in {@link ListenerActions}.
 *
 * <p>Source: API Reference, "CreateListener".
 */
final class ListenerChecks {
  private static final Set<ProtocolEnum> SECURE = Set.of(ProtocolEnum.HTTPS, ProtocolEnum.TLS);

  /** What clients may be offered inside TLS; clients of the region ask for HTTP/1.1 alone. */
  private static final Set<String> ALPN_POLICIES =
      Set.of("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None");

  private final ElbRegistry catalogue;
  private final Certificates certificates;

  ListenerChecks(ElbRegistry catalogue, Certificates certificates) {
    this.catalogue = catalogue;
    this.certificates = certificates;
  }

  /** Whether clients come over TLS. */
  static boolean isSecure(@Nullable ProtocolEnum protocol) {
    return protocol != null && SECURE.contains(protocol);
  }

  /** The listener with what it does not say filled in, or AWS's refusal. */
  Listener checked(Balancer balancer, Listener wanted) {
    checkPort(wanted);
    if (!balancer.kind().listensFor(wanted.protocol())) {
      throw ListenerErrors.listenerProtocolInvalid(
          wanted.protocolAsString(), balancer.kind().listenerProtocols());
    }
    Listener.Builder listener = wanted.toBuilder().alpnPolicy(alpnPolicy(wanted));
    if (isSecure(wanted.protocol())) {
      String policy = wanted.sslPolicy() == null ? SslPolicies.BY_DEFAULT : wanted.sslPolicy();
      return listener
          .sslPolicy(SslPolicies.checked(policy))
          .certificates(issued(wanted.protocolAsString(), wanted.certificates()))
          .build();
    }
    if (!wanted.certificates().isEmpty() || wanted.sslPolicy() != null) {
      throw ListenerErrors.certificateForPlain(wanted.protocolAsString());
    }
    return listener.certificates(List.of()).build();
  }

  private void checkPort(Listener wanted) {
    Integer port = wanted.port();
    if (port == null || port < 1 || port > 65535) {
      throw ListenerErrors.listenerPortInvalid(port);
    }
    boolean taken =
        catalogue.listeners().stream()
            .filter(other -> !other.listenerArn().equals(wanted.listenerArn()))
            .filter(other -> other.loadBalancerArn().equals(wanted.loadBalancerArn()))
            .anyMatch(other -> other.port().equals(port));
    if (taken) {
      throw ListenerErrors.listenerExists(wanted.loadBalancerArn());
    }
  }

  private static @Nullable List<String> alpnPolicy(Listener wanted) {
    List<String> policies = wanted.alpnPolicy();
    boolean isNone = policies.stream().allMatch("None"::equals);
    if (!isNone && wanted.protocol() != ProtocolEnum.TLS) {
      throw ListenerErrors.alpnPolicyForOthers(wanted.protocolAsString());
    }
    if (policies.size() > 1) {
      throw ListenerErrors.alpnPolicyNotSingle();
    }
    for (String policy : policies) {
      if (!ALPN_POLICIES.contains(policy)) {
        throw ListenerErrors.alpnPolicyNotFound(policy);
      }
    }
    return policies.isEmpty() || wanted.protocol() != ProtocolEnum.TLS ? null : policies;
  }

  private List<Certificate> issued(String protocol, List<Certificate> wanted) {
    if (wanted.size() != 1) {
      throw ListenerErrors.certificateMissing(protocol);
    }
    String arn = String.valueOf(wanted.get(0).certificateArn());
    if (!certificates.exists(arn)) {
      throw ListenerErrors.certificateNotFound(arn);
    }
    if (!certificates.isIssued(arn)) {
      throw ListenerErrors.certificateUnsupported(arn);
    }
    return List.of(Certificate.builder().certificateArn(arn).build());
  }
}
