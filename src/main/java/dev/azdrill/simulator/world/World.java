package dev.azdrill.simulator.world;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;

/**
 * What every room of the region is given: one value instead of eight constructor parameters.
 *
 * @param kernel time and events; another region may live on the same one
 * @param seed where all chance in this region comes from
 * @param place account, region, zones
 * @param timings how long each occurrence takes
 * @param ids where ids come from
 * @param facts what a fault may change
 * @param operations the table that rooms enter their operations in
 * @param network counts the changes of the network that EC2 describes
 * @param application what is assumed of applications that do not say it themselves
 * @param turns who may change a service now, where a change may wait for a foreign EC2
 */
public record World(
    Kernel kernel,
    Seed seed,
    RegionLocation place,
    Durations timings,
    Ids ids,
    Facts facts,
    Operations operations,
    NetworkChanges network,
    ApplicationDefaults application,
    Turns turns) {

  /** A world in which nothing has happened yet, the first on its kernel. */
  public static World create(Kernel kernel, RegionLocation place, Timings timings) {
    return create(kernel, kernel.seed(), place, timings);
  }

  /**
   * A world in which nothing has happened yet.
   *
   * @param seed its own: two worlds on one kernel that had the same would give the same ids
   */
  public static World create(Kernel kernel, Seed seed, RegionLocation place, Timings timings) {
    Facts facts = new Facts();
    facts.watch((fact, holds) -> kernel.wrote());
    return new World(
        kernel,
        seed,
        place,
        new Durations(timings),
        new Ids(seed),
        facts,
        new Operations(),
        new NetworkChanges(),
        ApplicationDefaults.NONE,
        Turns.NONE);
  }

  /** The same for one room, whose events are told from those of the others. */
  public World part() {
    return new World(
        kernel.part(), seed, place, timings, ids, facts, operations, network, application, turns);
  }

  /** The same with other assumptions; to be made before any room is given it. */
  public World assuming(ApplicationDefaults other) {
    return new World(kernel, seed, place, timings, ids, facts, operations, network, other, turns);
  }

  /** The same where changes wait for their turn; to be made before any room is given it. */
  public World taking(Turns other) {
    return new World(
        kernel, seed, place, timings, ids, facts, operations, network, application, other);
  }
}
