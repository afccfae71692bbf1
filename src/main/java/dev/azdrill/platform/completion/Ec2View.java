package dev.azdrill.platform.completion;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.simulator.world.NetworkSource;
import dev.azdrill.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The one read snapshot of a foreign EC2. It is read outside the writer's lock, unless its reader
 * holds that already, and put in place under it; what changed is told to those who watch. What the
 * ports write themselves is laid over it until the next reading, and a reading that such a write
 * overtook is thrown away: it may not have seen it. Who writes without pause does not blind it:
 * when several readings in a row were overtaken, the next counts for all but what was written since
 * it began.
 *
 * <p>What could not be read this time is what it was the last time: it did not cease to be.
 *
 * <p>Nothing here is the truth about anything: the foreign EC2 is.
 */
final class Ec2View implements NetworkSource {
  /** How many readings in a row may be overtaken before one counts nevertheless. */
  static final int OVERTAKEN_MAX = 3;

  /** How many readings back lateness is remembered: longer than a recovery takes. */
  static final int GAPS = 64;

  /** What is read. */
  private static final List<Kind<?>> KINDS =
      List.of(
          Kind.VPC,
          Kind.SUBNET,
          Kind.ROUTE_TABLE,
          Kind.INTERNET_GATEWAY,
          Kind.NAT_GATEWAY,
          Kind.ADDRESS,
          Kind.SECURITY_GROUP,
          Kind.NETWORK_ACL,
          Kind.NETWORK_INTERFACE,
          Kind.INSTANCE);

  private final World world;
  private final Supplier<Inventory> read;
  private final Retries retries;
  private final LongSupplier nanos;
  private final List<Consumer<Instance>> watchers = new ArrayList<>();
  private final List<BiConsumer<Inventory, Inventory>> readers = new ArrayList<>();
  private final Map<String, NetworkInterface> made = new LinkedHashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final Map<String, ObservedInstance> instances = new LinkedHashMap<>();
  private final long[] lateness = new long[GAPS];

  /** When each thing was written that is laid over the reading, counted in writes. */
  private final Map<String, Long> written = new LinkedHashMap<>();

  private Inventory inventory = Inventory.empty();
  private Map<Kind<?>, String> unread = Map.of();
  private Runnable beforeRequests = () -> {};
  private Runnable catchUp = this::readIfOutdated;
  private boolean isOverlaid;
  private boolean isOutdated;
  private long writes;
  private long acts;
  private int overtaken;
  private int installed;
  private long asOf;

