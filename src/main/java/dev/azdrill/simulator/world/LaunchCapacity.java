package dev.azdrill.simulator.world;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Whether EC2 can start an instance somewhere, as far as the facts decide it. */
public final class LaunchCapacity {
  private static final int HUNDRED = 100;

  private final Facts facts;
  private final RegionLocation place;
  private final SplittableRandom chance;

  public LaunchCapacity(World world) {
    this.facts = world.facts();
    this.place = world.place();
    this.chance = world.seed().derive("capacity").random();
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
    throw lacking(zone, type, facts::hasCapacity);
  }

  /**
   * Refuses what a caller of EC2's API asks for in vain, though EC2 could start it.
   *
   * @throws AwsError {@code InsufficientInstanceCapacity} when a fact says so
   */
  public void requireForCaller(String zone, String type) {
    facts
        .withoutCapacity(zone)
        .forEach(
            fact ->
                meet(
                    fact,
                    fact.percent(),
                    () ->
                        lacking(
                            zone,
                            type,
                            other ->
                                facts.hasCapacity(other)
                                    && facts.withoutCapacity(other).findAny().isEmpty())));
  }

  /**
   * Refuses what an Auto Scaling group launches in vain, though EC2 could start it.
   *
   * @throws AwsError {@code InsufficientInstanceCapacity} when a fact says so
   */
  public void requireForGroup(String autoScalingGroupName, String zone, String type) {
    facts
        .withoutCapacity(autoScalingGroupName, zone)
        .forEach(
            fact ->
                meet(
                    fact,
                    fact.percent(),
                    () ->
                        lacking(
                            zone, type, other -> facts.hasCapacity(other, autoScalingGroupName))));
  }

  private void meet(Fact fact, int percent, Supplier<AwsError> refusal) {
    if (chance.nextInt(HUNDRED) < percent) {
      facts.tookEffect(fact);
      throw refusal.get();
    }
  }

  private AwsError lacking(String zone, String type, Predicate<String> hasCapacity) {
    List<String> others =
        place.zones().stream()
            .map(Zone::name)
            .filter(other -> !other.equals(zone) && hasCapacity.test(other))
            .toList();
    return WorldErrors.insufficientCapacity(type, zone, others);
  }
}
