package dev.azdrill.platform.simulator;

import dev.azdrill.session.AwsSession;

/**
 * How a served region begins, at first and after each reset.
 *
 * @param seed the random seed
 * @param speed virtual seconds per second of the wall clock, above zero
 * @param hasDefaultVpc whether it has a default VPC, as a new account has
 * @param furnishing builds what stands in it
 */
public record RegionBeginning(
    String seed, double speed, boolean hasDefaultVpc, Furnishing furnishing) {
  /** Builds what stands in a region before anybody is answered. */
  @FunctionalInterface
  public interface Furnishing {
    /** Builds nothing. */
    Furnishing NONE = aws -> {};

    /**
     * Builds what stands before anybody is answered.
     *
     * @param aws the region, in virtual time: waiting takes none of the wall clock
     */
    void furnish(AwsSession aws);
  }
}
