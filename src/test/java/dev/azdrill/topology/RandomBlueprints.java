package dev.azdrill.topology;

import dev.azdrill.catalogue.InstanceTypeFacts;
import dev.azdrill.catalogue.Postgres;
import dev.azdrill.catalogue.TlsPolicies;
import dev.azdrill.network.model.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Valid blueprints of all kinds: the same seed gives the same ones. */
public final class RandomBlueprints {
  private static final List<String> VPCS =
      List.of("10.0.0.0/16", "10.77.128.0/18", "172.16.0.0/17", "192.168.0.0/16", "100.64.0.0/16");
  private static final String ALIAS = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final Random random;

  public RandomBlueprints(long seed) {
    random = new Random(seed);
  }

  /** The next one. */
  public Blueprint next() {
    List<String> zones = new ArrayList<>(List.of("eu-west-2a", "eu-west-2b", "eu-west-2c"));
    Collections.shuffle(zones, random);
    zones = zones.subList(0, between(2, 3));
    Optional<Database> database = chance() ? Optional.of(database()) : Optional.empty();
    Tier tier = one(List.of(Tier.PUBLIC, Tier.PRIVATE, Tier.PRIVATE, Tier.DATABASE));
    Network network = network(zones.size(), tier, database.isPresent());
    LoadBalancer loadBalancer = loadBalancer();
    Group group = group(tier);
    return new Blueprint(
        name(18),
        "eu-west-2",
        zones,
        network,
        securityGroups(network, loadBalancer, group, database),
        loadBalancer,
        group,
        application(network, group),
        database);
  }

  private Application application(Network network, Group group) {
    boolean hasWayOut =
        group.tier() == Tier.PUBLIC
            ? group.publicAddresses()
            : group.tier() == Tier.PRIVATE && network.nat() != Nat.NONE;
    return new Application(
        chance() ? OptionalInt.of(between(1, 500)) : OptionalInt.empty(),
        hasWayOut && chance()
            ? List.of(new OutsideService("payments.example.com", 443))
            : List.of());
  }

  private Network network(int zones, Tier tier, boolean database) {
    Cidr vpc = Cidr.of(one(VPCS));
    Map<Tier, List<Cidr>> subnets = new EnumMap<>(Tier.class);
    long next = vpc.first();
    for (Tier each : Tier.values()) {
      boolean needed =
          each == Tier.PUBLIC || each == tier || (each == Tier.DATABASE && database) || chance();
      if (!needed) {
        continue;
      }
      List<Cidr> list = new ArrayList<>();
      for (int i = 0; i < zones; i++) {
        int prefix = between(22, each == Tier.PUBLIC ? 27 : 28);
        long size = 1L << (32 - prefix);
        long first = (next + size - 1) / size * size;
        list.add(new Cidr(first, prefix));
        next = first + size;
      }
      subnets.put(each, list);
    }
    Nat nat = subnets.containsKey(Tier.PRIVATE) ? one(List.of(Nat.values())) : Nat.NONE;
    return new Network(vpc, subnets, nat, chance(), chance());
  }

  private Map<Part, List<Admission>> securityGroups(
      Network network, LoadBalancer loadBalancer, Group group, Optional<Database> database) {
    Map<Part, List<Admission>> groups = new EnumMap<>(Part.class);
    groups.put(
        Part.LOAD_BALANCER,
        List.of(
            new Admission(
                Admission.Range.INTERNET,
                loadBalancer.listeners().stream().map(Listener::port).toList())));
    groups.put(
        Part.APPLICATION,
        List.of(new Admission(sender(Part.LOAD_BALANCER, network), List.of(group.port()))));
    if (database.isPresent() || chance()) {
      int port = database.map(Database::port).orElse(5432);
      groups.put(
          Part.DATABASE, List.of(new Admission(sender(Part.APPLICATION, network), List.of(port))));
    }
    return groups;
  }

