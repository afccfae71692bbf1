package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one source of what the data plane knows of the network: an {@link Inventory} and its version.
 * What is derived from it may be kept as long as the version stays.
 */
public final class NetworkState {
  private final List<Runnable> watchers = new ArrayList<>();
  private @Nullable NetworkSource source;
  private @Nullable Inventory inventory;
  private long version;

  /** Names who describes the network; until then there is none. */
  public void describedBy(NetworkSource describes) {
    source = describes;
    changed();
  }

  /** To be called by whoever stands behind the source whenever something in it changed. */
  public void changed() {
    version++;
    inventory = null;
    watchers.forEach(Runnable::run);
  }

  /**
   * Tells {@code watcher} of every change from now on. It is told in the middle of what changes the
   * network, so it may schedule an event and must not look at anything yet.
   */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Lets who describes the network notice what has changed there behind the region's back. */
  public void catchUp() {
    NetworkSource from = source;
    if (from != null) {
      from.catchUp();
    }
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }

  /** The network as it is now. */
  public Inventory inventory() {
    Inventory known = inventory;
    if (known == null) {
      known = take();
      inventory = known;
    }
    return known;
  }

  private Inventory take() {
    NetworkSource from = source;
    if (from == null) {
      return Inventory.empty();
    }
    return Inventory.builder()
        .add(Kind.VPC, from.vpcs())
        .add(Kind.SUBNET, from.subnets())
        .add(Kind.ROUTE_TABLE, from.routeTables())
        .add(Kind.INTERNET_GATEWAY, from.internetGateways())
        .add(Kind.NAT_GATEWAY, from.natGateways())
        .add(Kind.ADDRESS, from.addresses())
        .add(Kind.SECURITY_GROUP, from.securityGroups())
        .add(Kind.NETWORK_ACL, from.networkAcls())
        .add(Kind.NETWORK_INTERFACE, from.networkInterfaces())
        .add(Kind.INSTANCE, from.instances())
        .build();
  }
}
