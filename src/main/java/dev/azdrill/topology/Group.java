package dev.azdrill.topology;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The application: instances of an Auto Scaling group, alike and replaceable.
 *
 * @param tier the subnets in which they stand
 * @param size how many
 * @param instanceType such as {@code t3.micro}
 * @param image an AMI id, or the SSM parameter that names one: then the newest is looked up when
 *     the stack is provisioned
 * @param port at which the application listens
 * @param elbHealth whether an instance that the load balancer finds unhealthy is replaced; EC2's
 *     own checks always count
 * @param grace for how long after its start an instance's failed checks do not count, 0 to 7200 s
 * @param cpuTarget the average CPU utilisation in percent that the group's size tracks, 1 to 100;
 *     empty for a group that does not scale
 * @param requireImdsV2 whether instance metadata is served to session-oriented requests alone
 * @param publicAddresses whether each instance has a public address
 * @param userData the script that an instance runs when it first starts; may be empty
 */
public record Group(
    Tier tier,
    Size size,
    String instanceType,
    String image,
    int port,
    boolean elbHealth,
    Duration grace,
    OptionalInt cpuTarget,
    boolean requireImdsV2,
    boolean publicAddresses,
    String userData) {
  private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+");
  private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]{8,17}|/[\\w./-]+");

  /**
   * @throws BlueprintException when it contradicts itself or AWS would refuse it
   */
  public Group {
    requireText("instance-type", INSTANCE_TYPE, instanceType, "an instance type", "t3.micro");
    requireText(
        "image",
        IMAGE,
        image,
        "an AMI id or an SSM parameter",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
    Listener.requirePort("port", port);
    HealthCheck.requireSeconds("grace", grace, 0, 7200);
    if (cpuTarget.isPresent()) {
      HealthCheck.requireRange("cpu-target", cpuTarget.getAsInt(), 1, 100);
    }
    if (publicAddresses && tier != Tier.PUBLIC) {
      throw new BlueprintException(
          "public-addresses",
          "no public addresses in " + tier.word() + " subnets",
          "true",
          "set it to false, or move the group to the public tier");
    }
  }

  static void requireText(
      String path, Pattern pattern, String text, String expected, String example) {
    if (!pattern.matcher(text).matches()) {
      throw new BlueprintException(
          path, expected, "'" + text + "'", "write one such as " + example);
    }
  }

  /** Whether the image is the name of an SSM parameter rather than an AMI id. */
  public boolean imageIsParameter() {
    return image.startsWith("/");
  }

  /** The same group, with other health checks. */
  public Group withElbHealth(boolean other) {
    return new Group(
        tier,
        size,
        instanceType,
        image,
        port,
        other,
        grace,
        cpuTarget,
        requireImdsV2,
        publicAddresses,
        userData);
  }

  /** The same group, of another size. */
  public Group withSize(Size other) {
    return new Group(
        tier,
        other,
        instanceType,
        image,
        port,
        elbHealth,
        grace,
        cpuTarget,
        requireImdsV2,
        publicAddresses,
        userData);
  }

  /**
   * How many instances there are: never fewer than {@code min}, never more than {@code max}.
   *
   * @param min 0 or more
   * @param desired how many there are at first
   * @param max at least desired
   */
  public record Size(int min, int desired, int max) {
    /**
     * @throws BlueprintException unless 0 <= min <= desired <= max
     */
    public Size {
      if (min < 0) {
        throw new BlueprintException("min", "0 or more", String.valueOf(min), "raise it");
      }
      if (min > desired) {
        throw new BlueprintException(
            "min",
            "at most the desired " + desired,
            String.valueOf(min),
            "lower min or raise desired");
      }
      if (desired > max) {
        throw new BlueprintException(
            "desired",
            "at most the max of " + max,
            String.valueOf(desired),
            "lower desired or raise max");
      }
    }

    /** A size that had an instance for each of so many zones has one for each of the new number. */
    Size spread(int zonesBefore, int zones) {
      int newMin = min >= zonesBefore ? Math.max(min, zones) : min;
      int newDesired = desired >= zonesBefore ? Math.max(desired, zones) : desired;
      return new Size(newMin, newDesired, Math.max(max, newDesired));
    }
  }
}
