package dev.azdrill.cli;

import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.session.StopRequest;
import java.time.Duration;

/**
 * Shows on a terminal what is awaited, for how long already, and how much of the budget is left.
 */
final class ShownProgress implements Progress, StepListener {
  private static final int WIDTH = 110;

  private final Terminal terminal;
  private final StopRequest stop;

  ShownProgress(Terminal terminal) {
    this(terminal, new StopRequest());
  }

  /**
   * @param stop ends whoever waits or begins a step
   */
  ShownProgress(Terminal terminal, StopRequest stop) {
    this.terminal = terminal;
    this.stop = stop;
  }

  @Override
  public void waiting(String what, String seen, Duration elapsed, Duration budget) {
    stop.check();
    Duration left = budget.minus(elapsed);
    show(
        "waiting for "
            + what
            + ", "
            + Terminal.words(elapsed)
            + ", "
            + Terminal.words(left)
            + " left: "
            + seen);
  }

  @Override
  public void done(String what, Duration elapsed) {
    show(what + ": " + Terminal.words(elapsed));
  }

  @Override
  public void began(String step) {
    stop.check();
    show(step);
  }

  @Override
  public void waiting(String step, String what) {
    show(step + ": " + what);
  }

  private void show(String text) {
    terminal.progress(text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text);
  }
}
