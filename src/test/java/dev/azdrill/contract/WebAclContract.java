package dev.azdrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

@Contract
@Needs("wafv2")
class WebAclContract {
  private static VisibilityConfig quiet() {
    return VisibilityConfig.builder()
        .metricName("contract")
        .cloudWatchMetricsEnabled(false)
        .sampledRequestsEnabled(false)
        .build();
  }

  private static WebACLSummary create(Subject s, String name) {
    WebACLSummary made =
        s.wafv2()
            .createWebACL(
                r ->
                    r.name(name)
                        .scope(Scope.REGIONAL)
                        .defaultAction(action -> action.allow(allow -> {}))
                        .visibilityConfig(quiet()))
            .summary();
    s.later("delete " + name, () -> delete(s, made, lock(s, made)));
    return made;
  }

  private static String lock(Subject s, WebACLSummary acl) {
    return s.wafv2()
        .getWebACL(r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL))
        .lockToken();
  }

  private static Object delete(Subject s, WebACLSummary acl, String lock) {
    return s.wafv2()
        .deleteWebACL(r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL).lockToken(lock));
  }

  private static Object change(Subject s, WebACLSummary acl, String lock) {
    return s.wafv2()
        .updateWebACL(
            r ->
                r.name(acl.name())
                    .id(acl.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(lock)
                    .defaultAction(action -> action.block(block -> {}))
                    .visibilityConfig(quiet()));
  }

  private static void protect(Subject s, WebACLSummary acl, LoadBalancerFixture door) {
    s.wafv2().associateWebACL(r -> r.webACLArn(acl.arn()).resourceArn(door.arn()));
    s.later(
        "protect it no longer", () -> s.wafv2().disassociateWebACL(r -> r.resourceArn(door.arn())));
  }

  @Test
  void a_web_acl_is_described_as_it_was_made(Subject s) {
    WebACLSummary acl = create(s, s.name("acl"));

    var found =
        s.wafv2().getWebACL(r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL)).webACL();

    assertThat(found.arn()).isEqualTo(acl.arn());
    assertThat(found.defaultAction().allow()).isNotNull();
  }

  @Test
  void a_name_is_taken_once(Subject s) {
    WebACLSummary acl = create(s, s.name("acl"));

    assertThat(Refusal.of(() -> create(s, acl.name()))).isEqualTo("WAFDuplicateItemException");
  }

  @Test
  void who_changes_it_must_have_seen_it_last(Subject s) {
    WebACLSummary acl = create(s, s.name("acl"));
    String before = lock(s, acl);
    change(s, acl, before);

    assertThat(Refusal.of(() -> change(s, acl, before))).isEqualTo("WAFOptimisticLockException");
  }

  @Test
  void an_unknown_web_acl_is_not_found(Subject s) {
    assertThat(
            Refusal.of(
                () ->
                    s.wafv2()
                        .getWebACL(
                            r ->
                                r.name("c-nobody")
                                    .id("00000000-0000-0000-0000-000000000000")
                                    .scope(Scope.REGIONAL))))
        .isEqualTo("WAFNonexistentItemException");
  }

  @Test
  @Needs("elasticloadbalancing")
  void a_web_acl_protects_a_load_balancer(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();
    WebACLSummary acl = create(s, s.name("acl"));

    protect(s, acl, door);

    assertThat(s.wafv2().getWebACLForResource(r -> r.resourceArn(door.arn())).webACL().arn())
        .isEqualTo(acl.arn());
  }

  @Test
  @Needs("elasticloadbalancing")
  void a_web_acl_that_protects_something_cannot_be_deleted(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();
    WebACLSummary acl = create(s, s.name("acl"));
    protect(s, acl, door);

    assertThat(Refusal.of(() -> delete(s, acl, lock(s, acl))))
        .isEqualTo("WAFAssociatedItemException");
  }

  @Test
  @Needs("elasticloadbalancing")
  void what_is_no_longer_protected_has_no_web_acl(Subject s) {
    LoadBalancerFixture door = new LoadBalancerFixture(s);
    door.active();
    protect(s, create(s, s.name("acl")), door);

    s.wafv2().disassociateWebACL(r -> r.resourceArn(door.arn()));

    assertThat(s.wafv2().getWebACLForResource(r -> r.resourceArn(door.arn())).webACL()).isNull();
  }

  @Test
  void a_web_acl_that_is_deleted_is_not_found(Subject s) {
    WebACLSummary acl = create(s, s.name("acl"));

    delete(s, acl, lock(s, acl));

    assertThat(Refusal.of(() -> lock(s, acl))).isEqualTo("WAFNonexistentItemException");
  }
}
