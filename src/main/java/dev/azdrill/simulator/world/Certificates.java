package dev.azdrill.simulator.world;

/** Port: ACM's certificates, for listeners that serve with them. */
public interface Certificates {
  /**
   * Whether there is a certificate of this ARN and it is issued: AWS does not serve with a pending
   * one.
   */
  boolean isIssued(String certificateArn);

  /** Whether there is a certificate of this ARN at all. */
  boolean exists(String certificateArn);
}
