package dev.azdrill.network.space;

/**
 * Rules that are asked one after another, and of which the first that is about a packet decides:
 * each rule gets what those before it have left. Not thread-safe.
 */
public final class FirstMatch {
  private Space left = Space.of(Box.ALL, "none");

  /** The packets of a box about which this rule decides. */
  public Space decide(Box box, String by) {
    Space asked = Space.of(box, by);
    Space decided = asked.minus(asked.minus(left));
    left = left.minus(asked);
    return decided;
  }

  /** What no rule has decided. */
  public Space left() {
    return left;
  }
}
