package dev.azdrill.topology;

import dev.azdrill.catalogue.InstanceTypeFacts;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The application: instances of an Auto Scaling group, alike and replaceable.
 *
 * <p>Source of the limits: Amazon EC2 User Guide, "Run commands when you launch an EC2 instance
 * with user data input" (16 KB in raw form, before it is encoded in base64); AWS Systems Manager
 * API Reference, "PutParameter": Name. Instance types: {@link InstanceTypeFacts}. Auto Scaling
 * documents no upper bound of HealthCheckGracePeriod: that of two hours is azdrill's own.
 *
 * @param tier the subnets in which the instances are
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
 * @param userData the script that an instance runs when it first starts, at most 16,384 bytes of
 *     UTF-8; empty for none
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
    Optional<String> userData) {
  private static final Pattern IMAGE =
      Pattern.compile("ami-[0-9a-f]{8}([0-9a-f]{9})?|(/[A-Za-z0-9_.-]+)+");
  private static final int IMAGE_LENGTH_MAX = 1011;
  private static final String PUBLIC_PARAMETERS = "/aws/service/";
  private static final int USER_DATA_BYTES_MAX = 16_384;

  /**
   * @throws BlueprintException when it contradicts itself or AWS would refuse it
   */
  public Group {
    Require.text(
        "image",
        IMAGE,
        IMAGE_LENGTH_MAX,
        image,
        "an AMI id or an SSM parameter",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
    requireInstanceType(instanceType, image);
    Require.port("port", port);
    Require.seconds("grace", grace, 0, 7200);
    if (cpuTarget.isPresent()) {
      Require.range("cpu-target", cpuTarget.getAsInt(), 1, 100);
    }
    if (publicAddresses && tier != Tier.PUBLIC) {
      throw new BlueprintException(
          "public-addresses",
          "no public addresses in " + tier.word() + " subnets",
          "true",
          "set it to false, or move the group to the public tier");
    }
    int bytes = userData.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (bytes > USER_DATA_BYTES_MAX) {
      throw new BlueprintException(
          "user-data",
          "at most " + USER_DATA_BYTES_MAX + " bytes, as AWS allows",
          bytes + " bytes",
          "shorten the script, or let it download the rest");
    }
  }

  private static void requireInstanceType(String name, String image) {
    Map<String, InstanceTypeFacts> offered = InstanceTypeFacts.offered();
    InstanceTypeFacts type = offered.get(name);
    if (type == null) {
      throw new BlueprintException(
          "instance-type",
          "an instance type that EC2 offers in eu-west-2",
          Printable.quoted(name),
          Resemblance.advice(name, withoutHost(offered), "write one such as t3.micro"));
    }
    if (type.needsDedicatedHost()) {
      throw new BlueprintException(
          "instance-type",
          "a type that an Auto Scaling group can launch without a Dedicated Host",
          name,
          "write one such as t3.micro");
    }
    Optional<String> architecture = architecture(image);
    if (architecture.isPresent() && !type.architectures().contains(architecture.get())) {
      throw new BlueprintException(
          "image",
          "an image for "
              + String.join(" or ", type.architectures())
              + ", because the instance type is "
              + name,
          "one for " + architecture.get(),
          "change the image or the instance type");
    }
  }

  private static List<String> withoutHost(Map<String, InstanceTypeFacts> offered) {
    return offered.values().stream()
        .filter(type -> !type.needsDedicatedHost())
        .map(InstanceTypeFacts::name)
        .toList();
  }

  /** What a public parameter says of its image at the end of its name. */
  private static Optional<String> architecture(String image) {
    return image.startsWith(PUBLIC_PARAMETERS)
        ? List.of("x86_64", "arm64").stream().filter(image::endsWith).findFirst()
        : Optional.empty();
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
   * <p>Source of the upper bound: User Guide for Application Load Balancers, "Quotas": targets per
   * load balancer. How many fit into the subnets is {@link AddressPlan}'s to say.
   *
   * @param min 0 or more
   * @param desired how many there are at first, at least 1
   * @param max at least desired, at most 1000
   */
  public record Size(int min, int desired, int max) {
    private static final int TARGETS_MAX = 1000;

    /**
     * @throws BlueprintException unless {@code 0 <= min <= desired <= max <= 1000} and {@code 1 <=
     *     desired}
     */
    public Size {
      if (min < 0) {
        throw new BlueprintException("min", "0 or more", String.valueOf(min), "raise it");
      }
      if (desired < 1) {
        throw new BlueprintException(
            "desired",
            "at least 1, because a group without an instance serves nobody",
            String.valueOf(desired),
            "raise it");
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
      requireTargets("desired", desired);
      requireTargets("max", max);
    }

    private static void requireTargets(String path, int instances) {
      if (instances > TARGETS_MAX) {
        throw new BlueprintException(
            path,
            "at most " + TARGETS_MAX + ", the targets that one load balancer takes",
            String.valueOf(instances),
            "lower it");
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
