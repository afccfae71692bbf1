package dev.azdrill.simulator.dataplane;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests per second the application serves on an instance of a type, unless the instance
 * says so itself: the one place where this assumption stands.
 *
 * <p>Estimated: 50 requests per second and vCPU, 20 ms of work each on one of two, as for a small
 * web application on a burstable instance with credits. What an application really serves depends
 * on the application: measure it and name it in the blueprint. Source of the vCPUs by size: Amazon
 * EC2 Instance Types Guide, x86 and Graviton instances of the T, M, C and R families; a few older
 * sizes differ.
 */
final class InstanceCapacity {
  private static final double PER_VCPU = 50;
  private static final int VCPUS_OF_MOST = 2;

  /** For an instance whose type nobody described. */
  static final double UNKNOWN = PER_VCPU * VCPUS_OF_MOST;

  private static final Map<String, Integer> VCPUS =
      Map.ofEntries(
          Map.entry("nano", 2),
          Map.entry("micro", 2),
          Map.entry("small", 2),
          Map.entry("medium", 2),
          Map.entry("large", 2),
          Map.entry("xlarge", 4),
          Map.entry("2xlarge", 8),
          Map.entry("4xlarge", 16),
          Map.entry("8xlarge", 32),
          Map.entry("12xlarge", 48),
          Map.entry("16xlarge", 64),
          Map.entry("24xlarge", 96));

  private InstanceCapacity() {}

  /**
   * Requests per second.
   *
   * @param type such as {@code t3.micro}; null or of a size that is not listed counts as one of two
   *     vCPUs
   */
  static double of(@Nullable String type) {
    String size = type == null ? "" : type.substring(type.indexOf('.') + 1);
    return PER_VCPU * VCPUS.getOrDefault(size, VCPUS_OF_MOST);
  }
}
