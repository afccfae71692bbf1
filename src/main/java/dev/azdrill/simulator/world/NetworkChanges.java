package dev.azdrill.simulator.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts how often what EC2 describes of the network has changed, and tells of it. Used under the
 * kernel's writer lock.
 */
public final class NetworkChanges {
  private final List<Runnable> watchers = new ArrayList<>();
  private long version;
  private long packetVersion;

  /** To be called by whoever describes the network whenever something in it changed. */
  public void changed() {
    packetVersion++;
    changedForNoPacket();
  }

  /**
   * To be called instead where only that changed which no packet's way depends on: a tag, or the
   * state of an instance.
   */
  public void changedForNoPacket() {
    version++;
    watchers.forEach(Runnable::run);
  }

  /**
   * Tells {@code watcher} of every change from now on. It is told in the middle of what changes the
   * network, so it may schedule an event and must not look at anything yet.
   */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Grows with every change. */
  public long version() {
    return version;
  }

  /** Grows with every change that a packet's way may depend on. */
  public long packetVersion() {
    return packetVersion;
  }
}
