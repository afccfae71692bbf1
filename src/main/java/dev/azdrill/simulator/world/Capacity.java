package dev.azdrill.simulator.world;

import java.util.List;

/** Whether EC2 can start an instance somewhere, as far as the facts decide it. */
public final class Capacity {
  private final Facts facts;
  private final RegionLocation place;

  public Capacity(Facts facts, RegionLocation place) {
    this.facts = facts;
    this.place = place;
  }

  /**
   * Refuses what cannot be started.
   *
   * @param zone where
   * @param type what: {@code t3.micro}
   * @throws AwsError {@code InsufficientInstanceCapacity} when the zone has no power or no capacity
   */
  public void require(String zone, String type) {
    if (facts.hasCapacity(zone)) {
      return;
    }
    List<String> others =
        place.zones().stream()
            .map(Zone::name)
            .filter(other -> !other.equals(zone) && facts.hasCapacity(other))
            .toList();
    throw WorldErrors.insufficientCapacity(type, zone, others);
  }
}
