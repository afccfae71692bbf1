package dev.azdrill.simulator.elbv2;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/**
 * The kinds of load balancers that there are here: what each listens for, what it forwards to, how
 * it checks that, and where it stands.
 *
 * <p>Source: API Reference, "CreateLoadBalancer", "CreateTargetGroup"; User Guide for Network Load
 * Balancers, "Listeners for your Network Load Balancers" (which protocols go together), "Health
 * checks for Network Load Balancer target groups".
 */
enum BalancerKind {
  /** Takes requests, and sends each to a target over a connection of its own. */
  APPLICATION(LoadBalancerTypeEnum.APPLICATION, "app", AttributeKind.APPLICATION_LOAD_BALANCER) {
    @Override
    void define() {
      place(2, 27, "ZHURV8PSTC4K8");
      listen(ProtocolEnum.HTTPS, ProtocolEnum.HTTPS, ProtocolEnum.HTTP);
      listen(ProtocolEnum.HTTP, ProtocolEnum.HTTPS, ProtocolEnum.HTTP);
      check(ProtocolEnum.HTTP, 5);
      check(ProtocolEnum.HTTPS, 5);
      match("200", 499);
    }

    @Override
    TargetHealth told(TargetHealth failed) {
      return failed;
    }
  },

  /** Takes connections, and passes what comes by each on to a target. */
  NETWORK(LoadBalancerTypeEnum.NETWORK, "net", AttributeKind.NETWORK_LOAD_BALANCER) {
    @Override
    void define() {
      place(1, 28, "ZD4D7Y8KGAS4G");
      listen(ProtocolEnum.TLS, ProtocolEnum.TLS, ProtocolEnum.TCP);
      listen(ProtocolEnum.TCP, ProtocolEnum.TCP, ProtocolEnum.TCP_UDP);
      listen(ProtocolEnum.TCP_UDP, ProtocolEnum.TCP_UDP);
      listen(ProtocolEnum.UDP, ProtocolEnum.UDP, ProtocolEnum.TCP_UDP);
      check(ProtocolEnum.TCP, 10);
      check(ProtocolEnum.HTTP, 6);
      check(ProtocolEnum.HTTPS, 10);
      match("200-399", 599);
    }

    /** User Guide, "Target health status": it has this reason alone. */
    @Override
    TargetHealth told(TargetHealth failed) {
      return failed.toBuilder()
          .reason(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS)
          .description("Health checks failed")
          .build();
    }
  };

  private final LoadBalancerTypeEnum type;
  private final String prefix;
  private final AttributeKind attributes;

  /** What a listener may forward to, by its own protocol. */
  private final Map<ProtocolEnum, List<ProtocolEnum>> targets = new LinkedHashMap<>();

  /** By what targets may be checked, and after how many seconds without an answer it has failed. */
  private final Map<ProtocolEnum, Integer> checks = new LinkedHashMap<>();

  private int leastZones;
  private int smallestBlock;
  private String hostedZone = "";
  private String matcher = "";
  private int greatestStatus;

  BalancerKind(LoadBalancerTypeEnum type, String prefix, AttributeKind attributes) {
    this.type = type;
    this.prefix = prefix;
    this.attributes = attributes;
    define();
  }

  abstract void define();

  /** How much of why a check has failed is told. */
  abstract TargetHealth told(TargetHealth failed);

  void place(int zones, int block, String zoneOfNames) {
    leastZones = zones;
    smallestBlock = block;
    hostedZone = zoneOfNames;
  }

  void listen(ProtocolEnum by, ProtocolEnum... to) {
    targets.put(by, List.of(to));
  }

  void check(ProtocolEnum by, int timeoutSeconds) {
    checks.put(by, timeoutSeconds);
  }

  void match(String statuses, int greatest) {
    matcher = statuses;
    greatestStatus = greatest;
  }

  /** The kind of this type; empty where none of it is simulated. */
  static Optional<BalancerKind> of(@Nullable LoadBalancerTypeEnum type) {
    return type == null
        ? Optional.of(APPLICATION)
        : Arrays.stream(values()).filter(each -> each.type == type).findFirst();
  }

  /** The kind whose targets are spoken to so. */
  static Optional<BalancerKind> ofTargets(@Nullable ProtocolEnum protocol) {
    return protocol == null
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(each -> each.targets.values().stream().anyMatch(to -> to.contains(protocol)))
            .findFirst();
  }

  /** The kind whose network interfaces are described so. */
  static Optional<BalancerKind> ofDescription(String lastParts) {
    return Arrays.stream(values())
        .filter(each -> lastParts.startsWith(each.prefix + "/"))
        .findFirst();
  }

  LoadBalancerTypeEnum type() {
    return type;
  }

  /** In ARNs: {@code app}. */
  String prefix() {
    return prefix;
  }

  AttributeKind attributes() {
    return attributes;
  }

  /** In how many zones one stands at least. */
  int leastZones() {
    return leastZones;
  }

  /** The longest prefix of a subnet where one may stand. */
  int smallestBlock() {
    return smallestBlock;
  }

  /** Route 53's zone of their names in Europe (London). */
  String hostedZone() {
    return hostedZone;
  }

  boolean listensFor(@Nullable ProtocolEnum protocol) {
    return targets.containsKey(protocol);
  }

  /** As AWS lists them: {@code HTTPS, HTTP}. */
  String listenerProtocols() {
    return names(targets);
  }

  /** Whether a listener of one protocol forwards to targets of another. */
  boolean forwards(@Nullable ProtocolEnum listener, ProtocolEnum target) {
    return targets.getOrDefault(listener, List.of()).contains(target);
  }

  /** By what targets are checked where nobody says. */
  ProtocolEnum usualCheck() {
    return checks.keySet().iterator().next();
  }

  boolean checksBy(@Nullable ProtocolEnum protocol) {
    return checks.containsKey(protocol);
  }

  String checkProtocols() {
    return names(checks);
  }

  /** After how many seconds a check without an answer has failed, where nobody says. */
  int usualTimeout(ProtocolEnum check) {
    return checks.getOrDefault(check, 0);
  }

  /** The statuses that pass where nobody says. */
  String usualMatcher() {
    return matcher;
  }

  /** The greatest status that may pass. */
  int greatestStatus() {
    return greatestStatus;
  }

  private static String names(Map<ProtocolEnum, ?> of) {
    return of.keySet().stream().map(ProtocolEnum::toString).collect(Collectors.joining(", "));
  }
}
