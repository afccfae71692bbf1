package dev.azdrill.platform.endpoint;

import dev.azdrill.discovery.Discovery;
import dev.azdrill.session.AwsSession;
import java.util.Optional;
import software.amazon.awssdk.services.wafv2.model.GetWebAclResponse;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/**
 * The web ACL that a {@link Probe} makes. Its name is that of a stack's web ACL, by which a
 * teardown finds one.
 */
final class ProbeWebAcl {
  private final AwsSession aws;
  private final String stack;

  ProbeWebAcl(AwsSession aws, String stack) {
    this.aws = aws;
    this.stack = stack;
  }

  String name() {
    return stack + "-web-acl";
  }

  WebACLSummary create() {
    return aws.wafv2()
        .createWebACL(
            r ->
                r.name(name())
                    .scope(Scope.REGIONAL)
                    .tags(Tag.builder().key(Discovery.STACK_TAG).value(stack).build())
                    .defaultAction(a -> a.allow(allow -> {}))
                    .visibilityConfig(
                        v ->
                            v.metricName("probe")
                                .sampledRequestsEnabled(false)
                                .cloudWatchMetricsEnabled(false)))
        .summary();
  }

  /** One of which nobody answered that it was made is known by its name. */
  Optional<WebACLSummary> find() {
    return aws.wafv2().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().stream()
        .filter(each -> name().equals(each.name()))
        .findFirst();
  }

  boolean stands(String id) {
    return name().equals(get(id).webACL().name());
  }

  void delete(String id) {
    aws.wafv2()
        .deleteWebACL(
            r -> r.id(id).name(name()).scope(Scope.REGIONAL).lockToken(get(id).lockToken()));
  }

  private GetWebAclResponse get(String id) {
    return aws.wafv2().getWebACL(r -> r.id(id).name(name()).scope(Scope.REGIONAL));
  }
}
