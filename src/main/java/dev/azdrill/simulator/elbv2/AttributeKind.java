package dev.azdrill.simulator.elbv2;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The attributes that a kind of resource has: their names, defaults and permitted values.
 *
 * <p>Source: API Reference, "LoadBalancerAttribute", "TargetGroupAttribute" and
 * "ListenerAttribute", as far as they concern application and network load balancers.
 */
enum AttributeKind {
  APPLICATION_LOAD_BALANCER(AttributeKind.BALANCERS, "load balancers with type 'application'") {
    @Override
    void define() {
      accessLogs();
      flag("connection_logs.s3.enabled", false);
      text("connection_logs.s3.bucket");
      text("connection_logs.s3.prefix");
      number("client_keep_alive.seconds", 3600, 60, 604_800);
      flag(DELETION_PROTECTION, false);
      number("idle_timeout.timeout_seconds", 60, 1, 4_000);
      flag("ipv6.deny_all_igw_traffic", false);
      // AWS: always on at this level for application load balancers.
      define(CROSS_ZONE, "true", "true");
      define("routing.http.desync_mitigation_mode", "defensive", "monitor|defensive|strictest");
      flag("routing.http.drop_invalid_header_fields.enabled", false);
      flag("routing.http.preserve_host_header.enabled", false);
      flag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", false);
      flag("routing.http.xff_client_port.enabled", false);
      define("routing.http.xff_header_processing.mode", "append", "append|preserve|remove");
      flag("routing.http2.enabled", true);
      flag("waf.fail_open.enabled", false);
      flag("zonal_shift.config.enabled", false);
    }
  },
  NETWORK_LOAD_BALANCER(AttributeKind.BALANCERS, "load balancers with type 'network'") {
    @Override
    void define() {
      accessLogs();
      flag(DELETION_PROTECTION, false);
      // It is about clients in the VPC: those of the region are on the internet.
      define(
          "dns_record.client_routing_policy",
          "any_availability_zone",
          "any_availability_zone|availability_zone_affinity|partial_availability_zone_affinity");
      flag("ipv6.deny_all_igw_traffic", false);
      flag(CROSS_ZONE, false);
      number("secondary_ips.auto_assigned.per_subnet", 0, 0, 7).simulated("0");
      flag("zonal_shift.config.enabled", false);
    }
  },
  HTTP_TARGETS(AttributeKind.TARGETS, "target groups with the HTTP or HTTPS protocol") {
    @Override
    void define() {
      number(DEREGISTRATION_DELAY, 300, 0, 3_600);
      define("load_balancing.algorithm.anomaly_mitigation", "off", "on|off").simulated("off");
      define(
              "load_balancing.algorithm.type",
              "round_robin",
              "round_robin|least_outstanding_requests|weighted_random")
          .simulated("round_robin");
      zones();
      number("slow_start.duration_seconds", 0, 0, 900).simulated("0");
      text("stickiness.app_cookie.cookie_name");
      number("stickiness.app_cookie.duration_seconds", 86400, 1, 604_800);
      flag(STICKINESS, false);
      number("stickiness.lb_cookie.duration_seconds", 86400, 1, 604_800);
      define(STICKINESS_TYPE, "lb_cookie", "lb_cookie|app_cookie");
    }
  },
  TCP_INSTANCES(AttributeKind.TARGETS, "target groups with the TCP protocol") {
    @Override
    void define() {
      connections("true", "true|false", "true");
      flag(STICKINESS, false);
    }
  },
  TCP_ADDRESSES(AttributeKind.TARGETS, "target groups with the TCP protocol") {
    @Override
    void define() {
      connections("false", "true|false", "true");
      flag(STICKINESS, false);
    }
  },
  TLS_INSTANCES(AttributeKind.TARGETS, "target groups with the TLS protocol") {
    @Override
    void define() {
      connections("true", "true|false", "true");
      define(STICKINESS, "false", "false");
    }
  },
  TLS_ADDRESSES(AttributeKind.TARGETS, "target groups with the TLS protocol") {
    @Override
    void define() {
      connections("false", "true|false", "true");
      define(STICKINESS, "false", "false");
    }
  },
  UDP_TARGETS(AttributeKind.TARGETS, "target groups with the UDP or TCP_UDP protocol") {
    @Override
    void define() {
      connections("true", "true", "false");
      flag(STICKINESS, false);
    }
  },
  HTTP_LISTENER(AttributeKind.LISTENERS, "listeners with the HTTP or HTTPS protocol") {
    @Override
    void define() {
      flag("routing.http.response.server.enabled", true);
      for (String header :
          new String[] {
            "strict_transport_security",
            "access_control_allow_origin",
            "access_control_allow_methods",
            "access_control_allow_headers",
            "access_control_allow_credentials",
            "access_control_expose_headers",
            "access_control_max_age",
            "content_security_policy",
            "x_content_type_options",
            "x_frame_options"
          }) {
        text("routing.http.response." + header + ".header_value");
      }
    }
  },
  TCP_LISTENER(AttributeKind.LISTENERS, "listeners with the TCP protocol") {
    @Override
    void define() {
      number("tcp.idle_timeout.seconds", 350, 60, 6_000);
    }
  },
  /** Of TLS and UDP, whose connections last as long as AWS says. */
  FIXED_LISTENER(AttributeKind.LISTENERS, "listeners with the TLS, UDP or TCP_UDP protocol") {
    @Override
    void define() {
      // AWS: there is none.
    }
  };

