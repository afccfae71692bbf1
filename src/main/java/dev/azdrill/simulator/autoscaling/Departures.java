package dev.azdrill.simulator.autoscaling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells of members that are gone for good; who listens is known only once all hands are there. */
final class Departures {
  private final List<Consumer<Group>> listeners = new ArrayList<>();

  void tell(Consumer<Group> listener) {
    listeners.add(listener);
  }

  /** A group has lost a member. */
  void left(Group group) {
    listeners.forEach(listener -> listener.accept(group));
  }
}