  private Admission.Sender sender(Part part, Network network) {
    return chance() ? new Admission.Members(part) : new Admission.Range(network.cidr());
  }

  private LoadBalancer loadBalancer() {
    boolean secure = chance();
    List<Listener> listeners = new ArrayList<>();
    listeners.add(new Listener(between(1, 20_000), secure, OptionalInt.empty()));
    if (chance()) {
      OptionalInt to =
          secure && chance() ? OptionalInt.of(listeners.get(0).port()) : OptionalInt.empty();
      listeners.add(new Listener(between(20_001, 65_535), false, to));
    }
    int timeout = between(2, 120);
    return new LoadBalancer(
        listeners,
        secure
            ? Optional.of(new Certificate.Requested(name(12) + ".example.com"))
            : Optional.empty(),
        secure ? Optional.of(one(TlsPolicies.all().keySet())) : Optional.empty(),
        chance() ? OptionalInt.of(between(10, 2_000_000_000)) : OptionalInt.empty(),
        new HealthCheck(
            "/" + text("abc/?&=%20~!", 12),
            Duration.ofSeconds(between(Math.max(5, timeout + 1), 300)),
            Duration.ofSeconds(timeout),
            between(2, 10),
            between(2, 10)),
        Duration.ofSeconds(between(0, 3600)),
        chance());
  }

  private Group group(Tier tier) {
    InstanceTypeFacts type =
        one(
            InstanceTypeFacts.offered().values().stream()
                .filter(each -> !each.needsDedicatedHost())
                .sorted(Comparator.comparing(InstanceTypeFacts::name))
                .toList());
    String architecture = type.architectures().contains("arm64") ? "arm64" : "x86_64";
    int desired = between(1, 4);
    return new Group(
        tier,
        new Group.Size(between(0, desired), desired, between(desired, 4)),
        type.name(),
        ALIAS + one(List.of("default-", "6.1-")) + architecture,
        between(1, 65_535),
        chance(),
        Duration.ofSeconds(between(0, 7200)),
        chance() ? OptionalInt.of(between(1, 100)) : OptionalInt.empty(),
        chance(),
        tier == Tier.PUBLIC && chance(),
        Optional.of(text("#!/bin/sh\n \t\"'\\{}:\u00e9\u001b", 200))
            .filter(script -> !script.isEmpty()));
  }

  private Database database() {
    List<String> versions = new ArrayList<>(Postgres.versions());
    versions.addAll(Postgres.majors());
    String username = one(List.of("keeper", "Owner_1", "u", "postgres", "a234567890123456"));
    return new Database(
        Postgres.ENGINE,
        one(versions),
        one(Postgres.classes()),
        between(20, 65_536),
        between(1_150, 65_535),
        username,
        chance(),
        chance(),
        chance(),
        between(0, 35));
  }

  /** A name of letters, digits and single hyphens. */
  private String name(int longest) {
    StringBuilder name = new StringBuilder(text(LETTERS, 1));
    int length = between(1, longest);
    while (name.length() < length) {
      boolean hyphen =
          name.charAt(name.length() - 1) != '-' && name.length() < length - 1 && chance();
      name.append(hyphen ? "-" : text(LETTERS + "0123456789", 1));
    }
    // Two beginnings belong to AWS.
    return name.toString().matches("(internal|sg)(-.*)?") ? "x" : name.toString();
  }

  /** At least one character, at most so many, of these. */
  private String text(String characters, int longest) {
    StringBuilder text = new StringBuilder();
    int length = between(1, longest);
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private <T> T one(Collection<T> of) {
    return List.copyOf(of).get(random.nextInt(of.size()));
  }

  /** Both bounds are possible, and likelier than what is between them. */
  private int between(int min, int max) {
    int dice = random.nextInt(10);
    return dice == 0 ? min : dice == 1 ? max : min + random.nextInt(max - min + 1);
  }

  private boolean chance() {
    return random.nextBoolean();
  }
}