  /**
   * @param read reads the networks of the whole region, through the API
   * @param nanos running nanoseconds of whatever clock its readings are dated by
   */
  Ec2View(World world, Supplier<Inventory> read, Retries retries, LongSupplier nanos) {
    this.world = world;
    this.read = read;
    this.retries = retries;
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
              if (writes != before && overtaken < OVERTAKEN_MAX) {
                overtaken++;
                return false;
              }
              overtaken = 0;
              date(began);
              install(now, before);
              return true;
            });
  }

  /**
   * Somebody who knows says that the foreign EC2 has changed; called under the writer's lock.
   *
   * @return whether nobody had said so since the last reading
   */
  boolean outdate() {
    boolean isFirst = !isOutdated;
    isOutdated = true;
    return isFirst;
  }

  /** Whether anything there changes by itself: what is on its way from one state to another. */
  boolean isUnderWay() {
    return world.kernel().write(() -> UnderWay.isAny(instances.values(), natGateways()));
  }

  /** Whether somebody has said so, and nobody has begun to read since. */
  boolean isOutdated() {
    return world.kernel().write(() -> isOutdated);
  }

  /**
   * Somebody begins to read; called under the writer's lock.
   *
   * @return whether it was outdated
   */
  boolean current() {
    boolean wasOutdated = isOutdated;
    isOutdated = false;
    return wasOutdated;
  }

  /** Reads what somebody said has changed; without effect where nobody ever says so. */
  @Override
  public void catchUp() {
    catchUp.run();
    beforeRequests.run();
  }

  private void readIfOutdated() {
    if (world.kernel().write(this::current)) {
      refresh();
    }
  }

  /** Lets this read what somebody said has changed. */
  void catchUpBy(Runnable reader) {
    catchUp = reader;
  }

  /** What this reading shows may have been true since right after the last one began. */
  private void date(long began) {
    // Before the first there was nothing that could be seen late; it may be slow, too.
    if (installed > 1) {
      lateness[installed % GAPS] = nanos.getAsLong() - asOf;
    }
    installed++;
    asOf = began;
  }

  /** How old the snapshot is, by the clock that dates it. */
  Duration age() {
    return Duration.ofNanos(world.kernel().write(() -> nanos.getAsLong() - asOf));
  }

  /** How late anything was seen of late, at most, by the clock that dates readings. */
  Duration lateness() {
    return Duration.ofNanos(
        world
            .kernel()
            .write(
                () -> Math.max(LongStream.of(lateness).max().orElse(0), nanos.getAsLong() - asOf)));
  }

  /** What could not be read the last time, with the reason for each kind. */
  Map<Kind<?>, String> unread() {
    return world.kernel().write(() -> unread);
  }

  /** What the last reading does not tell of, in a sentence. */
  Optional<String> gaps() {
    Map<Kind<?>, String> lacking = unread();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of("the foreign EC2 does not tell of all: " + lacking);
  }

  /**
   * @param before how many writes were made before it was read
   */
  private void install(Inventory seen, long before) {
    written.values().removeIf(when -> when <= before);
    Inventory now = seen;
    Map<Kind<?>, String> lacking = new LinkedHashMap<>();
    for (Kind<?> kind : KINDS) {
      if (!seen.knows(kind)) {
        now = keep(now, kind);
        lacking.put(kind, seen.unread(kind).orElse("nobody asked"));
      }
    }
    unread = Collections.unmodifiableMap(lacking);
    boolean isNews = isOverlaid || !now.equals(inventory);
    if (!isNews) {
      return;
    }
    Inventory last = inventory;
    inventory = now;
    if (seen.knows(Kind.NETWORK_INTERFACE)) {
      made.keySet().retainAll(written.keySet());
      deleted.retainAll(written.keySet());
    }
    isOverlaid = writes != before;
    readers.forEach(reader -> reader.accept(last, inventory));
    if (seen.knows(Kind.INSTANCE)) {
      notice(now.all(Kind.INSTANCE));
    }
    world.network().changed();
    world.kernel().changed();
  }

  private <T extends SdkPojo> Inventory keep(Inventory now, Kind<T> kind) {
    return inventory.knows(kind) ? now.with(kind, inventory.all(kind)) : now;
  }

  private void notice(List<Instance> described) {
    Map<String, ObservedInstance> before = new LinkedHashMap<>(instances);
    instances.keySet().retainAll(written.keySet());
    before.keySet().removeAll(instances.keySet());
    List<Instance> changed = new ArrayList<>();
    for (Instance each : described) {
      if (instances.containsKey(each.instanceId())) {
        continue;
      }
      ObservedInstance known = before.remove(each.instanceId());
      ObservedInstance seen = ObservedInstance.after(known, each, world.kernel().now());
      instances.put(each.instanceId(), seen);
      if (seen.differsFrom(known)) {
        changed.add(each);
      }
    }
    for (ObservedInstance each : before.values()) {
      // Who still asks for it need not ask EC2 again.
      ObservedInstance gone = each.gone();
      instances.put(gone.instance().instanceId(), gone);
      if (gone.differsFrom(each)) {
        changed.add(gone.instance());
      }
    }
    changed.forEach(this::tell);
  }

  /** Who cannot take it now is told again: a change is told once, and must not be lost. */
  private void tell(Instance instance) {
    for (Consumer<Instance> watcher : List.copyOf(watchers)) {
      retries.untilTold("tell of " + instance.instanceId(), () -> watcher.accept(instance));
    }
  }

  /** Tells of an instance as it is now; called under the writer's lock. */
  void tellAgain(String id) {
    instance(id).map(ObservedInstance::instance).ifPresent(this::tell);
  }

  /** Tells {@code watcher} of every instance whose state has changed, under the writer's lock. */
  void watch(Consumer<Instance> watcher) {
    watchers.add(watcher);
  }

  /** Lets this look, each time before a request is answered, without the writer's lock. */
  void beforeRequests(Runnable look) {
    beforeRequests = look;
  }

  /** Tells {@code reader} of every two readings that differ, under the writer's lock. */
  void compare(BiConsumer<Inventory, Inventory> reader) {
    readers.add(reader);
  }

  /** A write is about to be made: no reading that has begun may count. */
  void writing() {
    locked(
        () -> {
          acts++;
          count();
        });
  }

  /** How many writes the ports have made or begun, without what was merely learnt. */
  long acts() {
    return world.kernel().write(() -> acts);
  }

  private long count() {
    // Whatever comes of it, the next reading must be looked at.
    isOverlaid = true;
    return ++writes;
  }

  private void laidOver(String id) {
    written.put(id, count());
  }

  /** How many writes were made: what was asked before another one may be older than that. */
  long writes() {
    return world.kernel().write(() -> writes);
  }

  /**
   * An instance as EC2 describes it, asked after so many writes. One that was written since is what
   * the write left.
   */
  void learn(Instance instance, long before) {
    locked(
        () -> {
          ObservedInstance known = instances.get(instance.instanceId());
          boolean isNews = known == null || !known.instance().equals(instance);
          if (isNews && written.getOrDefault(instance.instanceId(), 0L) <= before) {
            lay(instance);
          }
        });
  }

  /** An instance as a call of ours returned it: newer than the snapshot. */
  void put(Instance instance) {
    locked(() -> lay(instance));
  }

  private void locked(Runnable change) {
    world
        .kernel()
        .write(
            () -> {
              change.run();
              return true;
            });
  }

  private void lay(Instance instance) {
    laidOver(instance.instanceId());
    ObservedInstance known = instances.get(instance.instanceId());
    ObservedInstance seen = ObservedInstance.after(known, instance, world.kernel().now());
    instances.put(instance.instanceId(), seen);
    world.network().changed();
    if (seen.differsFrom(known)) {
      tell(instance);
    }
  }

  /** A network interface as a call of ours returned it. */
  void put(NetworkInterface networkInterface) {
    locked(() -> lay(networkInterface));
  }

  private void lay(NetworkInterface networkInterface) {
    laidOver(networkInterface.networkInterfaceId());
    made.put(networkInterface.networkInterfaceId(), networkInterface);
    deleted.remove(networkInterface.networkInterfaceId());
    world.network().changed();
  }

  /** A network interface that a call of ours has deleted. */
  void remove(String networkInterfaceId) {
    locked(
        () -> {
          laidOver(networkInterfaceId);
          made.remove(networkInterfaceId);
          deleted.add(networkInterfaceId);
          world.network().changed();
        });
  }

  Optional<ObservedInstance> instance(String id) {
    return Optional.ofNullable(instances.get(id));
  }

  List<ObservedInstance> seen() {
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
    if (own != null) {
      return Optional.of(own);
    }
    return deleted.contains(id)
        ? Optional.empty()
        : inventory.all(Kind.NETWORK_INTERFACE).stream()
            .filter(each -> id.equals(each.networkInterfaceId()))
            .findFirst();
  }

  /** What was never read stays unread here: nobody may take it for absent. */
  @Override
  public Inventory describe() {
    return overlaid(
        overlaid(inventory, Kind.NETWORK_INTERFACE, networkInterfaces()),
        Kind.INSTANCE,
        instances());
  }

  private static <T extends SdkPojo> Inventory overlaid(Inventory read, Kind<T> kind, List<T> now) {
    return read.knows(kind) ? read.with(kind, now) : read;
  }

  List<Subnet> subnets() {
    return inventory.all(Kind.SUBNET);
  }

  List<InternetGateway> internetGateways() {
    return inventory.all(Kind.INTERNET_GATEWAY);
  }

  List<NatGateway> natGateways() {
    return inventory.all(Kind.NAT_GATEWAY);
  }

  List<SecurityGroup> securityGroups() {
    return inventory.all(Kind.SECURITY_GROUP);
  }

  /** Those of NAT gateways are called what they are, as AWS does and LocalStack does not. */
  List<NetworkInterface> networkInterfaces() {
    List<String> ofNatGateways =
        natGateways().stream()
            .flatMap(gateway -> gateway.natGatewayAddresses().stream())
            .map(address -> String.valueOf(address.networkInterfaceId()))
            .toList();
    List<NetworkInterface> all = new ArrayList<>();
    for (NetworkInterface each : inventory.all(Kind.NETWORK_INTERFACE)) {
      String id = each.networkInterfaceId();
      if (!made.containsKey(id) && !deleted.contains(id)) {
        all.add(
            ofNatGateways.contains(id)
                ? each.toBuilder().interfaceType(NetworkInterfaceType.NAT_GATEWAY).build()
                : each);
      }
    }
    all.addAll(made.values());
    all.addAll(justLaunched(all));
    return all;
  }

  /** Those of instances that the last reading did not know yet. */
  private List<NetworkInterface> justLaunched(List<NetworkInterface> known) {
    Set<String> ids = new HashSet<>(deleted);
    known.forEach(each -> ids.add(each.networkInterfaceId()));
    List<NetworkInterface> more = new ArrayList<>();
    for (ObservedInstance each : instances.values()) {
      if (ObservedInstance.state(each.instance()) != InstanceStateName.TERMINATED) {
        each.instance().networkInterfaces().stream()
            .filter(port -> !ids.contains(port.networkInterfaceId()))
            .forEach(port -> more.add(AttachedInterface.to(each.instance(), port)));
      }
    }
    return more;
  }

  List<Instance> instances() {
    return instances.values().stream().map(ObservedInstance::instance).toList();
  }
}
