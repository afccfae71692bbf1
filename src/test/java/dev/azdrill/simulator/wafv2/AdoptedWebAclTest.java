package dev.azdrill.simulator.wafv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.AwsSession;
import dev.azdrill.session.Somebody;
import dev.azdrill.session.WallClock;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.wire.InProcessHttpClient;
import dev.azdrill.simulator.wire.Router;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.FirewallManagerRuleGroup;
import software.amazon.awssdk.services.wafv2.model.IPSet;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafAssociatedItemException;
import software.amazon.awssdk.services.wafv2.model.WebACL;
import software.amazon.awssdk.services.wafv2.model.WebACLSummary;

/** Web ACLs that were taken over go on like those that were created; what is left out says so. */
class AdoptedWebAclTest {
  private static final String DOOR =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/web/0123456789abcdef";
  private static final String SIDE_DOOR =
      "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/side/0123456789abcdef";
  private static final Rule RATE =
      Rule.builder()
          .name("rate")
          .priority(2)
          .statement(s -> s.rateBasedStatement(r -> r.limit(100L).aggregateKeyType("IP")))
          .action(a -> a.block(b -> {}))
          .visibilityConfig(v -> v.metricName("rate"))
          .build();
  private static final Rule MANAGED =
      Rule.builder()
          .name("managed")
          .priority(1)
          .statement(
              s ->
                  s.managedRuleGroupStatement(
                      m -> m.vendorName("AWS").name("AWSManagedRulesCommonRuleSet")))
          .overrideAction(a -> a.none(n -> {}))
          .build();
  private static final IPSet SET =
      IPSet.builder()
          .name("known")
          .id("11234567-89ab-4cde-a123-456789abcdef")
          .arn("arn:aws:wafv2:eu-west-2:123456789012:regional/ipset/known/11234567")
          .ipAddressVersion("IPV4")
          .addresses("198.51.100.0/24")
          .build();
  private static final WebACL ACL =
      WebACL.builder()
          .name("web")
          .id("01234567-89ab-4cde-a123-456789abcdef")
          .arn("arn:aws:wafv2:eu-west-2:123456789012:regional/webacl/web/01234567")
          .defaultAction(a -> a.allow(b -> {}))
          .rules(MANAGED, RATE)
          .capacity(702L)
          .visibilityConfig(v -> v.metricName("web"))
          .tokenDomains("example.com")
          .build();

