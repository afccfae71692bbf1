package dev.azdrill.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What was run, where and how: the first line of a journal.
 *
 * @param title for people
 * @param platform where it runs: {@code simulator}, {@code twin}, {@code localstack}, {@code
 *     endpoint}
 * @param answeredBy which implementation answers, with its version
 * @param virtualTime whether times are virtual, so that nothing was measured on a wall clock
 * @param traffic who the clients are
 * @param seed the random seed
 * @param reproduce the command that runs it again
 * @param strict whether a guarantee that cannot be judged counts as a failure
 * @param capabilities what the platform could do when it was asked
 * @param stack the name of the stack that is drilled or checked; empty when scenarios each name
 *     their own
 * @param only what alone was asked of it; empty for drills and features
 */
public record RunHeader(
    String title,
    String platform,
    String answeredBy,
    boolean virtualTime,
    TrafficSource traffic,
    String seed,
    String reproduce,
    boolean strict,
    List<Capability> capabilities,
    Optional<String> stack,
    Optional<Only> only) {
  public RunHeader {
    capabilities = List.copyOf(capabilities);
  }

  /** Of drills or features. */
  public RunHeader(
      String title,
      String platform,
      String answeredBy,
      boolean virtualTime,
      TrafficSource traffic,
      String seed,
      String reproduce,
      boolean strict,
      List<Capability> capabilities,
      Optional<String> stack) {
    this(
        title,
        platform,
        answeredBy,
        virtualTime,
        traffic,
        seed,
        reproduce,
        strict,
        capabilities,
        stack,
        Optional.empty());
  }

  /** What alone a run asks. */
  public enum Only {
    /** Whether what stands is as it is guaranteed to be: nothing is broken, nothing is drilled. */
    GUARANTEES
  }

  /** Who the clients of a run are, and so how strong it is what they saw. */
  public enum TrafficSource {
    /** Real requests over a network. */
    MEASURED(Strength.MEASURED_TRAFFIC),
    /** Requests that the simulator plays over what is described. */
    SIMULATED(Strength.SIMULATED),
    /** There are none. */
    NONE(Strength.AZDRILL);

    private final Strength strength;

    TrafficSource(Strength strength) {
      this.strength = strength;
    }

    /** How strong it is what these clients saw. */
    public Strength strength() {
      return strength;
    }
  }
}
