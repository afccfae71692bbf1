package dev.azdrill;

import java.util.Map;

/** How many scenarios must really be executed on each target, or the run proves nothing. */
final class Floors {
  /** LocalStack's open core, completed, can play every scenario that the simulator can. */
  private static final Map<String, Integer> BY_TARGET =
      Map.of("simulator", 31, "localstack", 31, "endpoint", 1);

  private Floors() {}

  /** The floor of the target that this run names, unless the run names a floor itself. */
  static int ofThisRun() {
    String target = System.getProperty("azdrill.target", "simulator");
    return Integer.getInteger("azdrill.floor", BY_TARGET.getOrDefault(target, 1));
  }
}
