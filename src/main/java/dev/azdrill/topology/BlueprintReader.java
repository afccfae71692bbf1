package dev.azdrill.topology;

import dev.azdrill.network.model.Cidr;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlDocument;
import dev.azdrill.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the keys of a blueprint mean. */
final class BlueprintReader {
  private static final int CIDR_LENGTH_MAX = "255.255.255.255/32".length();
  private static final int SENDER_LENGTH_MAX = 32;
  private static final String INTERNET = "internet";

  private BlueprintReader() {}

  /**
   * @throws DocumentException with file, line and column
   */
  static Blueprint read(YamlDocument document) {
    try {
      return blueprint(document.root());
    } catch (DocumentException e) {
      throw document.placed(e);
    }
  }

  private static Blueprint blueprint(YamlNode node) {
    Section section =
        Section.of(
            node,
            "name",
            "region",
            "zones",
            "network",
            "security-groups",
            "load-balancer",
            "group",
            "application",
            "database");
    String region = section.text("region");
    return new Blueprint(
        section.text("name"),
        region,
        zones(section, region),
        section.entry("network", BlueprintReader::network),
        section.entry("security-groups", BlueprintReader::securityGroups),
        section.entry("load-balancer", BlueprintReader::loadBalancer),
        section.entry("group", BlueprintReader::group),
        section.maybe("application", BlueprintReader::application).orElse(Application.UNKNOWN),
        section.maybe("database", BlueprintReader::database));
  }

  private static List<String> zones(Section section, String region) {
    return section.isList("zones")
        ? section.list("zones", Section::scalar)
        : Blueprint.zonesOf(region, section.integer("zones"));
  }

  private static Network network(YamlNode node) {
    Section section =
        Section.of(
            node, "cidr", "nat", "public-addresses-on-launch", "close-default-group", "subnets");
    return new Network(
        section.entry("cidr", BlueprintReader::cidr),
        section.entry("subnets", BlueprintReader::subnets),
        section.word("nat", Nat.class),
        section.flag("public-addresses-on-launch"),
        section.flag("close-default-group"));
  }

