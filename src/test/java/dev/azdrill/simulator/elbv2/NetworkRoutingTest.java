package dev.azdrill.simulator.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.LoadBalancing.Request;
import dev.azdrill.simulator.world.Reachability.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** Which nodes of a network load balancer DNS leads to, and whom those pass connections on to. */
class NetworkRoutingTest {
  private static final String CLIENT = "203.0.113.9";

  private final ElbUnderTest elb = new ElbUnderTest("network routing");
  private String loadBalancer = "";
  private String dnsName = "";
  private String group = "";

  @BeforeEach
  void a_load_balancer_that_passes_on() {
    LoadBalancer made =
        elb.client()
            .createLoadBalancer(
                r ->
                    r.name("door")
                        .type("network")
                        .subnets(elb.subnets.get("a"), elb.subnets.get("b")))
            .loadBalancers()
            .get(0);
    loadBalancer = made.loadBalancerArn();
    dnsName = made.dnsName();
    group = tcp("app", "instance");
    listen(80, "TCP", group);
    elb.pass(150);
  }

  @AfterEach
  void close() {
    elb.close();
  }

  private String tcp(String name, String type) {
    return elb.client()
        .createTargetGroup(
            r ->
                r.name(name)
                    .protocol("TCP")
                    .port(8080)
                    .targetType(type)
                    .vpcId(elb.vpc)
                    .healthCheckIntervalSeconds(10)
                    .healthyThresholdCount(2))
        .targetGroups()
        .get(0)
        .targetGroupArn();
  }

