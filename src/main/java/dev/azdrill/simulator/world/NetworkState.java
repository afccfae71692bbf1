package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/**
 * The one source of what the data plane knows of the network: an {@link Inventory} and its version.
 * What is derived from it may be kept as long as the version stays.
 */
public final class NetworkState {
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
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }

  /** The network as it is now. */
  public Inventory inventory() {
    Inventory known = inventory;
    if (known == null) {
      NetworkSource from = source;
      known = from == null ? Inventory.empty() : from.describe();
      inventory = known;
    }
    return known;
  }
}
