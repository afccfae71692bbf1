package dev.azdrill.simulator.world;

import dev.azdrill.simulator.kernel.Kernel;

/**
 * What every room of the region is given: one value instead of eight constructor parameters.
 *
 * @param kernel time, events, seed
 * @param place account, region, zones
 * @param timings how long each occurrence takes
 * @param ids where ids come from
 * @param facts what a fault may change
 * @param operations the table that rooms enter their operations in
 * @param network what the data plane knows of the network
 */
public record World(
    Kernel kernel,
    RegionLocation place,
    Durations timings,
    Ids ids,
    Facts facts,
    Operations operations,
    NetworkState network) {

  /** A world in which nothing has happened yet. */
  public static World create(Kernel kernel, RegionLocation place, Timings timings) {
    return new World(
        kernel,
        place,
        new Durations(timings),
        new Ids(kernel.seed()),
        new Facts(),
        new Operations(),
        new NetworkState());
  }
}
