package dev.azdrill.platform;

/**
 * Breaks what AWS has no API for: through the platform, never inside of it.
 *
 * <p>What it imposes lives in this process and ends with it, however it ends, unless it {@linkplain
 * #outlivesProcess says otherwise}. The instances of an {@linkplain Impairment.ZonePower#stopped
 * impairment} that are stopped through EC2 stay so: each bears an {@link UndoTag} until it is
 * started again.
 *
 * <p>Each call returns once it holds, or holds no more.
 */
public interface ImpairmentPort {
  /**
   * The same impairment, with everything that lifting it will need to know. Changes nothing.
   *
   * @throws MissingCapability when the platform cannot do it
   */
  Impairment resolve(Impairment wanted);

  /** Imposes what was resolved. Imposing it twice is imposing it once. */
  void impose(Impairment resolved);

  /**
   * Lifts what was resolved, whether it holds, holds in part or never held, and whoever imposed it.
   * Lifting twice is harmless.
   *
   * @throws PlatformException when something of it is left; it may be tried again
   */
  void lift(Impairment resolved);

  /**
   * How many requests, connections or calls it has affected since it was imposed, as the platform
   * counts them: for an impairment whose effect AWS's API does not show; 0 for the others.
   */
  long effects(Impairment resolved);

  /**
   * Whether what it imposes holds on when this process has ended: then it has to be lifted by
   * another one, and any process that opens this platform can.
   */
  default boolean outlivesProcess() {
    return false;
  }

  /** Whether it holds now, as far as it {@linkplain #outlivesProcess outlives} a process. */
  default boolean holds(Impairment resolved) {
    return false;
  }
}