  private final World world =
      World.create(
          new Kernel(Instant.parse("2026-01-05T09:00:00Z"), Seed.of("adopted web ACLs")),
          RegionLocation.london(),
          Timings.typical());
  private final WebApplicationFirewall firewall =
      new WebApplicationFirewall(
          world,
          new WebApplicationFirewall.Protected() {
            @Override
            public boolean exists(String resourceArn) {
              return List.of(DOOR, SIDE_DOOR).contains(resourceArn);
            }

            @Override
            public boolean isReady(String resourceArn) {
              return exists(resourceArn);
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

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void it_is_described_as_it_was_there_and_blocks_who_asks_too_often() {
    assertThat(adopt(DOOR, ACL)).isEmpty();
    assertThat(waf().getWebACLForResource(r -> r.resourceArn(DOOR)).webACL()).isEqualTo(ACL);

    assertThat(blocked(DOOR, 101)).isEqualTo(1);
    world.kernel().advance(Duration.ofMinutes(5));
    assertThat(blocked(DOOR, 1)).isZero();
  }

  @Test
  void one_of_two_load_balancers_is_one_and_counts_for_both() {
    Adoption adoption =
        new Adoption(
            Inventory.builder()
                .add(Kind.WEB_ACL, DOOR, List.of(ACL))
                .add(Kind.WEB_ACL, SIDE_DOOR, List.of(ACL))
                .build());
    firewall.adopt(adoption);

    assertThat(waf().listResourcesForWebACL(r -> r.webACLArn(ACL.arn())).resourceArns())
        .containsExactly(DOOR, SIDE_DOOR);
    assertThat(blocked(DOOR, 100) + blocked(SIDE_DOOR, 1)).isEqualTo(1);
  }

  @Test
  void it_is_changed_and_deleted_like_any_other() {
    adopt(DOOR, ACL);
    WebACLSummary summary = waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().get(0);
    waf()
        .updateWebACL(
            r ->
                r.name("web")
                    .id(ACL.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(summary.lockToken())
                    .defaultAction(a -> a.block(b -> {}))
                    .visibilityConfig(
                        v ->
                            v.metricName("web")
                                .cloudWatchMetricsEnabled(true)
                                .sampledRequestsEnabled(true)));
    assertThat(blocked(DOOR, 1)).isEqualTo(1);
    assertThatThrownBy(this::delete).isInstanceOf(WafAssociatedItemException.class);

    waf().disassociateWebACL(r -> r.resourceArn(DOOR));
    assertThat(blocked(DOOR, 1)).isZero();
    delete();
    assertThat(waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs()).isEmpty();
  }

  @Test
  void one_that_protects_what_was_left_out_is_left_out() {
    String gone = DOOR.replace("web", "gone");

    assertThat(adopt(gone, ACL))
        .containsExactly("load balancer " + gone + ", which it protects, was not taken over");
    assertThat(waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> what_would_block_otherwise_here_is_left_out() {
    Map<String, UnaryOperator<WebACL.Builder>> changes = new LinkedHashMap<>();
    changes.put(
        "its rule rate is neither a rate rule, nor of sets of addresses, nor a managed rule group",
        rate(r -> r.statement(s -> s.geoMatchStatement(g -> g.countryCodesWithStrings("FR")))));
    changes.put(
        "its rule rate counts some requests only: its scope-down statement is not simulated",
        rate(
            r ->
                r.statement(
                    s ->
                        s.rateBasedStatement(
                            b ->
                                b.limit(100L)
                                    .aggregateKeyType("IP")
                                    .scopeDownStatement(
                                        d -> d.labelMatchStatement(l -> l.key("x")))))));
    changes.put(
        "its rule rate does something else than to allow, block or count",
        rate(r -> r.action(a -> a.captcha(c -> {}))));
    changes.put(
        "its rule rate answers with a custom response: not simulated",
        rate(r -> r.action(a -> a.block(b -> b.customResponse(c -> c.responseCode(429))))));
    changes.put(
        "its rule rate adds headers to requests: not simulated",
        rate(
            r ->
                r.action(
                    a -> a.count(c -> c.customRequestHandling(h -> h.insertHeaders(List.of()))))));
    changes.put(
        "its default action answers with a custom response: not simulated",
        acl -> acl.defaultAction(a -> a.block(b -> b.customResponse(c -> c.responseCode(429)))));
    changes.put(
        "the rule groups of Firewall Manager in it are not simulated",
        acl -> acl.preProcessFirewallManagerRuleGroups(FirewallManagerRuleGroup.builder().build()));
    changes.put("its description lacks ARN", acl -> acl.arn(null));
    changes.put("its description lacks Name", acl -> acl.name(null));
    changes.put("its description lacks Id", acl -> acl.id(null));
    changes.put(
        "its description lacks DefaultAction", acl -> acl.defaultAction((DefaultAction) null));
    changes.put("its description lacks Rules.Name", rate(r -> r.name(null)));
    changes.put("its description lacks Rules.Priority", rate(r -> r.priority(null)));
    changes.put(
        "its description lacks Rules.Statement.RateBasedStatement.Limit",
        rate(r -> r.statement(s -> s.rateBasedStatement(b -> b.aggregateKeyType("IP")))));
    return changes.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      WebACL changed = each.getValue().apply(ACL.toBuilder()).build();
                      assertThat(adopt(DOOR, changed)).containsExactly(each.getKey());
                      assertThat(waf().getWebACLForResource(r -> r.resourceArn(DOOR)).webACL())
                          .isNull();
                    }));
  }

  private static UnaryOperator<WebACL.Builder> rate(UnaryOperator<Rule.Builder> change) {
    return acl -> acl.rules(MANAGED, change.apply(RATE.toBuilder()).build());
  }

  private static WebACL blocking(IPSet set) {
    return ACL.toBuilder()
        .rules(
            MANAGED,
            RATE,
            Rule.builder()
                .name("known")
                .priority(9)
                .action(a -> a.block(b -> {}))
                .statement(s -> s.ipSetReferenceStatement(r -> r.arn(set.arn())))
                .build())
        .build();
  }

  @Test
  void a_set_of_addresses_is_taken_over_and_blocks_whom_it_has() {
    Adoption adoption =
        new Adoption(
            Inventory.builder()
                .add(Kind.IP_SET, List.of(SET))
                .add(Kind.WEB_ACL, DOOR, List.of(blocking(SET)))
                .build());
    firewall.adopt(adoption);

    assertThat(adoption.leftOut()).isEmpty();
    assertThat(firewall.blocks(DOOR, "198.51.100.7")).isTrue();
    assertThat(firewall.blocks(DOOR, "203.0.113.7")).isFalse();
    assertThat(waf().getIPSet(r -> r.scope(Scope.REGIONAL).name("known").id(SET.id())).ipSet())
        .isEqualTo(SET);
  }

  @Test
  void a_web_acl_that_refers_to_a_set_that_is_not_described_is_left_out() {
    assertThat(adopt(DOOR, blocking(SET)))
        .containsExactly(
            "its rule known is neither a rate rule, nor of sets of addresses, nor a managed rule"
                + " group");
  }

  @Test
  void a_set_with_an_address_that_is_none_is_left_out() {
    Adoption adoption =
        new Adoption(
            Inventory.builder()
                .add(Kind.IP_SET, List.of(SET.toBuilder().addresses("everybody").build()))
                .build());
    firewall.adopt(adoption);

    assertThat(adoption.leftOut())
        .extracting(Adoption.LeftOut::reason)
        .containsExactly("its address everybody is no block");
  }

  /** The reasons of what is left out. */
  private List<String> adopt(String resource, WebACL described) {
    Adoption adoption =
        new Adoption(Inventory.builder().add(Kind.WEB_ACL, resource, List.of(described)).build());
    firewall.adopt(adoption);
    return adoption.leftOut().stream().map(Adoption.LeftOut::reason).toList();
  }

  private void delete() {
    WebACLSummary summary = waf().listWebACLs(r -> r.scope(Scope.REGIONAL)).webACLs().get(0);
    waf()
        .deleteWebACL(
            r ->
                r.name(summary.name())
                    .id(summary.id())
                    .scope(Scope.REGIONAL)
                    .lockToken(summary.lockToken()));
  }

  private int blocked(String resource, int requests) {
    return (int)
        IntStream.range(0, requests).filter(i -> firewall.blocks(resource, "198.51.100.7")).count();
  }

  private Wafv2Client waf() {
    return session.wafv2();
  }
}
