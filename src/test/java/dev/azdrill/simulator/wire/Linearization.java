package dev.azdrill.simulator.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the calls of several clients to one resource could have taken effect one after the other,
 * each at a moment between its request and its answer. Tries the orders; what has been tried is
 * remembered as the calls that are done and the state that they left.
 *
 * <p>Source: Wing and Gong, "Testing and verifying concurrent objects" (1993); Lowe, "Testing for
 * linearizability" (2017).
 */
final class Linearization {
  /** What a resource has been left as: empty where it does not stand. */
  private record Tried(BitSet done, Optional<String> state) {}

  private final List<Call> calls;
  private final Set<Tried> tried = new HashSet<>();

  private Linearization(List<Call> calls) {
    this.calls = calls;
  }

  /** Whether there is such an order, from a resource that does not stand. */
  static boolean isPossible(List<Call> calls) {
    return new Linearization(new ArrayList<>(calls)).from(new BitSet(), Optional.empty());
  }

  private boolean from(BitSet done, Optional<String> state) {
    if (done.cardinality() == calls.size()) {
      return true;
    }
    if (!tried.add(new Tried((BitSet) done.clone(), state))) {
      return false;
    }
    long firstAnswer = Long.MAX_VALUE;
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      firstAnswer = Math.min(firstAnswer, calls.get(i).answered());
    }
    for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
      Call call = calls.get(i);
      if (call.asked() < firstAnswer && fits(call, state)) {
        done.set(i);
        boolean isPossible = from(done, after(call, state));
        done.clear(i);
        if (isPossible) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fits(Call call, Optional<String> state) {
    return switch (call.action()) {
      case CREATE -> call.isAccepted() == state.isEmpty();
      case WRITE, DELETE -> call.isAccepted() == state.isPresent();
      case READ ->
          call.isAccepted()
              ? state.filter(value -> Objects.equals(value, call.value())).isPresent()
              : state.isEmpty();
    };
  }

  private static Optional<String> after(Call call, Optional<String> state) {
    if (!call.isAccepted()) {
      return state;
    }
    return switch (call.action()) {
      case CREATE, WRITE -> Optional.of(call.value());
      case DELETE -> Optional.empty();
      case READ -> state;
    };
  }
}
