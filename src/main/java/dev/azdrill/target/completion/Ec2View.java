package dev.azdrill.target.completion;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The one read snapshot of a foreign EC2. It is read outside the writer's lock and put in place
 * under it; what changed is told to those who watch. What the ports write themselves is laid over
 * it until the next reading, and a reading that such a write overtook is thrown away: it may not
 * have seen it.
 *
 * <p>Nothing here is the truth about anything: the foreign EC2 is.
 */
final class Ec2View implements NetworkSource {
  private static final int TERMINATED = 48;

  private final World world;
  private final Supplier<Inventory> read;
  private final LongSupplier nanos;
  private final List<Consumer<Instance>> watchers = new ArrayList<>();
  private final List<BiConsumer<Inventory, Inventory>> readers = new ArrayList<>();
  private final Map<String, NetworkInterface> made = new LinkedHashMap<>();
  private final Map<String, Seen> instances = new LinkedHashMap<>();
  private Inventory inventory = Inventory.empty();
  private long writes;
  private long asOf;

  /**
   * @param read reads the networks of the whole region, through the API
   * @param nanos the wall clock's running nanoseconds, for the snapshot's age
   */
  Ec2View(World world, Supplier<Inventory> read, LongSupplier nanos) {
    this.world = world;
    this.read = read;
    this.nanos = nanos;
    this.asOf = nanos.getAsLong();
  }

  /**
   * Reads everything again.
   *
   * @return whether the reading was put in place; if not, a write has overtaken it
   */
  boolean refresh() {
    long before = world.kernel().write(() -> writes);
    long began = nanos.getAsLong();
    Inventory now = read.get();
    return world
        .kernel()
        .write(
            () -> {
              if (writes != before) {
                return false;
              }
              asOf = began;
              install(now);
              return true;
            });
  }

  /** How old the snapshot is, on the wall clock. */
  Duration age() {
    return Duration.ofNanos(world.kernel().write(() -> nanos.getAsLong() - asOf));
  }

  private void install(Inventory now) {
    boolean isNews = !made.isEmpty() || !now.equals(inventory);
    made.clear();
    Inventory before = inventory;
    inventory = now;
    if (isNews) {
      readers.forEach(reader -> reader.accept(before, now));
      notice(now.all(Kind.INSTANCE));
      world.network().changed();
      world.kernel().changed();
    }
  }

  private void notice(List<Instance> described) {
    Map<String, Seen> before = new LinkedHashMap<>(instances);
    instances.clear();
    List<Instance> changed = new ArrayList<>();
    for (Instance each : described) {
      Seen known = before.remove(each.instanceId());
      Seen seen = Seen.after(known, each, world.kernel().now());
      instances.put(each.instanceId(), seen);
      if (seen.differsFrom(known)) {
        changed.add(each);
      }
    }
    before.values().stream()
        .map(Seen::instance)
        .filter(each -> Seen.state(each) != InstanceStateName.TERMINATED)
        .map(Ec2View::gone)
        .forEach(changed::add);
    changed.forEach(this::tell);
  }

  private static Instance gone(Instance last) {
    return last.toBuilder()
        .state(InstanceState.builder().code(TERMINATED).name(InstanceStateName.TERMINATED).build())
        .build();
  }

  private void tell(Instance instance) {
    List.copyOf(watchers).forEach(watcher -> watcher.accept(instance));
  }

  /** Tells {@code watcher} of every instance whose state has changed, under the writer's lock. */
  void watch(Consumer<Instance> watcher) {
    watchers.add(watcher);
  }

  /** Tells {@code reader} of every two readings that differ, under the writer's lock. */
  void compare(BiConsumer<Inventory, Inventory> reader) {
    readers.add(reader);
  }

  /** A write is about to be made: no reading that has begun may count. */
  void writing() {
    writes++;
  }

  /** An instance as a call of ours returned it: newer than the snapshot. */
  void put(Instance instance) {
    writes++;
    Seen known = instances.get(instance.instanceId());
    Seen seen = Seen.after(known, instance, world.kernel().now());
    instances.put(instance.instanceId(), seen);
    world.network().changed();
    if (seen.differsFrom(known)) {
      tell(instance);
    }
  }

  /** A network interface as a call of ours returned it. */
  void put(NetworkInterface networkInterface) {
    writes++;
    made.put(networkInterface.networkInterfaceId(), networkInterface);
    world.network().changed();
  }

  Optional<Seen> instance(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  List<Seen> seen() {
    return List.copyOf(instances.values());
  }

  Optional<Subnet> subnet(String id) {
    return subnets().stream().filter(each -> id.equals(each.subnetId())).findFirst();
  }

  Optional<SecurityGroup> securityGroup(String id) {
    return securityGroups().stream().filter(each -> id.equals(each.groupId())).findFirst();
  }

  Optional<NetworkInterface> networkInterface(String id) {
    NetworkInterface own = made.get(id);
    return own != null
        ? Optional.of(own)
        : inventory.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> id.equals(each.networkInterfaceId()))
            .findFirst();
  }

  @Override
  public List<Vpc> vpcs() {
    return inventory.all(Kind.VPC);
  }

  @Override
  public List<Subnet> subnets() {
    return inventory.all(Kind.SUBNET);
  }

  @Override
  public List<RouteTable> routeTables() {
    return inventory.all(Kind.ROUTE_TABLE);
  }

  @Override
  public List<InternetGateway> internetGateways() {
    return inventory.all(Kind.INTERNET_GATEWAY);
  }

  @Override
  public List<NatGateway> natGateways() {
    return inventory.all(Kind.NAT_GATEWAY);
  }

  @Override
  public List<Address> addresses() {
    return inventory.all(Kind.ADDRESS);
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return inventory.all(Kind.SECURITY_GROUP);
  }

  @Override
  public List<NetworkAcl> networkAcls() {
    return inventory.all(Kind.NETWORK_ACL);
  }

  /** Those of NAT gateways are called what they are, as AWS does and LocalStack does not. */
  @Override
  public List<NetworkInterface> networkInterfaces() {
    List<String> ofNatGateways =
        natGateways().stream()
            .flatMap(gateway -> gateway.natGatewayAddresses().stream())
            .map(address -> String.valueOf(address.networkInterfaceId()))
            .toList();
    List<NetworkInterface> all = new ArrayList<>();
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      if (!made.containsKey(each.networkInterfaceId())) {
        all.add(
            ofNatGateways.contains(each.networkInterfaceId())
                ? each.toBuilder().interfaceType(NetworkInterfaceType.NAT_GATEWAY).build()
                : each);
      }
    }
    all.addAll(made.values());
    return all;
  }

  @Override
  public List<Instance> instances() {
    return instances.values().stream().map(Seen::instance).toList();
  }
}
