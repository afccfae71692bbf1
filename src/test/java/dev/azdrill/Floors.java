package dev.azdrill;

import java.util.Map;

/** How many scenarios must really be executed on each platform, or the run proves nothing. */
final class Floors {
  /** LocalStack's open core, completed, can play every scenario that the simulator can. */
  private static final Map<String, Integer> BY_PLATFORM =
      Map.of("simulator", 55, "localstack", 55, "endpoint", 1);

  private Floors() {}

  /** The floor of the platform that this run names, unless the run names a floor itself. */
  static int ofThisRun() {
    String platform = System.getProperty("azdrill.platform", "simulator");
    return Integer.getInteger("azdrill.floor", BY_PLATFORM.getOrDefault(platform, 1));
  }
}
