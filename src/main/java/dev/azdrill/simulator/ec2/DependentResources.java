package dev.azdrill.simulator.ec2;

import java.util.ArrayList;
import java.util.List;

/**
 * Who follows the life of one noun's resources: a VPC brings its main route table, a subnet cannot
 * go while an interface stands in it. So the noun that is stood upon need not know who stands on
 * it.
 */
final class DependentResources {
  /** One noun that follows another. */
  interface Follower {
    /** A resource has come into being: what it brings is made now. */
    default void created(String id) {}

    /** Whether something stands on the resource that has to be deleted first. */
    default boolean holds(String id) {
      return false;
    }

    /** A resource is about to be gone: what it brought goes now. */
    default void deleted(String id) {}
  }

  private final List<Follower> all = new ArrayList<>();

  void add(Follower follower) {
    all.add(follower);
  }

  void created(String id) {
    all.forEach(follower -> follower.created(id));
  }

  boolean hold(String id) {
    return all.stream().anyMatch(follower -> follower.holds(id));
  }

  void deleted(String id) {
    all.forEach(follower -> follower.deleted(id));
  }
}
