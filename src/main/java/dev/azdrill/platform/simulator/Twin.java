package dev.azdrill.platform.simulator;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.inventory.Kind;
import dev.azdrill.inventory.Named;
import dev.azdrill.platform.PlatformException;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Adoption;
import dev.azdrill.simulator.world.ApplicationDefaults;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.Timings;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stack that stands elsewhere, as it stands in a simulated region of its own: what is done to it
 * here changes nothing there.
 *
 * @param platform where it stands
 * @param leftOut what stands there and not here
 */
public record Twin(SimulatorPlatform platform, List<LeftOut> leftOut) implements AutoCloseable {
  /** What a platform of this kind is called. */
  public static final String PLATFORM = "twin";

  public Twin {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Makes one in which everything takes what it takes most often.
   *
   * @throws PlatformException when the description does not even tell account, region and zones
   */
  public static Twin typical(Inventory described, String seed, TwinAssumptions assumed) {
    return of(described, seed, Timings.typical(), assumed);
  }

  /**
   * Makes one in which every occurrence takes a time of its own, drawn with the seed.
   *
   * @throws PlatformException when the description does not even tell account, region and zones
   */
  public static Twin drawn(Inventory described, String seed, TwinAssumptions assumed) {
    return of(described, seed, Timings.drawn(Seed.of(seed)), assumed);
  }

  private static Twin of(
      Inventory described, String seed, Timings timings, TwinAssumptions assumed) {
    Adoption adoption = new Adoption(described);
    Timings told =
        assumed.boot().map(boot -> timings.with(Timing.APPLICATION_BOOT, boot)).orElse(timings);
    try {
      SimulatorPlatform platform =
          SimulatorPlatform.twin(
              adoption,
              seed,
              told,
              new ApplicationDefaults(assumed.capacity(), assumed.outbound()));
      return new Twin(
          platform,
          Stream.concat(
                  unlooked(described),
                  adoption.leftOut().stream()
                      .map(each -> new LeftOut(each.kind(), each.id(), each.reason())))
              .toList());
    } catch (Adoption.NotAdopted e) {
      throw new PlatformException("no twin can be made of this description: " + e.getMessage(), e);
    }
  }

  /**
   * Kinds of which it is told neither that there are some nor why that is not known; what launches
   * name is then taken to exist.
   */
  private static Stream<LeftOut> unlooked(Inventory described) {
    return Kind.all().stream()
        .filter(kind -> !Named.KINDS.contains(kind))
        .filter(kind -> !described.knows(kind) && described.unread(kind).isEmpty())
        .map(kind -> new LeftOut(kind.name(), "each", "nobody looked for them"));
  }

  @Override
  public void close() {
    platform.close();
  }
}
