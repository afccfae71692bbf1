package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import dev.azdrill.discovery.Discovery;
import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.FaultContext;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.Injection;
import dev.azdrill.fault.Ledger;
import dev.azdrill.fault.LedgerFile;
import dev.azdrill.fault.LedgerReader;
import dev.azdrill.fault.Restorer;
import dev.azdrill.inventory.Kind;
import dev.azdrill.session.Somebody;
import dev.azdrill.topology.Blueprint;
import dev.azdrill.topology.Blueprints;
import dev.azdrill.traffic.Clients;
import dev.azdrill.traffic.TrafficLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

/** What clients, targets and the group see of faults that are plain AWS API calls. */
@Order(1)
class ApiFaultsTest {
  private static final Blueprint PRODUCTION = Blueprints.shipped("production").withZones(3);

  /** The group has seen what there is to see, and the load balancer, too. */
  private static final Duration FELT = Duration.ofMinutes(3);

  private static final Duration LONG = Duration.ofMinutes(10 / Matrix.every(2));

  private DrilledStack stack = new DrilledStack(PRODUCTION);
  @TempDir private Path folder;

  @AfterEach
  void close() {
    stack.close();
  }

  private FaultContext context() {
    return context(Ledger.NONE);
  }

  private FaultContext context(Ledger ledger) {
    return new FaultContext(
        stack.simulator,
        stack.inventory(),
        stack.run(stack.simulator).notes().of("drill-1"),
        ledger);
  }

  private Injection inject(String typed, FaultContext context) {
    Fault fault =
        FaultCatalogue.parse(
            typed.replace("PRIMARY", primaryZone()).replace("ELSEWHERE", elsewhere()));
    return Injection.of(
        FaultCatalogue.of(fault).orElseThrow().resolve(fault, stack.inventory()), context);
  }

  private String primaryZone() {
    return stack.inventory().all(Kind.DB_INSTANCE).get(0).availabilityZone();
  }

  private String elsewhere() {
    return PRODUCTION.zones().stream()
        .filter(each -> !each.equals(primaryZone()))
        .findFirst()
        .orElseThrow();
  }

  private static Restorer restorer(DrilledStack of) {
    return new Restorer(of.simulator, told -> {});
  }

  private Optional<String> difference() {
    return new Baseline(stack.inventory())
        .differenceOf(new Discovery(stack.simulator.session()).byStack("drilled"));
  }

  private TrafficLog.Counts seen(Clients clients, Duration during) {
    Instant from = stack.now();
    stack.pass(during);
    return clients.log().between(from, stack.now());
  }

  /** The share of requests that fails once the architecture has reacted, and after the undo. */
  @ParameterizedTest
  @CsvSource({
    "instance-reboot,                          0,   0",
    "database-cut-off,                       100, 100",
    "nat-gateway-loss:zone=ELSEWHERE,         33,  33",
    "default-route-loss:zone=ELSEWHERE,       33,  33",
    "internet-gateway-route-loss,            100, 100",
    "zone-network-isolation:zone=PRIMARY,    100, 100",
    "zone-network-isolation:zone=ELSEWHERE,    0,   0",
    "zone-partition:zone=PRIMARY,             60,  90",
    "zone-partition:zone=ELSEWHERE,           20,  40",
    "database-unreachable,                   100, 100",
    "load-balancer-zone-loss,                  0,   0",
    "targets-deregistered,                     0,   0",
    "targets-deregistered:instances=all,     100, 100",
    "health-check-misconfigured,               1,  10",
    "scaling-processes-suspended,              0,   0",
    "bad-launch-template,                      0,   0",
  })
  void clients_feel_it_as_long_as_it_holds_and_no_longer(String typed, int least, int most) {
    try (Clients clients = stack.clients(stack.simulator)) {
      Injection injection = inject(typed, context());
      stack.pass(FELT);
      TrafficLog.Counts held = seen(clients, LONG);
      assertThat(100L * held.failed() / held.sent()).isBetween((long) least, (long) most);

      assertThat(injection.witness()).isPresent();
      assertThat(injection.undo()).isEmpty();
      stack.pass(FELT);
      assertThat(seen(clients, LONG).failed()).isZero();
    }
    assertThat(difference()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "instance-reboot,            502",
    "load-balancer-zone-loss, refused",
    "zone-network-isolation:zone=ELSEWHERE, timeout",
  })
  void what_the_architecture_survives_is_felt_at_first(String typed, String failure) {
    try (Clients clients = stack.clients(stack.simulator)) {
      stack.pass(FELT);
      inject(typed, context());
      TrafficLog.Counts at = seen(clients, FELT);
      assertThat(at.failed()).isPositive();
      assertThat(at.toString()).contains(failure);
    }
  }

  private List<Activity> failedLaunches() {
    return stack
        .simulator
        .session()
        .autoScaling()
        .describeScalingActivities(r -> r.autoScalingGroupName(stack.group()))
        .activities()
        .stream()
        .filter(each -> each.statusCode() == ScalingActivityStatusCode.FAILED)
        .toList();
  }

