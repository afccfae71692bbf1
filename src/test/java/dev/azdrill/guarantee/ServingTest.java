package dev.azdrill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.GuaranteeVerdict;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Whether what is configured serves clients: what sends requests, checks health, and lets pass. */
class ServingTest {
  private static final String DOOR = "only-load-balancer-is-reachable";
  private static final String ADMISSION = "application-admits-only-load-balancer";
  private static final String ZONES = "tiers-span-zones";
  private static final String HEALTH = "unhealthy-instances-are-replaced";
  private static final String OTHER = "arn:aws:elasticloadbalancing:::targetgroup/other/1";

  private final Inventory sound = SoundProduction.inventory();

  private static Proof prove(String id, Inventory inventory) {
    return Guarantees.named(id).orElseThrow().prove(inventory);
  }

  private Inventory answering(Action action) {
    return sound.map(Kind.LISTENER, each -> each.toBuilder().defaultActions(action).build());
  }

  private static Action fixed(String code) {
    return Action.builder()
        .type(ActionTypeEnum.FIXED_RESPONSE)
        .fixedResponseConfig(r -> r.statusCode(code))
        .build();
  }

  private static Action forward(String targetGroup) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroup).build();
  }

  /** With a second target group, to which everything is forwarded. */
  private Inventory forwardingToTheOther() {
    TargetGroup other =
        TargetGroup.builder().targetGroupArn(OTHER).targetGroupName("other").build();
    return answering(forward(OTHER))
        .with(
            Kind.TARGET_GROUP,
            Stream.concat(sound.all(Kind.TARGET_GROUP).stream(), Stream.of(other)).toList());
  }

  @ParameterizedTest
  @CsvSource({"200, PROVEN", "404, PROVEN", "500, VIOLATED", "503, VIOLATED"})
  void a_load_balancer_that_says_it_is_unavailable_is_not_open(
      String code, GuaranteeVerdict verdict) {
    Proof proof = prove(DOOR, answering(fixed(code)));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  @Test
  void a_target_group_without_targets_is_named_with_its_listener() {
    Inventory empty = forwardingToTheOther().with(Kind.TARGET_HEALTH, List.of());

    assertThat(prove(DOOR, empty).because())
        .isEqualTo(
            "web on port 80 forwards to the target group other, which has no targets"
                + " (and 1 more like it)");
  }

  @Test
  void whether_a_target_group_has_targets_is_unknown_where_it_is_not_described() {
    assertThat(prove(DOOR, answering(forward(OTHER))).because()).contains("which is not described");
    assertThat(prove(DOOR, sound.without(Kind.TARGET_HEALTH, "denied")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void whether_another_target_group_has_targets_is_unknown_where_health_was_not_read() {
    Proof proof = prove(DOOR, forwardingToTheOther().without(Kind.TARGET_HEALTH, "denied"));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).contains("whether that has targets was not read");
  }

  @Test
  void each_load_balancer_is_knocked_at_on_its_own_listeners_alone() {
    String secondArn = SoundProduction.LOAD_BALANCER.replace("/web/", "/office/");
    LoadBalancer second =
        sound.all(Kind.LOAD_BALANCER).get(0).toBuilder()
            .loadBalancerArn(secondArn)
            .loadBalancerName("office")
            .securityGroups("sg-office")
            .build();
    Listener listener =
        sound.all(Kind.LISTENER).stream()
            .filter(each -> each.port() == 443)
            .findFirst()
            .orElseThrow()
            .toBuilder()
            .loadBalancerArn(secondArn)
            .listenerArn(secondArn.replace(":loadbalancer/", ":listener/") + "/1")
            .port(8443)
            .build();
    SecurityGroup door =
        SecurityGroup.builder()
            .groupId("sg-office")
            .vpcId("vpc-1")
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(8443)
                    .toPort(8443)
                    .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                    .build())
            .build();
    Inventory both =
        also(
            also(also(sound, Kind.LOAD_BALANCER, second), Kind.LISTENER, listener),
            Kind.SECURITY_GROUP,
            door);

    Proof proof = prove(DOOR, both);

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  private static <T extends SdkPojo> Inventory also(Inventory all, Kind<T> kind, T one) {
    return all.with(kind, Stream.concat(all.all(kind).stream(), Stream.of(one)).toList());
  }

  @Test
  void targets_that_are_registered_by_hand_are_targets() {
    Inventory registered = withHealth(forwardingToTheOther(), OTHER, "healthy");

    assertThat(prove(DOOR, registered).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  /** Many load balancers serve some hosts or paths, and refuse whatever else by default. */
  @ParameterizedTest
  @ValueSource(strings = {"/shop/*", "/*"})
  void a_default_may_refuse_what_no_rule_forwards(String path) {
    String served = sound.all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    Inventory selective =
        sound
            .map(
                Kind.RULE,
                each ->
                    each.toBuilder()
                        .priority("5")
                        .isDefault(false)
                        .conditions(
                            RuleCondition.builder().field("path-pattern").values(path).build())
                        .actions(forward(served))
                        .build())
            .map(
                Kind.LISTENER,
                each ->
                    each.port() == 80
                        ? each.toBuilder().defaultActions(fixed("503")).build()
                        : each);

    Proof proof = prove(DOOR, selective);

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  /** Only {@code *} catches every request. */
  @ParameterizedTest
  @CsvSource({
    "path-pattern, *, VIOLATED",
    "path-pattern, /*, VIOLATED",
    "host-header, *, VIOLATED",
    "path-pattern, /closed/*, PROVEN",
    "host-header, closed.example.com, PROVEN"
  })
  void a_rule_decides_for_everybody_if_it_catches_every_request(
      String field, String value, GuaranteeVerdict verdict) {
    Inventory ruled =
        sound.map(
            Kind.RULE,
            each ->
                each.toBuilder()
                    .priority("5")
                    .isDefault(false)
                    .conditions(RuleCondition.builder().field(field).values(value).build())
                    .actions(fixed("503"))
                    .build());

    assertThat(prove(DOOR, ruled).verdict()).isEqualTo(verdict);
  }

  @Test
  void the_load_balancer_gets_in_on_the_port_of_health_checks_as_well() {
    Inventory elsewhere =
        sound.map(Kind.TARGET_GROUP, each -> each.toBuilder().healthCheckPort("8081").build());
    Inventory admitted =
        TopologyMutations.admittingGroup(elsewhere, List.of("sg-app"), "sg-alb", 8081);

    assertThat(prove(ADMISSION, elsewhere).because()).contains("on port 8081");
    assertThat(prove(ADMISSION, elsewhere).verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(prove(ADMISSION, admitted).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
  }

  @Test
  void where_no_target_is_healthy_it_is_not_proven_that_the_load_balancer_gets_in() {
    String targets = sound.all(Kind.TARGET_GROUP).get(0).targetGroupArn();

    assertThat(prove(ADMISSION, withHealth(sound, targets, "unhealthy", "healthy")).verdict())
        .isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(ADMISSION, withHealth(sound, targets, "unhealthy", "unhealthy")).because())
        .isEqualTo(
            "web has no healthy target of 2, so whether the load balancer gets in is not certain");
  }

  private static TargetHealthDescription target(String id, String state) {
    return TargetHealthDescription.builder()
        .target(t -> t.id(id).port(8080))
        .targetHealth(h -> h.state(state))
        .build();
  }

  /** The target groups have these targets, and no others. */
  private Inventory withTargets(Inventory inventory, TargetHealthDescription... targets) {
    String owner = sound.all(Kind.TARGET_GROUP).get(0).targetGroupArn();
    Inventory.Builder more = Inventory.builder();
    Kind.all().stream()
        .filter(kind -> inventory.knows(kind) && !kind.equals(Kind.TARGET_HEALTH))
        .forEach(kind -> copy(inventory, kind, more));
    return more.add(Kind.TARGET_HEALTH, owner, List.of(targets)).build();
  }

  @Test
  void an_instance_in_service_that_is_no_target_stands_for_no_zone() {
    Proof proof = prove(ZONES, withTargets(sound, target("i-b", "healthy")));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.VIOLATED);
    assertThat(proof.because())
        .isEqualTo(
            "web gets requests through the target group web in eu-west-2b only: i-a in eu-west-2a is"
                + " not registered");
  }

  @ParameterizedTest
  @CsvSource({
    "healthy, PROVEN",
    "unavailable, PROVEN",
    "initial, UNKNOWN",
    "unknown to us, UNKNOWN",
    "unhealthy, VIOLATED",
    "unhealthy.draining, VIOLATED",
    "draining, VIOLATED",
    "unused, VIOLATED"
  })
  void a_target_that_gets_no_requests_stands_for_no_zone(String state, GuaranteeVerdict verdict) {
    Proof proof = prove(ZONES, withTargets(sound, target("i-a", state), target("i-b", "healthy")));

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
  }

  /** The load balancer's own trouble says nothing of the target. */
  @ParameterizedTest
  @CsvSource({"Target.FailedHealthChecks, VIOLATED", "Elb.InternalError, UNKNOWN"})
  void a_target_that_is_unhealthy_serves_nobody_and_it_is_said_why(
      String reason, GuaranteeVerdict verdict) {
    TargetHealthDescription unhealthy =
        target("i-a", "unhealthy").toBuilder()
            .targetHealth(h -> h.state("unhealthy").reason(reason))
            .build();

    Proof proof = prove(ZONES, withTargets(sound, unhealthy, target("i-b", "healthy")));

    assertThat(proof.verdict()).isEqualTo(verdict);
    assertThat(proof.because())
        .isEqualTo(
            "web gets requests through the target group web in eu-west-2b only: i-a in eu-west-2a is"
                + " unhealthy ("
                + reason
                + ")");
  }

  @Test
  void a_target_on_two_ports_gets_requests_on_either() {
    Inventory twice =
        withTargets(
            sound,
            target("i-a", "draining"),
            target("i-a", "healthy"),
            target("i-b", "healthy"),
            target("i-b", "unhealthy"));
    Inventory soon =
        withTargets(
            sound, target("i-a", "initial"), target("i-a", "unhealthy"), target("i-b", "healthy"));

    assertThat(prove(ZONES, twice).proven()).isTrue();
    assertThat(prove(ZONES, soon).verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
  }

  @Test
  void targets_that_are_registered_by_hand_stand_where_they_are() {
    Inventory detached =
        sound.map(
            Kind.AUTO_SCALING_GROUP, each -> each.toBuilder().targetGroupARNs(List.of()).build());

    assertThat(prove(ZONES, detached).proven()).isTrue();
    assertThat(prove(ZONES, withTargets(detached, target("i-b", "healthy"))).verdict())
        .isEqualTo(GuaranteeVerdict.VIOLATED);
  }

  @Test
  void where_target_health_was_not_read_it_is_unknown_which_zones_serve() {
    Proof proof = prove(ZONES, sound.without(Kind.TARGET_HEALTH, "denied"));

    assertThat(proof.verdict()).isEqualTo(GuaranteeVerdict.UNKNOWN);
    assertThat(proof.because()).contains("were not read: denied");
  }

  @Test
  void a_group_that_adds_no_replacement_to_the_load_balancer_replaces_nothing() {
    Inventory suspended =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each ->
                each.toBuilder()
                    .suspendedProcesses(
                        SuspendedProcess.builder().processName("AddToLoadBalancer").build())
                    .build());

    assertThat(prove(HEALTH, suspended).because())
        .isEqualTo("web listens to ELB, but these processes are suspended: AddToLoadBalancer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10  | 2  | 2  | PROVEN   |
          60  | 9  | 10 | PROVEN   |
          60  | 10 | 2  | VIOLATED | 660 s after what it replaces hangs: 600 s until that is found
          300 | 2  | 2  | VIOLATED | and 300 s until the replacement is checked
          61  | 10 | 2  | VIOLATED | finds what is unhealthy only after 610 s: every 61 s, after 10 failures
          61  | 2  | 10 | VIOLATED | has recovered only after 610 s (every 61 s, after 10 passes)
          """)
  void what_is_unhealthy_is_found_and_something_serves_in_its_place_within_ten_minutes(
      int every, int failures, int passes, GuaranteeVerdict verdict, @Nullable String because) {
    Inventory slow =
        sound.map(
            Kind.TARGET_GROUP,
            each ->
                each.toBuilder()
                    .healthCheckIntervalSeconds(every)
                    .unhealthyThresholdCount(failures)
                    .healthyThresholdCount(passes)
                    .build());

    assertThat(prove(HEALTH, slow).verdict()).isEqualTo(verdict);
    if (because != null) {
      assertThat(prove(HEALTH, slow).because()).contains(because);
    }
  }

  @ParameterizedTest
  @CsvSource({"600, PROVEN", "601, VIOLATED", "7200, VIOLATED", "0, PROVEN"})
  void a_grace_period_hides_what_hangs_for_ten_minutes_at_most(
      int grace, GuaranteeVerdict verdict) {
    Inventory patient =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each -> each.toBuilder().healthCheckGracePeriod(grace).build());

    assertThat(prove(HEALTH, patient).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200         | PROVEN   |
          200-399     | PROVEN   |
          200,204,301 | PROVEN   |
          200,404     | VIOLATED | web takes an answer of 404 for healthy
          200-499     | VIOLATED | web takes an answer of 400 for healthy
          500         | VIOLATED | web takes an answer of 500 for healthy
          all         | UNKNOWN  | or says it otherwise
          """)
  void an_answer_that_refuses_is_not_healthy(
      String codes, GuaranteeVerdict verdict, @Nullable String because) {
    Inventory lenient =
        sound.map(
            Kind.TARGET_GROUP, each -> each.toBuilder().matcher(m -> m.httpCode(codes)).build());

    assertThat(prove(HEALTH, lenient).verdict()).isEqualTo(verdict);
    if (because != null) {
      assertThat(prove(HEALTH, lenient).because()).contains(because);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          443     | #{host}          | PROVEN   | clients are served over TLS alone
          443     |                  | PROVEN   | clients are served over TLS alone
          8443    | #{host}          | VIOLATED | to HTTPS on port 8443, where nothing listens for that
          80      | #{host}          | VIOLATED | to HTTPS on port 80, where nothing listens for that
          #{port} | #{host}          | VIOLATED | to HTTPS on port 80, where nothing listens for that
                  | #{host}          | VIOLATED | to HTTPS on port 80, where nothing listens for that
          443     | evil.example.com | VIOLATED | to the host evil.example.com, which is not the
          """)
  void a_redirect_leads_to_the_load_balancer_itself_with_tls(
      @Nullable String port, @Nullable String host, GuaranteeVerdict verdict, String because) {
    Action redirect =
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .redirectConfig(r -> r.protocol("HTTPS").port(port).host(host))
            .build();
    Inventory redirecting =
        sound.map(
            Kind.LISTENER,
            each -> each.port() == 80 ? each.toBuilder().defaultActions(redirect).build() : each);

    Proof proof = prove("load-balancer-speaks-https", redirecting);

    assertThat(proof.verdict()).as(proof.because()).isEqualTo(verdict);
    assertThat(proof.because()).contains(because);
  }

  private static Inventory withHealth(Inventory inventory, String targetGroup, String... states) {
    Inventory.Builder more = Inventory.builder();
    Kind.all().stream()
        .filter(kind -> inventory.knows(kind) && !kind.equals(Kind.TARGET_HEALTH))
        .forEach(kind -> copy(inventory, kind, more));
    for (String state : states) {
      more.add(
          Kind.TARGET_HEALTH,
          targetGroup,
          List.of(TargetHealthDescription.builder().targetHealth(h -> h.state(state)).build()));
    }
    return more.build();
  }

  private static <T extends SdkPojo> void copy(Inventory from, Kind<T> kind, Inventory.Builder to) {
    to.add(kind, List.of());
    for (Inventory.Owned<T> each : from.owned(kind)) {
      each.owner()
          .ifPresentOrElse(
              owner -> to.add(kind, owner, List.of(each.value())),
              () -> to.add(kind, List.of(each.value())));
    }
  }

  @Test
  void a_group_that_launches_nothing_elsewhere_is_told_beside_what_is_proven() {
    Inventory stubborn =
        sound.map(
            Kind.AUTO_SCALING_GROUP,
            each ->
                each.copy(
                    g ->
                        g.availabilityZoneDistribution(
                            d -> d.capacityDistributionStrategy("balanced-only"))));

    assertThat(prove(ZONES, sound).note()).isEmpty();
    assertThat(prove(ZONES, stubborn).verdict()).isEqualTo(GuaranteeVerdict.PROVEN);
    assertThat(prove(ZONES, stubborn).note().orElseThrow()).contains("balanced-only");
  }
}
