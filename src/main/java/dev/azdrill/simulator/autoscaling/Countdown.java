package dev.azdrill.simulator.autoscaling;

/** Runs something when a number of other things are done; at once when there are none. */
final class Countdown {
  private final Runnable atZero;
  private int left;

  Countdown(int left, Runnable atZero) {
    this.left = left;
    this.atZero = atZero;
    if (left == 0) {
      atZero.run();
    }
  }

  void count() {
    if (--left == 0) {
      atZero.run();
    }
  }
}