  private long inService() {
    return stack
        .simulator
        .session()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(stack.group()))
        .autoScalingGroups()
        .get(0)
        .instances()
        .stream()
        .filter(each -> each.lifecycleStateAsString().equals("InService"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad-launch-template",
        "scaling-processes-suspended:process=Launch",
        "scaling-processes-suspended"
      })
  void what_is_lost_is_not_replaced_until_the_undo(String typed) {
    Injection injection = inject(typed, context());
    Injection.of(FaultCatalogue.parse("instance-termination"), context());
    stack.pass(Duration.ofMinutes(20));
    assertThat(inService()).isLessThan(3 + (typed.equals("scaling-processes-suspended") ? 1 : 0));
    assertThat(failedLaunches().isEmpty()).isEqualTo(!typed.equals("bad-launch-template"));

    assertThat(injection.undo()).isEmpty();
    stack.pass(Duration.ofMinutes(20));
    assertThat(inService()).isEqualTo(3);
  }

  @Test
  void processes_that_were_suspended_before_stay_so() {
    Somebody.beside(stack.simulator.session())
        .autoScaling()
        .suspendProcesses(
            r -> r.autoScalingGroupName(stack.group()).scalingProcesses("AZRebalance", "Launch"));

    assertThat(inject("scaling-processes-suspended", context()).undo()).isEmpty();

    assertThat(
            stack
                .simulator
                .session()
                .autoScaling()
                .describeAutoScalingGroups()
                .autoScalingGroups()
                .get(0)
                .suspendedProcesses())
        .extracting(SuspendedProcess::processName)
        .containsExactlyInAnyOrder("AZRebalance", "Launch");
    assertThatThrownBy(() -> inject("scaling-processes-suspended:process=Launch", context()))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("there is nothing to suspend");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nat-gateway-loss:zone=eu-west-2z|expected an Availability Zone in which the stack stands, saw 'eu-west-2z': did you mean eu-west-2",
        "zone-partition:zone=eu-west-2z|did you mean eu-west-2",
        "load-balancer-zone-loss:zone=eu-west-2z|did you mean eu-west-2",
        "database-cut-off:database=drilled-databse|saw 'drilled-databse': did you mean drilled-database?",
        "database-unreachable:database=x|There is: drilled-database",
        "targets-deregistered:instances=9|expected 9 instances of the group in service, saw 3",
      })
  void what_is_not_there_is_refused_in_a_sentence(String typed, String sentence) {
    assertThatThrownBy(() -> inject(typed, context()))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(sentence);
    assertThat(difference()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database-cut-off",
        "nat-gateway-loss",
        "default-route-loss",
        "internet-gateway-route-loss",
        "targets-deregistered:instances=all",
        "health-check-misconfigured",
        "bad-launch-template"
      })
  void what_is_broken_already_is_not_broken_twice(String typed) {
    Injection first = inject(typed, context());

    assertThatThrownBy(() -> inject(typed, context())).isInstanceOf(FaultException.class);

    assertThat(first.undo()).isEmpty();
    assertThat(difference()).isEmpty();
  }

  @Test
  void a_load_balancer_in_two_zones_loses_none() {
    try (DrilledStack two = new DrilledStack()) {
      stack.close();
      stack = two;
      assertThatThrownBy(() -> inject("load-balancer-zone-loss", context()))
          .isInstanceOf(FaultException.class)
          .hasMessageContaining("expected load balancer drilled-load-balancer to stand in three")
          .hasMessageContaining("saw 2");
    }
  }

  @Test
  void a_shared_nat_gateway_hits_every_zone_that_goes_out_through_it() {
    String gateway =
        stack.inventory().all(Kind.ROUTE_TABLE).stream()
            .flatMap(each -> each.routes().stream())
            .flatMap(each -> Optional.ofNullable(each.natGatewayId()).stream())
            .sorted()
            .findFirst()
            .orElseThrow();
    stack.inventory().all(Kind.ROUTE_TABLE).stream()
        .filter(each -> each.routes().stream().anyMatch(route -> route.natGatewayId() != null))
        .forEach(
            each ->
                Somebody.beside(stack.simulator.session())
                    .ec2()
                    .replaceRoute(
                        r ->
                            r.routeTableId(each.routeTableId())
                                .destinationCidrBlock("0.0.0.0/0")
                                .natGatewayId(gateway)));
    String zone = zoneOf(gateway);

    Injection injection = inject("nat-gateway-loss:zone=" + zone, context());

    assertThat(injection.fault().targets()).isEqualTo(PRODUCTION.zones());
    assertThat(injection.undo()).isEmpty();
  }

  private String zoneOf(String gateway) {
    String subnet =
        stack.inventory().all(Kind.NAT_GATEWAY).stream()
            .filter(each -> each.natGatewayId().equals(gateway))
            .map(each -> each.subnetId())
            .findFirst()
            .orElseThrow();
    return stack.inventory().all(Kind.SUBNET).stream()
        .filter(each -> each.subnetId().equals(subnet))
        .map(each -> each.availabilityZone())
        .findFirst()
        .orElseThrow();
  }

  /** Faults overlap on the same subnets, routes, groups: whichever is undone first. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void faults_that_overlap_are_undone_in_any_order(boolean isLastFirst) {
    List<Injection> all =
        List.of(
            inject("zone-partition:zone=PRIMARY", context()),
            inject("zone-network-isolation:zone=PRIMARY", context()),
            inject("database-unreachable", context()),
            inject("nat-gateway-loss:zone=PRIMARY", context()),
            inject("default-route-loss:zone=ELSEWHERE", context()),
            inject("targets-deregistered", context()),
            inject("load-balancer-zone-loss:zone=PRIMARY", context()),
            inject("bad-launch-template", context()));
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(isLastFirst ? all.size() - 1 - i : i).undo()).isEmpty();
    }

    assertThat(difference()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void faults_that_overlap_are_restored_from_the_ledger_or_from_tags(boolean byLedger)
      throws Exception {
    Path file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger =
        LedgerFile.create(file, "simulator", Optional.empty(), Optional.empty())) {
      for (String each :
          List.of(
              "zone-partition:zone=PRIMARY",
              "zone-network-isolation:zone=PRIMARY",
              "database-unreachable",
              "targets-deregistered",
              "health-check-misconfigured",
              "load-balancer-zone-loss:zone=PRIMARY",
              "scaling-processes-suspended:process=Launch",
              "scaling-processes-suspended",
              "bad-launch-template",
              "database-cut-off")) {
        inject(each, context(ledger));
      }
    }
    assertThat(LedgerReader.read(file).pending()).hasSize(10);

    assertThat(byLedger ? restorer(stack).fromLedger(file) : restorer(stack).fromTags("drilled"))
        .isEmpty();

    assertThat(difference()).isEmpty();
  }

  /** The rules of a zone's own ACL hold on beside those of a partition. */
  @Test
  void a_partition_keeps_the_rules_that_were_there() {
    String acl = stack.inventory().all(Kind.NETWORK_ACL).get(0).networkAclId();
    Somebody.beside(stack.simulator.session())
        .ec2()
        .createNetworkAclEntry(
            r ->
                r.networkAclId(acl)
                    .ruleNumber(1)
                    .egress(false)
                    .protocol("6")
                    .portRange(p -> p.from(22).to(22))
                    .cidrBlock("203.0.113.0/24")
                    .ruleAction("deny"));

    Injection injection = inject("zone-partition", context());

    List<NetworkAclEntry> rules =
        stack.simulator.session().ec2().describeNetworkAcls().networkAcls().stream()
            .filter(each -> !each.isDefault())
            .flatMap(each -> each.entries().stream())
            .filter(each -> "203.0.113.0/24".equals(each.cidrBlock()))
            .toList();
    assertThat(rules)
        .singleElement()
        .satisfies(each -> assertThat(each.portRange().from()).isEqualTo(22));
    assertThat(injection.undo()).isEmpty();
  }

  /**
   * AWS takes 20 rules in each direction, the last one included; the ACL that was created before
   * goes again.
   */
  @Test
  void an_act_that_is_refused_half_way_leaves_nothing() {
    for (int i = 1; i <= 18; i++) {
      int number = i;
      Somebody.beside(stack.simulator.session())
          .ec2()
          .createNetworkAclEntry(
              r ->
                  r.networkAclId(stack.inventory().all(Kind.NETWORK_ACL).get(0).networkAclId())
                      .ruleNumber(number)
                      .egress(false)
                      .protocol("-1")
                      .cidrBlock("203.0.113." + number + "/32")
                      .ruleAction("deny"));
    }

    assertThatThrownBy(() -> inject("zone-partition", context()))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("the platform refused");

    assertThat(stack.simulator.session().ec2().describeNetworkAcls().networkAcls())
        .filteredOn(each -> each.vpcId().equals(context().vpcId()))
        .hasSize(1);
  }

  /** Source: Auto Scaling tries a template when it is named, and not again. */
  @Test
  void auto_scaling_takes_no_template_whose_image_does_not_exist() {
    String template = stack.inventory().all(Kind.LAUNCH_TEMPLATE_VERSION).get(0).launchTemplateId();
    Somebody.beside(stack.simulator.session())
        .ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId(template)
                    .sourceVersion("1")
                    .launchTemplateData(d -> d.imageId("ami-00000000000000000")));

    assertThatThrownBy(
            () ->
                Somebody.beside(stack.simulator.session())
                    .autoScaling()
                    .updateAutoScalingGroup(
                        r ->
                            r.autoScalingGroupName(stack.group())
                                .launchTemplate(t -> t.launchTemplateId(template).version("2"))))
        .isInstanceOf(AutoScalingException.class)
        .hasMessageContaining("You must use a valid fully-formed launch template")
        .hasMessageContaining("ami-00000000000000000");
  }
}
