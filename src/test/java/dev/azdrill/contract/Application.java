package dev.azdrill.contract;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.platform.TrafficPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** A group of two behind a door, in two zones, which listens to the door's health checks. */
final class Application {
  private static final int CAPACITY = 2;

  private final Subject subject;
  private final LoadBalancerFixture door;
  private final TargetGroup targets;
  private final String group;
  private final Fleet fleet;

  /** Built, and both targets healthy. */
  Application(Subject subject) {
    this.subject = subject;
    this.door = new LoadBalancerFixture(subject);
    NetworkFixture ground = door.ground();
    this.targets = door.targets();
    letGoSoon();
    door.listen(targets);
    this.group = ground.group("app");
    subject.ec2().authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(fromDoor()));
    List<String> inner = List.of(ground.subnet(11, 0), ground.subnet(12, 1));
    String template = Fleet.template(subject, group);
    this.fleet =
        Fleet.create(
            subject,
            Fleet.request(subject, template, inner, CAPACITY)
                .targetGroupARNs(targets.targetGroupArn())
                .healthCheckType("ELB")
                .healthCheckGracePeriod(60)
                .build());
    door.active();
    awaitHealthy();
  }

  /** Half a minute is enough for targets that nobody really uses. */
  private void letGoSoon() {
    subject
        .elb()
        .modifyTargetGroupAttributes(
            r ->
                r.targetGroupArn(targets.targetGroupArn())
                    .attributes(
                        TargetGroupAttribute.builder()
                            .key("deregistration_delay.timeout_seconds")
                            .value("30")
                            .build()));
  }

  private IpPermission fromDoor() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(8080)
        .toPort(8080)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(door.group()).build())
        .build();
  }

  Fleet fleet() {
    return fleet;
  }

  Instance any() {
    return fleet.inService().get(0);
  }

  /** The ids of the healthy targets. */
  List<String> healthy() {
    return subject
        .elb()
        .describeTargetHealth(r -> r.targetGroupArn(targets.targetGroupArn()))
        .targetHealthDescriptions()
        .stream()
        .filter(each -> each.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
        .map(Application::id)
        .toList();
  }

  private static String id(TargetHealthDescription each) {
    return each.target().id();
  }

  /** Waits until as many targets are healthy as the group desires, and none of these. */
  void awaitHealthy(String... without) {
    subject
        .eventually(CAPACITY + " healthy targets without " + List.of(without))
        .until(
            this::healthy,
            all -> all.size() == CAPACITY && Collections.disjoint(all, List.of(without)));
  }

  /** Takes away the rule that lets the door in. */
  void shutOut() {
    subject.ec2().revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(fromDoor()));
  }

  /** Sends requests for two minutes; returns what came of them. */
  List<Exchange> ask() {
    return askWhile(() -> {});
  }

  /** Sends requests while this is done and for two minutes after it; returns what came of them. */
  List<Exchange> askWhile(Runnable act) {
    Collection<Exchange> seen = Collections.synchronizedList(new ArrayList<>());
    TrafficPort.Clients clients = use(2, seen::add);
    act.run();
    subject.aws().clock().pass(Duration.ofMinutes(2));
    clients.stop();
    return List.copyOf(seen);
  }

  /** Clients that stand for this many requests per second, until they are stopped. */
  TrafficPort.Clients use(double requestsPerSecond, Consumer<Exchange> sink) {
    TrafficPort.Clients clients =
        subject
            .platform()
            .traffic()
            .start(
                new TrafficPort.Plan(
                    door.balancer().dnsName(),
                    false,
                    "/",
                    2,
                    Duration.ofSeconds(2),
                    requestsPerSecond),
                sink);
    subject.later("stop the clients", clients::stop);
    return clients;
  }
}
