package dev.azdrill.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes a blueprint as YAML, so that tests can read it again. */
public final class BlueprintYaml {
  private final List<String> lines = new ArrayList<>();

  private BlueprintYaml() {}

  /** The text from which {@link Blueprints#parse} makes the same blueprint. */
  public static String of(Blueprint blueprint) {
    BlueprintYaml yaml = new BlueprintYaml();
    yaml.write(blueprint);
    return String.join("\n", yaml.lines) + "\n";
  }

  private void write(Blueprint blueprint) {
    add("name: " + blueprint.name());
    add("region: " + blueprint.region());
    add("zones: [" + String.join(", ", blueprint.zones()) + "]");
    network(blueprint.network());
    add("security-groups:");
    blueprint.securityGroups().forEach(this::securityGroup);
    loadBalancer(blueprint.loadBalancer());
    group(blueprint.group());
    application(blueprint.application());
    blueprint.database().ifPresent(this::database);
  }

  private void application(Application application) {
    if (!application.equals(Application.UNKNOWN)) {
      add("application:");
      application.capacity().ifPresent(each -> add("  capacity: " + each));
      if (!application.outbound().isEmpty()) {
        add("  outbound: " + application.outbound());
      }
    }
  }

  private void network(Network network) {
    add("network:");
    add("  cidr: " + network.cidr());
    add("  nat: " + network.nat().word());
    add("  public-addresses-on-launch: " + network.publicAddressesOnLaunch());
    add("  close-default-group: " + network.closedDefaultGroup());
    add("  subnets:");
    network.subnets().forEach((tier, cidrs) -> add("    " + tier.word() + ": " + cidrs));
  }

  private void securityGroup(Part part, List<Admission> admissions) {
    add("  " + part.word() + (admissions.isEmpty() ? ": []" : ":"));
    for (Admission each : admissions) {
      add("    - from: " + each.from().word());
      add("      ports: " + each.ports());
    }
  }

  private void loadBalancer(LoadBalancer loadBalancer) {
    add("load-balancer:");
    add("  listeners:");
    for (Listener each : loadBalancer.listeners()) {
      add("    - port: " + each.port());
      add("      protocol: " + (each.secure() ? "https" : "http"));
      each.redirectTo().ifPresent(to -> add("      redirect-to: " + to));
    }
    loadBalancer.certificate().ifPresent(this::certificate);
    loadBalancer.tlsPolicy().ifPresent(policy -> add("  tls-policy: " + policy));
    loadBalancer.rateLimit().ifPresent(limit -> add("  rate-limit: " + limit));
    HealthCheck check = loadBalancer.healthCheck();
    add("  health-check:");
    add("    path: " + quoted(check.path()));
    add("    interval: " + seconds(check.interval()));
    add("    timeout: " + seconds(check.timeout()));
    add("    healthy: " + check.healthy());
    add("    unhealthy: " + check.unhealthy());
    add("  deregistration-delay: " + seconds(loadBalancer.deregistrationDelay()));
    add("  drop-invalid-headers: " + loadBalancer.dropInvalidHeaders());
  }

  private void certificate(Certificate certificate) {
    add("  certificate:");
    if (certificate instanceof Certificate.Requested requested) {
      add("    domain: " + quoted(requested.domain()));
    } else if (certificate instanceof Certificate.Existing existing) {
      add("    arn: " + existing.arn());
    }
  }

  private void group(Group group) {
    add("group:");
    add("  tier: " + group.tier().word());
    add(
        "  size: {min: %d, desired: %d, max: %d}"
            .formatted(group.size().min(), group.size().desired(), group.size().max()));
    add("  instance-type: " + group.instanceType());
    add("  image: " + group.image());
    add("  port: " + group.port());
    add("  health: " + (group.elbHealth() ? "elb" : "ec2"));
    add("  grace: " + seconds(group.grace()));
    group.cpuTarget().ifPresent(target -> add("  cpu-target: " + target));
    add("  require-imds-v2: " + group.requireImdsV2());
    add("  public-addresses: " + group.publicAddresses());
    group.userData().ifPresent(script -> add("  user-data: " + quoted(script)));
  }

  private void database(Database database) {
    add("database:");
    add("  engine: " + database.engine());
    add("  version: " + quoted(database.version()));
    add("  class: " + database.instanceClass());
    add("  storage-gib: " + database.storageGib());
    add("  port: " + database.port());
    add("  username: " + database.username());
    add("  multi-az: " + database.multiAz());
    add("  encrypted: " + database.encrypted());
    add("  publicly-accessible: " + database.publiclyAccessible());
    add("  backup-days: " + database.backupDays());
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }

  /** In double quotes, with the escapes of YAML. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ' || each > '~') {
        quoted.append("\\u%04x".formatted((int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }

  private void add(String line) {
    lines.add(line);
  }
}
