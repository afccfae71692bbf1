package dev.azdrill.simulator.wafv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.WallClock;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.WebAcls;
import dev.azdrill.simulator.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;
import software.amazon.awssdk.services.wafv2.model.WafAssociatedItemException;
import software.amazon.awssdk.services.wafv2.model.WafDuplicateItemException;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WafOptimisticLockException;
import software.amazon.awssdk.services.wafv2.model.WafUnavailableEntityException;
import software.amazon.awssdk.services.wafv2.model.Wafv2Exception;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

class WebApplicationFirewallTest {
  private static final String DOOR =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/web/0123456789abcdef";
  private static final VisibilityConfig VISIBLE =
      VisibilityConfig.builder()
          .metricName("web")
          .cloudWatchMetricsEnabled(true)
          .sampledRequestsEnabled(true)
          .build();

  private final World world =
      World.create(
          new Kernel(Instant.parse("2026-01-05T09:00:00Z"), Seed.of("waf")),
          RegionLocation.london(),
          Timings.typical());
  private final Set<String> ready = new HashSet<>(Set.of(DOOR));
  private final Set<String> there = new HashSet<>(Set.of(DOOR));
  private final WebAcls webAcls =
      new WebApplicationFirewall(
          world,
          new WebApplicationFirewall.Protected() {
            @Override
            public boolean exists(String resourceArn) {
              return there.contains(resourceArn);
            }

            @Override
            public boolean isReady(String resourceArn) {
              return ready.contains(resourceArn);
            }
          });
  private final AwsSession session =
      Somebody.beside(
          AwsSession.builder(
                  "eu-west-2",
                  new InProcessHttpClient(new Router(world)),
                  new WallClock(Clock.systemUTC(), Duration.ofSeconds(1)))
              .credentials(AnonymousCredentialsProvider.create())
              .build());
  private String arn = "";

  @BeforeEach
  void a_web_acl_with_a_rate_rule() {
    arn = create(100).arn();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void a_client_that_asks_too_often_is_blocked_until_the_window_has_passed() {
    associate();
    assertThat(blocked("198.51.100.7", 100)).isZero();
    assertThat(blocked("198.51.100.7", 1)).isEqualTo(1);
    assertThat(blocked("198.51.100.8", 100)).as("another client").isZero();
    world.kernel().advance(Duration.ofMinutes(5));

    assertThat(blocked("198.51.100.7", 1)).isZero();
  }

  @Test
  void what_it_does_not_protect_it_does_not_block() {
    assertThat(blocked("198.51.100.7", 1_000)).isZero();
  }

  @Test
  void an_association_goes_with_its_resource() {
    associate();
    assertThat(waf().listResourcesForWebACL(r -> r.webACLArn(arn)).resourceArns())
        .containsExactly(DOOR);
    assertThat(waf().getWebACLForResource(r -> r.resourceArn(DOOR)).webACL().arn()).isEqualTo(arn);
    WebACLSummary summary = summary();
    assertThatThrownBy(() -> delete(summary, summary.lockToken()))
        .isInstanceOf(WafAssociatedItemException.class);
    there.remove(DOOR);

    assertThat(waf().listResourcesForWebACL(r -> r.webACLArn(arn)).resourceArns()).isEmpty();
    delete(summary, summary.lockToken());
    assertThat(waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs()).isEmpty();
  }

  @Test
  void a_load_balancer_that_is_not_active_yet_cannot_be_protected() {
    ready.clear();
    assertThatThrownBy(this::associate).isInstanceOf(WafUnavailableEntityException.class);
    there.clear();
    assertThatThrownBy(this::associate).isInstanceOf(WafNonexistentItemException.class);
  }

  @Test
  void who_read_before_somebody_changed_it_does_not_change_it() {
    WebACLSummary before = summary();
    waf()
        .updateWebACL(
            r ->
                r.name("web")
                    .id(before.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(before.lockToken())
                    .defaultAction(a -> a.block(b -> {}))
                    .visibilityConfig(VISIBLE));

    assertThatThrownBy(() -> delete(before, before.lockToken()))
        .isInstanceOf(WafOptimisticLockException.class);
    associate();
    assertThat(blocked("198.51.100.7", 1)).as("the default is to block now").isEqualTo(1);
  }

  @Test
  void a_name_is_taken_once_and_a_limit_has_bounds() {
    assertThatThrownBy(() -> create(100)).isInstanceOf(WafDuplicateItemException.class);
    assertThatThrownBy(() -> create(9))
        .isInstanceOfSatisfying(
            Wafv2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "at 'rules.1.member.statement.rateBasedStatement.limit' failed to satisfy constraint:"
                + " Member must have value greater than or equal to 10");
  }

  /** A block that blocks nobody would be a false green. */
  @Test
  void a_statement_that_is_not_evaluated_is_refused() {
    assertThatThrownBy(
            () -> create("geo", s -> s.geoMatchStatement(g -> g.countryCodesWithStrings("FR"))))
        .hasMessageContaining("does not have Rules.Statement.GeoMatchStatement of CreateWebACL");
    assertThatThrownBy(
            () ->
                create(
                    "scoped",
                    s ->
                        s.rateBasedStatement(
                            r ->
                                r.limit(100L)
                                    .aggregateKeyType("IP")
                                    .scopeDownStatement(
                                        d ->
                                            d.geoMatchStatement(
                                                g -> g.countryCodesWithStrings("FR"))))))
        .hasMessageContaining("ScopeDownStatement");
  }

  private WebACLSummary create(long limit) {
    return create("web", s -> s.rateBasedStatement(r -> r.limit(limit).aggregateKeyType("IP")));
  }

  private WebACLSummary create(String name, Consumer<Statement.Builder> statement) {
    Rule rate =
        Rule.builder()
            .name("rate")
            .priority(1)
            .statement(statement)
            .action(a -> a.block(b -> {}))
            .visibilityConfig(VISIBLE)
            .build();
    return waf()
        .createWebACL(
            CreateWebAclRequest.builder()
                .name(name)
                .scope(Scope.REGIONAL)
                .defaultAction(a -> a.allow(b -> {}))
                .rules(rate)
                .visibilityConfig(VISIBLE)
                .build())
        .summary();
  }

  private WebACLSummary summary() {
    return waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().get(0);
  }

  private void delete(WebACLSummary acl, String lockToken) {
    waf()
        .deleteWebACL(
            r -> r.name(acl.name()).id(acl.id()).scope(Scope.REGIONAL).lockToken(lockToken));
  }

  private void associate() {
    waf().associateWebACL(r -> r.webACLArn(arn).resourceArn(DOOR));
  }

  private int blocked(String client, int requests) {
    int blocked = 0;
    for (int i = 0; i < requests; i++) {
      blocked += webAcls.blocks(DOOR, client) ? 1 : 0;
    }
    return blocked;
  }

  private Wafv2Client waf() {
    return session.wafv2();
  }
}
