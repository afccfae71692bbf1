package dev.azdrill.simulator.world;

import java.util.Optional;

/** The instance profiles of IAM, as EC2 sees them, which gives them to instances. */
public interface IamProfiles {
  /**
   * An instance profile.
   *
   * @param id {@code AIPA} and what follows
   * @param hasRole whether an instance gets a role through it
   */
  record Profile(String arn, String id, boolean hasRole) {}

  /** The one of this name, which is unique in the account, whatever its path; if it exists. */
  Optional<Profile> named(String name);
}
