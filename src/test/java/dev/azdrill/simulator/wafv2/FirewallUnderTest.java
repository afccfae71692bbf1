package dev.azdrill.simulator.wafv2;

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
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** A firewall with one load balancer behind it, and nothing else. */
final class FirewallUnderTest implements AutoCloseable {
  static final String DOOR =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/web/0123456789abcdef";
  static final VisibilityConfig VISIBLE =
      VisibilityConfig.builder()
          .metricName("web")
          .cloudWatchMetricsEnabled(true)
          .sampledRequestsEnabled(true)
          .build();

  final World world =
      World.create(
          new Kernel(Instant.parse("2026-01-05T09:00:00Z"), Seed.of("waf")),
          RegionLocation.london(),
          Timings.typical());
  final Set<String> ready = new HashSet<>(Set.of(DOOR));
  final Set<String> there = new HashSet<>(Set.of(DOOR));
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

  Wafv2Client waf() {
    return session.wafv2();
  }

  /** A web ACL that blocks what a statement matches, and lets through all else. */
  WebACLSummary create(String name, Consumer<Statement.Builder> statement) {
    return create(
        name,
        statement,
        RuleAction.builder().block(b -> {}).build(),
        DefaultAction.builder().allow(b -> {}).build());
  }

  WebACLSummary create(
      String name,
      Consumer<Statement.Builder> statement,
      RuleAction action,
      DefaultAction byDefault) {
    Rule rule =
        Rule.builder()
            .name("rate")
            .priority(1)
            .statement(statement)
            .action(action)
            .visibilityConfig(VISIBLE)
            .build();
    return waf()
        .createWebACL(
            CreateWebAclRequest.builder()
                .name(name)
                .scope(Scope.REGIONAL)
                .defaultAction(byDefault)
                .rules(rule)
                .visibilityConfig(VISIBLE)
                .build())
        .summary();
  }

  void associate(String webAclArn) {
    waf().associateWebACL(r -> r.webACLArn(webAclArn).resourceArn(DOOR));
  }

  /** How many of so many requests of a client are blocked. */
  int blocked(String client, int requests) {
    int blocked = 0;
    for (int i = 0; i < requests; i++) {
      blocked += webAcls.blocks(DOOR, client) ? 1 : 0;
    }
    return blocked;
  }

  @Override
  public void close() {
    session.close();
  }
}
