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
   * Source: Amazon EC2 User Guide, "Insufficient instance capacity"; the message as it was seen in
   * real accounts. A server's error: the SDK tries again.
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
    String elsewhere =
        others.isEmpty()
            ? ""
            : " You can currently get "
                + type
                + " capacity by not specifying an Availability Zone in your request or choosing "
                + String.join(", ", others)
                + ".";
    throw new AwsError(
        "InsufficientInstanceCapacity",
        500,
        "We currently do not have sufficient "
            + type
            + " capacity in the Availability Zone you requested ("
            + zone
            + "). Our system will be working on provisioning additional capacity."
            + elsewhere);
  }
}
