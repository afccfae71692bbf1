package dev.azdrill.simulator.world;

import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** Port: EC2's launch templates. */
public interface Templates {
  /**
   * One version of a template.
   *
   * @param idOrName {@code lt-...} or the template's name
   * @param version a number, {@code $Latest} or {@code $Default}
   * @throws AwsError when EC2 has no such template or version
   */
  LaunchTemplateVersion resolve(String idOrName, String version);

  /**
   * Refuses a version that names what does not exist: an image, an instance type. Without effect
   * where EC2 is somebody else's, who knows its own images.
   *
   * @throws AwsError as EC2 refuses to launch it
   */
  default void check(LaunchTemplateVersion version) {
    // nothing is known of it
  }
}
