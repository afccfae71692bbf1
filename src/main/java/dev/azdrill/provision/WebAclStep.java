package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import dev.azdrill.session.PermittedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.RateBasedStatementAggregateKeyType;
import software.amazon.awssdk.services.wafv2.model.ResourceType;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Tag;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** The web ACL before the load balancer: it blocks who asks too often. */
final class WebAclStep implements Step {
  static final String ROLE = "web-acl";

  @Override
  public String what() {
    return "the web ACL";
  }

  @Override
  public Set<AwsAction> makes() {
    return PermittedCalls.actions("wafv2:AssociateWebACL", "wafv2:CreateWebACL");
  }

  @Override
  public Set<AwsAction> removes() {
    return PermittedCalls.actions("wafv2:DeleteWebACL", "wafv2:DisassociateWebACL");
  }

  @Override
  public void ensure(Construction construction) {
    if (construction.blueprint().loadBalancer().rateLimit().isEmpty()) {
      return;
    }
    Work work = construction.work();
    Optional<WebACLSummary> known = find(work);
    String arn;
    if (known.isPresent()) {
      arn = known.get().arn();
      work.labels().requireOwn(tags(work, arn), "web ACL " + known.get().name());
    } else {
      arn = create(construction);
    }
    construction.found(ROLE, arn);
    String balancer = construction.id(LoadBalancerStep.ROLE);
    if (known.isEmpty() || !protects(work, arn, balancer)) {
      LoadBalancerStep.awaitActive(construction);
      work.aws().wafv2().associateWebACL(r -> r.webACLArn(arn).resourceArn(balancer));
    }
  }

  private static String create(Construction construction) {
    int limit = construction.blueprint().loadBalancer().rateLimit().orElseThrow();
    Rule rate =
        Rule.builder()
            .name("rate-per-address")
            .priority(0)
            .action(action -> action.block(block -> {}))
            .statement(
                statement ->
                    statement.rateBasedStatement(
                        of ->
                            of.limit((long) limit)
                                .aggregateKeyType(RateBasedStatementAggregateKeyType.IP)))
            .visibilityConfig(visibility("rate-per-address"))
            .build();
    return construction
        .aws()
        .wafv2()
        .createWebACL(
            r ->
                r.name(construction.name(ROLE))
                    .scope(Scope.REGIONAL)
                    .description("Blocks who asks too often")
                    .defaultAction(action -> action.allow(allow -> {}))
                    .rules(rate)
                    .visibilityConfig(visibility(construction.name(ROLE)))
                    .tags(
                        construction.tags(
                            ROLE, (key, value) -> Tag.builder().key(key).value(value).build())))
        .summary()
        .arn();
  }

  private static VisibilityConfig visibility(String metric) {
    return VisibilityConfig.builder()
        .metricName(metric)
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(true)
        .build();
  }

  private static Optional<WebACLSummary> find(Work work) {
    String name = work.labels().name(ROLE);
    List<WebACLSummary> found = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListWebAcLsResponse page =
          work.aws().wafv2().listWebACLs(r -> r.scope(Scope.REGIONAL).nextMarker(from));
      page.webACLs().stream().filter(acl -> name.equals(acl.name())).forEach(found::add);
      marker = page.webACLs().isEmpty() ? null : page.nextMarker();
    } while (marker != null && found.isEmpty());
    return found.stream().findFirst();
  }

  private static Map<String, String> tags(Work work, String arn) {
    Map<String, String> tags = new TreeMap<>();
    work.aws()
        .wafv2()
        .listTagsForResource(r -> r.resourceARN(arn))
        .tagInfoForResource()
        .tagList()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static boolean protects(Work work, String arn, String loadBalancer) {
    return protectedBy(work, arn).contains(loadBalancer);
  }

  private static List<String> protectedBy(Work work, String arn) {
    return work.aws()
        .wafv2()
        .listResourcesForWebACL(
            r -> r.webACLArn(arn).resourceType(ResourceType.APPLICATION_LOAD_BALANCER))
        .resourceArns();
  }

  @Override
  public void remove(Work work) {
    Optional<WebACLSummary> known = find(work);
    if (known.isEmpty() || !work.labels().own(tags(work, known.get().arn()))) {
      return;
    }
    WebACLSummary own = known.get();
    for (String resource : protectedBy(work, own.arn())) {
      work.aws().wafv2().disassociateWebACL(r -> r.resourceArn(resource));
    }
    work.aws()
        .wafv2()
        .deleteWebACL(
            r -> r.name(own.name()).id(own.id()).scope(Scope.REGIONAL).lockToken(own.lockToken()));
  }
}