  private String listen(int port, String protocol, String to) {
    return elb.client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .port(port)
                    .protocol(protocol)
                    .defaultActions(ElbUnderTest.forward(to)))
        .listeners()
        .get(0)
        .listenerArn();
  }

  private void crossZone(String value) {
    elb.client()
        .modifyLoadBalancerAttributes(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .attributes(
                        LoadBalancerAttribute.builder()
                            .key("load_balancing.cross_zone.enabled")
                            .value(value)
                            .build()));
  }

  private Decision decided(String zone, int port, boolean tls, String client) {
    Request request = new Request("GET", "door.example.com", "/", tls).from(client);
    return elb.loadBalancing.decide(elb.node(zone).networkInterfaceId(), port, request);
  }

  /** The instances to which the node of a zone passes connections on. */
  private Set<String> served(String zone) {
    Set<String> served = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      Decision.Pass pass = (Decision.Pass) decided(zone, 80, false, CLIENT);
      served.add(elb.instances.at(pass.address()));
    }
    return served;
  }

  private List<String> zonesInDns() {
    List<String> addresses = elb.loadBalancing.resolve(dnsName);
    return elb.interfaces().entrySet().stream()
        .filter(each -> addresses.contains(each.getValue().association().publicIp()))
        .map(each -> each.getKey())
        .toList();
  }

  @Test
  void a_node_passes_connections_on_within_its_zone_until_zones_are_crossed() {
    String a = elb.target(group, "a");
    String b = elb.target(group, "b");
    elb.pass(30);
    assertThat(served("a")).containsExactly(a);
    assertThat(served("b")).containsExactly(b);

    crossZone("true");
    assertThat(served("a")).containsExactly(a, b);

    elb.attribute(group, "load_balancing.cross_zone.enabled", "false");
    assertThat(served("a")).containsExactly(a);
    crossZone("false");
    elb.attribute(group, "load_balancing.cross_zone.enabled", "true");
    assertThat(served("b")).containsExactly(a, b);
  }

  @Test
  void the_node_of_a_zone_without_a_healthy_target_leaves_dns_and_comes_back() {
    elb.target(group, "a");
    elb.target(group, "b");
    elb.pass(30);
    assertThat(zonesInDns()).containsExactly("a", "b");

    elb.answers.from(InstancesDouble.address(2), new Answer.Refused());
    elb.pass(30);
    assertThat(zonesInDns()).containsExactly("a");

    elb.answers.from(InstancesDouble.address(2), AnswersDouble.replied(200));
    elb.pass(30);
    assertThat(zonesInDns()).containsExactly("a", "b");
  }

  @Test
  void the_node_of_a_zone_without_any_target_leaves_dns_unless_zones_are_crossed() {
    elb.target(group, "a");
    elb.pass(30);
    assertThat(zonesInDns()).containsExactly("a");

    crossZone("true");
    assertThat(zonesInDns()).containsExactly("a", "b");
  }

  @Test
  void with_no_target_anywhere_dns_leads_to_all_and_connections_are_reset() {
    assertThat(zonesInDns()).containsExactly("a", "b");
    assertThat(decided("a", 80, false, CLIENT)).isEqualTo(new Decision.NoConnection());
  }

  @Test
  void with_no_healthy_target_anywhere_it_fails_open() {
    String a = elb.target(group, "a");
    elb.target(group, "b");
    elb.pass(30);
    elb.answers.from(InstancesDouble.address(1), new Answer.TimedOut());
    elb.answers.from(InstancesDouble.address(2), new Answer.TimedOut());
    elb.pass(60);

    assertThat(zonesInDns()).containsExactly("a", "b");
    assertThat(served("a")).containsExactly(a);
  }

  @Test
  void a_failed_check_is_told_as_network_load_balancers_do() {
    String a = elb.target(group, "a");
    elb.pass(30);
    elb.answers.from(InstancesDouble.address(1), new Answer.TimedOut());
    elb.pass(60);

    assertThat(elb.health(group, a).stateAsString()).isEqualTo("unhealthy");
    assertThat(elb.health(group, a).reasonAsString()).isEqualTo("Target.FailedHealthChecks");
    assertThat(elb.health(group, a).description()).isEqualTo("Health checks failed");
  }

  @Test
  void instances_see_the_client_and_addresses_see_the_node() {
    elb.target(group, "a");
    String addresses = tcp("addresses", "ip");
    listen(81, "TCP", addresses);
    elb.client()
        .registerTargets(
            r ->
                r.targetGroupArn(addresses)
                    .targets(TargetDescription.builder().id("10.0.1.50").build()));
    elb.pass(30);

    assertThat(client(80)).hasValue(CLIENT);
    assertThat(client(81)).isEmpty();
    elb.attribute(group, "preserve_client_ip.enabled", "false");
    elb.attribute(addresses, "preserve_client_ip.enabled", "true");
    assertThat(client(80)).isEmpty();
    assertThat(client(81)).hasValue(CLIENT);
  }

  private Optional<String> client(int port) {
    return ((Decision.Pass) decided("a", port, false, CLIENT)).client();
  }

  @Test
  void a_sticky_group_gives_a_client_the_same_target() {
    elb.target(group, "a");
    elb.target(group, "a");
    elb.target(group, "a");
    elb.pass(30);
    assertThat(served("a")).hasSize(3);

    elb.attribute(group, "stickiness.enabled", "true");
    assertThat(served("a")).hasSize(1);
    assertThat(
            IntStream.range(1, 30)
                .mapToObj(i -> decided("a", 80, false, "203.0.113." + i))
                .map(each -> ((Decision.Pass) each).address())
                .distinct())
        .hasSize(3);
  }

  @Test
  void tls_is_passed_on_by_tcp_and_ends_at_tls() {
    elb.target(group, "a");
    String certificate =
        elb.session.acm().requestCertificate(r -> r.domainName("www.example.com")).certificateArn();
    elb.pass(30);
    elb.client()
        .createListener(
            r ->
                r.loadBalancerArn(loadBalancer)
                    .port(443)
                    .protocol("TLS")
                    .certificates(Certificate.builder().certificateArn(certificate).build())
                    .defaultActions(ElbUnderTest.forward(group)));

    assertThat(decided("a", 80, true, CLIENT)).isInstanceOf(Decision.Pass.class);
    assertThat(decided("a", 443, true, CLIENT)).isInstanceOf(Decision.Pass.class);
    assertThat(decided("a", 443, false, CLIENT)).isEqualTo(new Decision.NoListener());
    elb.world.facts().establish(new Fact.CertificateExpired(certificate));
    assertThat(decided("a", 443, true, CLIENT))
        .isEqualTo(new Decision.CertificateExpired(certificate));
    assertThat(decided("a", 80, true, CLIENT)).isInstanceOf(Decision.Pass.class);
  }

  @Test
  void a_listener_for_udp_takes_no_connections() {
    String udp =
        elb.client()
            .createTargetGroup(r -> r.name("udp").protocol("UDP").port(53).vpcId(elb.vpc))
            .targetGroups()
            .get(0)
            .targetGroupArn();
    listen(53, "UDP", udp);

    assertThat(decided("a", 53, false, CLIENT)).isEqualTo(new Decision.NoListener());
  }

  @Test
  void its_metrics_have_a_namespace_of_their_own() {
    elb.target(group, "a");
    elb.pass(30);
    elb.loadBalancing.passed(elb.node("a").networkInterfaceId(), 3);
    elb.pass(120);

    assertThat(elb.metrics.values("NewFlowCount", 1)).containsExactly(3.0);
    assertThat(elb.metrics.values("HealthyHostCount", 2)).contains(1.0);
    assertThat(elb.metrics.namespaces()).containsExactly("AWS/NetworkELB");
  }
}
