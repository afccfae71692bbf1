package dev.azdrill.simulator.ec2.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * Who follows the life of one noun's resources: a VPC brings its main route table, a subnet cannot
 * go while an interface stands in it. So the noun that is stood upon need not know who stands on
 * it.
 */
public final class DependentResources {
  /** One noun that follows another. */
  public interface Follower {
    /** A resource has come into being: what it brings is made now. */
    public default void created(String id) {}

    /** Whether something stands on the resource that has to be deleted first. */
    default boolean holds(String id) {
      return false;
    }

    /** A resource is about to be gone: what it brought goes now. */
    public default void deleted(String id) {}
  }

  private final List<Follower> all = new ArrayList<>();

  public void add(Follower follower) {
    all.add(follower);
  }

  public void created(String id) {
    all.forEach(follower -> follower.created(id));
  }

  public boolean hold(String id) {
    return all.stream().anyMatch(follower -> follower.holds(id));
  }

  public void deleted(String id) {
    all.forEach(follower -> follower.deleted(id));
  }
}
