package dev.azdrill.simulator.elbv2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The attributes that a kind of resource has: their names, defaults and permitted values.
 *
 * <p>Source: API Reference, "LoadBalancerAttribute", "TargetGroupAttribute" and
 * "ListenerAttribute", as far as they concern application load balancers.
 */
enum AttributeKind {
  LOAD_BALANCER("Load balancer") {
    @Override
    void define() {
      flag("access_logs.s3.enabled", false);
      text("access_logs.s3.bucket");
      text("access_logs.s3.prefix");
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
  TARGET_GROUP("Target group") {
    @Override
    void define() {
      number(DEREGISTRATION_DELAY, 300, 0, 3_600);
      define("load_balancing.algorithm.anomaly_mitigation", "off", "on|off").simulated("off");
      define(
              "load_balancing.algorithm.type",
              "round_robin",
              "round_robin|least_outstanding_requests|weighted_random")
          .simulated("round_robin");
      define(
          CROSS_ZONE,
          "use_load_balancer_configuration",
          "true|false|use_load_balancer_configuration");
      number("slow_start.duration_seconds", 0, 0, 900).simulated("0");
      text("stickiness.app_cookie.cookie_name");
      number("stickiness.app_cookie.duration_seconds", 86400, 1, 604_800);
      flag("stickiness.enabled", false);
      number("stickiness.lb_cookie.duration_seconds", 86400, 1, 604_800);
      define("stickiness.type", "lb_cookie", "lb_cookie|app_cookie");
      define(DNS_FAILOVER + COUNT, "1", "off|[1-9][0-9]*");
      define(DNS_FAILOVER + PERCENTAGE, "off", "off|[1-9][0-9]?|100");
      define(UNHEALTHY_ROUTING + COUNT, "1", "[1-9][0-9]*");
      define(UNHEALTHY_ROUTING + PERCENTAGE, "off", "off|[1-9][0-9]?|100");
    }
  },
  LISTENER("Listener") {
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
  };

  static final String DELETION_PROTECTION = "deletion_protection.enabled";
  static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
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
  private final Map<String, Definition> definitions = new LinkedHashMap<>();

  AttributeKind(String noun) {
    this.noun = noun;
    define();
  }

  abstract void define();

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

  /** All of them by name. */
  Map<String, Definition> definitions() {
    return Collections.unmodifiableMap(definitions);
  }
}