  private static final String BALANCERS = "Load balancer";
  private static final String TARGETS = "Target group";
  private static final String LISTENERS = "Listener";

  static final String DELETION_PROTECTION = "deletion_protection.enabled";
  static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
  static final String STICKINESS = "stickiness.enabled";
  static final String STICKINESS_TYPE = "stickiness.type";
  static final String PRESERVE_CLIENT_IP = "preserve_client_ip.enabled";
  static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
  static final String DNS_FAILOVER = "target_group_health.dns_failover.minimum_healthy_targets.";
  static final String UNHEALTHY_ROUTING =
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";
  static final String COUNT = "count";
  static final String PERCENTAGE = "percentage";

  /**
   * One attribute.
   *
   * @param permitted by AWS
   * @param simulated what of it the data plane follows, or need not follow
   */
  record Definition(String initial, Predicate<String> permitted, Pattern simulated) {}

  /** An attribute that is being defined, of which all permitted values are simulated. */
  final class Defined {
    private final String key;

    private Defined(String key) {
      this.key = key;
    }

    void simulated(String only) {
      definitions.computeIfPresent(
          key,
          (each, all) -> new Definition(all.initial(), all.permitted(), Pattern.compile(only)));
    }
  }

  private final String noun;
  private final String bearers;
  private final Map<String, Definition> definitions = new LinkedHashMap<>();

  AttributeKind(String noun, String bearers) {
    this.noun = noun;
    this.bearers = bearers;
    define();
  }

  /** Those of a target group. */
  static AttributeKind of(TargetGroup group) {
    boolean instances = group.targetType() == TargetTypeEnum.INSTANCE;
    return switch (group.protocol()) {
      case TCP -> instances ? TCP_INSTANCES : TCP_ADDRESSES;
      case TLS -> instances ? TLS_INSTANCES : TLS_ADDRESSES;
      case UDP, TCP_UDP -> UDP_TARGETS;
      default -> HTTP_TARGETS;
    };
  }

  /** Those of a listener. */
  static AttributeKind of(Listener listener) {
    return switch (listener.protocol()) {
      case TCP -> TCP_LISTENER;
      case TLS, UDP, TCP_UDP -> FIXED_LISTENER;
      default -> HTTP_LISTENER;
    };
  }

  abstract void define();

  void accessLogs() {
    flag("access_logs.s3.enabled", false);
    text("access_logs.s3.bucket");
    text("access_logs.s3.prefix");
  }

  /** Which targets a node uses. */
  void zones() {
    define(
        CROSS_ZONE,
        "use_load_balancer_configuration",
        "true|false|use_load_balancer_configuration");
    define(DNS_FAILOVER + COUNT, "1", "off|[1-9][0-9]*");
    define(DNS_FAILOVER + PERCENTAGE, "off", "off|[1-9][0-9]?|100");
    define(UNHEALTHY_ROUTING + COUNT, "1", "[1-9][0-9]*");
    define(UNHEALTHY_ROUTING + PERCENTAGE, "off", "off|[1-9][0-9]?|100");
  }

  /**
   * What the targets of network load balancers have. No connection of the region's clients outlasts
   * a request, and what a target reads of it is not looked at: nothing follows from how one is
   * ended, or from the header of the proxy protocol.
   *
   * @param client whether a target sees the client's address
   * @param permitted what that may be changed to
   * @param unhealthy whether connections to what is unhealthy are ended
   */
  void connections(String client, String permitted, String unhealthy) {
    number(DEREGISTRATION_DELAY, 300, 0, 3_600);
    flag("deregistration_delay.connection_termination.enabled", unhealthy.equals("false"));
    define(PRESERVE_CLIENT_IP, client, permitted);
    flag("proxy_protocol_v2.enabled", false);
    define(STICKINESS_TYPE, "source_ip", "source_ip");
    zones();
    define(
        "target_health_state.unhealthy.connection_termination.enabled",
        unhealthy,
        unhealthy.equals("true") ? "true|false" : "false");
    number("target_health_state.unhealthy.draining_interval_seconds", 0, 0, 360_000).simulated("0");
  }

  Defined define(String key, String initial, String permitted) {
    Pattern pattern = Pattern.compile(permitted);
    definitions.put(key, new Definition(initial, pattern.asMatchPredicate(), pattern));
    return new Defined(key);
  }

  void flag(String key, boolean initial) {
    define(key, String.valueOf(initial), "true|false");
  }

  Defined number(String key, int initial, int min, int max) {
    Pattern digits = Pattern.compile("[0-9]{1,6}");
    Predicate<String> within =
        value -> Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
    definitions.put(
        key,
        new Definition(String.valueOf(initial), digits.asMatchPredicate().and(within), digits));
    return new Defined(key);
  }

  void text(String key) {
    define(key, "", ".*");
  }

  /** What has these attributes, for messages. */
  String noun() {
    return noun;
  }

  /** The same in the plural, told from others that are called so. */
  String bearers() {
    return bearers;
  }

  /** Whether others that are called the same have an attribute, and may have this value. */
  boolean isOfOthers(String key, Predicate<Definition> which) {
    return Arrays.stream(values())
        .filter(other -> other.noun.equals(noun))
        .flatMap(other -> Optional.ofNullable(other.definitions.get(key)).stream())
        .anyMatch(which);
  }

  /** All of them by name. */
  Map<String, Definition> definitions() {
    return Collections.unmodifiableMap(definitions);
  }
}
