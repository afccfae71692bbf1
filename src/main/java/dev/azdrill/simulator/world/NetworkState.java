package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/**
 * The one source of what the data plane knows of the network: an {@link Inventory} and its version.
 * What is derived from it may be kept as long as the version stays.
 */
public final class NetworkState {
  private final NetworkChanges changes;
  private final NetworkSource source;
  private @Nullable Inventory inventory;
  private long described;

  /**
   * @param changes told of whatever changes behind {@code source}
   * @param source who describes the network
   */
  public NetworkState(NetworkChanges changes, NetworkSource source) {
    this.changes = changes;
    this.source = source;
  }

  /** Lets who describes the network notice what has changed there behind the region's back. */
  public void catchUp() {
    source.catchUp();
  }

  /** Grows with every change. */
  public long version() {
    return changes.version();
  }

  /** Grows with every change that a packet's way may depend on. */
  public long packetVersion() {
    return changes.packetVersion();
  }

  /** The network as it is now. */
  public Inventory inventory() {
    Inventory known = inventory;
    if (known == null || described != version()) {
      described = version();
      known = source.describe();
      inventory = known;
    }
    return known;
  }
}
