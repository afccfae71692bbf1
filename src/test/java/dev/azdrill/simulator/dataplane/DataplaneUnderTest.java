package dev.azdrill.simulator.dataplane;

import dev.azdrill.exchange.Exchange;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.ProductionNetwork;
import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.ClientTraffic;
import dev.azdrill.simulator.world.ClientTraffic.Plan;
import dev.azdrill.simulator.world.LoadBalancing.Decision;
import dev.azdrill.simulator.world.NetworkState;
import dev.azdrill.simulator.world.Reachability.Answer;
import dev.azdrill.simulator.world.RegionLocation;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A data plane over the production network, with an instance in each zone that has long booted, two
 * load balancer nodes and a database.
 */
final class DataplaneUnderTest {
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  static final Plan ONE = plan(1, 1);
  static final Answer REPLIED = new Answer.Replied(200, Duration.ofMillis(20));

  final World world;
  final Neighbours.Instances instances = new Neighbours.Instances();
  final Neighbours.Balancer balancer = new Neighbours.Balancer();
  final Neighbours.OneDatabase database = new Neighbours.OneDatabase();
  final Neighbours.Published metrics = new Neighbours.Published();
  final AtomicBoolean blocked = new AtomicBoolean();
  final Dataplane dataplane;
  final ClientTraffic clients;
  final List<Exchange> seen = new ArrayList<>();
  final Inventory network = production();
  private Inventory described = network;

  DataplaneUnderTest() {
    this("dataplane");
  }

  DataplaneUnderTest(String seed) {
    this(seed, Timings.typical());
  }

  DataplaneUnderTest(String seed, Timings timings) {
    world = World.create(new Kernel(START, Seed.of(seed)), RegionLocation.london(), timings);
    dataplane =
        new Dataplane(
            world, new NetworkState(world.network(), () -> described), instances, metrics);
    instances.runningSince.put("i-a", START.minusSeconds(3_600));
    instances.runningSince.put("i-b", START.minusSeconds(3_600));
    balancer.decisions.add(new Decision.Forward("group", "10.0.11.20", 8080));
    balancer.decisions.add(new Decision.Forward("group", "10.0.12.20", 8080));
    clients = dataplane.clients(balancer, database, (arn, client) -> blocked.get());
  }

  /** A health check of the instance in the first zone. */
  Answer probe() {
    return dataplane.probe("eni-alb-a", "10.0.11.20", 8080, "/health");
  }

  static Plan plan(int clients, double requestsPerSecond) {
    return new Plan("web", true, "/", clients, Duration.ofSeconds(1), requestsPerSecond);
  }

  void run(Plan plan, int seconds) {
    Runnable stop = clients.start(plan, seen::add);
    world.kernel().advance(Duration.ofSeconds(seconds).minusMillis(1));
    stop.run();
    world.kernel().advance(Duration.ofMillis(1));
  }

  void pass(int seconds) {
    world.kernel().advance(Duration.ofSeconds(seconds));
  }

  Map<String, Integer> outcomes() {
    Map<String, Integer> outcomes = new TreeMap<>();
    seen.forEach(exchange -> outcomes.merge(exchange.outcome().toString(), 1, Integer::sum));
    return outcomes;
  }

  void describe(Inventory inventory) {
    described = inventory;
    world.network().changed();
  }

  /** The production network, with instances and a standby's interface. */
  static Inventory production() {
    List<Instance> all = List.of(instance("i-a"), instance("i-b"));
    Inventory plain = ProductionNetwork.inventory().build();
    List<NetworkInterface> interfaces = new ArrayList<>(plain.all(Kind.NETWORK_INTERFACE));
    interfaces.add(
        ProductionNetwork.networkInterface("eni-new", "database", "b", "10.0.22.30", "sg-db"));
    return plain
        .with(Kind.INSTANCE, all)
        .with(Kind.NETWORK_INTERFACE, interfaces)
        .map(
            Kind.NETWORK_INTERFACE,
            each -> {
              String id = each.networkInterfaceId();
              return id.startsWith("eni-app")
                  ? each.copy(
                      n ->
                          n.attachment(
                              a -> a.deviceIndex(0).instanceId(id.replace("eni-app", "i"))))
                  : each;
            });
  }

  static Instance tagged(Instance each, String key, String value) {
    List<Tag> tags = new ArrayList<>(each.tags());
    tags.add(Tag.builder().key(key).value(value).build());
    return each.copy(i -> i.tags(tags));
  }

  static Instance instance(String id) {
    return Instance.builder()
        .instanceId(id)
        .monitoring(m -> m.state("enabled"))
        .tags(Tag.builder().key("aws:autoscaling:groupName").value("web").build())
        .build();
  }

  /** The same network, with nothing admitted by this group. */
  Inventory without(String group) {
    return network.map(
        Kind.SECURITY_GROUP,
        each -> each.groupId().equals(group) ? each.copy(g -> g.ipPermissions(List.of())) : each);
  }
}
