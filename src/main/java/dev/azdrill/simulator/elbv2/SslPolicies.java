package dev.azdrill.simulator.elbv2;

import dev.azdrill.catalogue.TlsPolicies;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Cipher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;

/**
 * The security policies that HTTPS listeners may have: those of {@link TlsPolicies}. Of their
 * ciphers, those in common use.
 *
 * <p>Source: User Guide, "Security policies for your Application Load Balancer".
 */
final class SslPolicies {
  /** What a listener gets that names none. */
  static final String BY_DEFAULT = "ELBSecurityPolicy-2016-08";

  private static final List<String> TLS_1_3_CIPHERS =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
  private static final List<String> TLS_1_2_CIPHERS =
      List.of(
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384");

  private static final List<SslPolicy> ALL =
      TlsPolicies.all().entrySet().stream().map(e -> policy(e.getKey(), e.getValue())).toList();

  private SslPolicies() {}

  static void enter(Operations.Page page) {
    page.read("DescribeSSLPolicies", DescribeSslPoliciesRequest::builder, SslPolicies::describe);
  }

  private static SslPolicy policy(String name, List<String> offered) {
    List<String> ciphers = new ArrayList<>();
    if (offered.contains("TLSv1.3")) {
      ciphers.addAll(TLS_1_3_CIPHERS);
    }
    if (offered.contains("TLSv1.2")) {
      ciphers.addAll(TLS_1_2_CIPHERS);
    }
    return SslPolicy.builder()
        .name(name)
        .sslProtocols(offered)
        .ciphers(ciphers.stream().map(cipher -> Cipher.builder().name(cipher).build()).toList())
        .supportedLoadBalancerTypes("application", "network")
        .build();
  }

  /** The name of a policy that there is. */
  static String checked(String name) {
    return find(name).name();
  }

  private static SslPolicy find(String name) {
    Optional<SslPolicy> found = ALL.stream().filter(p -> p.name().equals(name)).findFirst();
    return found.orElseThrow(() -> ListenerErrors.sslPolicyNotFound(name));
  }

  private static DescribeSslPoliciesResponse describe(DescribeSslPoliciesRequest request) {
    List<SslPolicy> wanted =
        request.names().isEmpty() ? ALL : request.names().stream().map(SslPolicies::find).toList();
    Page<SslPolicy> page =
        Page.cut(
            wanted,
            request.marker(),
            request.pageSize(),
            ElasticLoadBalancingErrors.INVALID_NEXT_TOKEN);
    return DescribeSslPoliciesResponse.builder()
        .sslPolicies(page.items())
        .nextMarker(page.next())
        .build();
  }
}
