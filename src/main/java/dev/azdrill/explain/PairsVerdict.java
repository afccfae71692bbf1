package dev.azdrill.explain;

import dev.azdrill.network.Answer;
import java.util.List;

/** The answers for all pairs in one word. */
public enum PairsVerdict {
  /** Every connection works. */
  REACHABLE(0),
  /** No connection works. */
  UNREACHABLE(1),
  /** Some work and others do not: neither who wants reachability nor who forbids it is served. */
  PARTIAL(3),
  /** Of one at least it cannot be told. */
  UNKNOWN(3);

  private final int exitCode;

  PairsVerdict(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  static PairsVerdict of(Answer answer) {
    if (answer instanceof Answer.Reachable) {
      return REACHABLE;
    }
    if (answer instanceof Answer.Unreachable) {
      return UNREACHABLE;
    }
    return answer instanceof Answer.Partial ? PARTIAL : UNKNOWN;
  }

  static PairsVerdict of(List<Leg> legs) {
    List<PairsVerdict> all = legs.stream().map(leg -> of(leg.answer())).distinct().toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    return all.contains(UNKNOWN) ? UNKNOWN : PARTIAL;
  }
}