  private static Map<Tier, List<Cidr>> subnets(YamlNode node) {
    Section section = Section.of(node, "public", "private", "database");
    EnumMap<Tier, List<Cidr>> subnets = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      section
          .maybe(tier.word(), list -> Section.elements(list, BlueprintReader::cidr))
          .ifPresent(cidrs -> subnets.put(tier, cidrs));
    }
    return subnets;
  }

  private static Cidr cidr(YamlNode node) {
    return BlueprintCidr.parse(Section.scalar(node, CIDR_LENGTH_MAX));
  }

  private static Map<Part, List<Admission>> securityGroups(YamlNode node) {
    Section section = Section.of(node, "load-balancer", "application", "database");
    EnumMap<Part, List<Admission>> groups = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      section
          .maybe(part.word(), list -> Section.elements(list, BlueprintReader::admission))
          .ifPresent(admissions -> groups.put(part, admissions));
    }
    return groups;
  }

  private static Admission admission(YamlNode node) {
    Section section = Section.of(node, "from", "ports");
    return new Admission(
        section.entry("from", BlueprintReader::sender), section.list("ports", Section::integer));
  }

  private static Admission.Sender sender(YamlNode node) {
    String text = Section.scalar(node, SENDER_LENGTH_MAX);
    if (text.equals(INTERNET)) {
      return Admission.Range.INTERNET;
    }
    if (text.contains("/")) {
      return new Admission.Range(BlueprintCidr.parse(text));
    }
    return Arrays.stream(Part.values())
        .filter(part -> part.word().equals(text))
        .findFirst()
        .map(Admission.Members::new)
        .orElseThrow(() -> noSender(text));
  }

  private static BlueprintException noSender(String text) {
    List<String> parts = Arrays.stream(Part.values()).map(Part::word).toList();
    List<String> words = new ArrayList<>(parts);
    words.add(INTERNET);
    return new BlueprintException(
        "",
        "internet, a network such as 10.0.0.0/8, or one of " + String.join(", ", parts),
        Printable.quoted(text),
        Resemblance.advice(text, words, "write one of them"));
  }

  private static LoadBalancer loadBalancer(YamlNode node) {
    Section section =
        Section.of(
            node,
            "listeners",
            "certificate",
            "tls-policy",
            "rate-limit",
            "health-check",
            "deregistration-delay",
            "drop-invalid-headers");
    List<Listener> listeners = section.list("listeners", BlueprintReader::listener);
    return new LoadBalancer(
        listeners,
        section.maybe("certificate", BlueprintReader::certificate),
        section
            .maybe("tls-policy", Section::scalar)
            .or(() -> tlsPolicyDefault(LoadBalancer.isSecure(listeners))),
        section.maybeInteger("rate-limit"),
        section.entry("health-check", BlueprintReader::healthCheck),
        section.duration("deregistration-delay"),
        section.flag("drop-invalid-headers"));
  }

  private static Optional<String> tlsPolicyDefault(boolean secure) {
    return secure ? Optional.of(LoadBalancer.TLS_POLICY_DEFAULT) : Optional.empty();
  }

  private enum Scheme {
    HTTP,
    HTTPS
  }

  private static Listener listener(YamlNode node) {
    Section section = Section.of(node, "port", "protocol", "redirect-to");
    return new Listener(
        section.integer("port"),
        section.word("protocol", Scheme.class) == Scheme.HTTPS,
        section.maybeInteger("redirect-to"));
  }

  private static Certificate certificate(YamlNode node) {
    Section section = Section.of(node, "arn", "domain");
    Optional<String> arn = section.maybe("arn", Section::scalar);
    Optional<String> domain = section.maybe("domain", Section::scalar);
    if (arn.isPresent() == domain.isPresent()) {
      throw new BlueprintException(
          "", "either arn or domain", arn.isPresent() ? "both" : "neither", "keep one of the two");
    }
    return arn.isPresent()
        ? new Certificate.Existing(arn.get())
        : new Certificate.Requested(domain.orElseThrow());
  }

  private static HealthCheck healthCheck(YamlNode node) {
    Section section = Section.of(node, "path", "interval", "timeout", "healthy", "unhealthy");
    return new HealthCheck(
        section.text("path"),
        section.duration("interval"),
        section.duration("timeout"),
        section.integer("healthy"),
        section.integer("unhealthy"));
  }

  private enum HealthSource {
    EC2,
    ELB
  }

  private static Group group(YamlNode node) {
    Section section =
        Section.of(
            node,
            "tier",
            "size",
            "instance-type",
            "image",
            "port",
            "health",
            "grace",
            "cpu-target",
            "require-imds-v2",
            "public-addresses",
            "user-data");
    Duration grace = section.duration("grace");
    return new Group(
        section.word("tier", Tier.class),
        section.entry("size", BlueprintReader::size),
        section.text("instance-type"),
        section.text("image"),
        section.integer("port"),
        section.word("health", HealthSource.class) == HealthSource.ELB,
        grace,
        section.maybeInteger("cpu-target"),
        section.flag("require-imds-v2"),
        section.flag("public-addresses"),
        section.maybeText("user-data").filter(text -> !text.isEmpty()));
  }

  private static Group.Size size(YamlNode node) {
    Section section = Section.of(node, "min", "desired", "max");
    return new Group.Size(
        section.integer("min"), section.integer("desired"), section.integer("max"));
  }

  private static Application application(YamlNode node) {
    Section section = Section.of(node, "capacity", "outbound");
    return new Application(
        section.maybeInteger("capacity"),
        section
            .maybe("outbound", list -> Section.elements(list, OutsideService::read))
            .orElse(List.of()));
  }

  private static Database database(YamlNode node) {
    Section section =
        Section.of(
            node,
            "engine",
            "version",
            "class",
            "storage-gib",
            "port",
            "username",
            "multi-az",
            "encrypted",
            "publicly-accessible",
            "backup-days");
    return new Database(
        section.text("engine"),
        section.text("version"),
        section.text("class"),
        section.integer("storage-gib"),
        section.integer("port"),
        section.text("username"),
        section.flag("multi-az"),
        section.flag("encrypted"),
        section.flag("publicly-accessible"),
        section.integer("backup-days"));
  }
}
