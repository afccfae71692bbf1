package dev.azdrill.session;

import java.time.Duration;

/**
 * Who is told how a wait goes: long work shows what is awaited, for how long already and how much
 * of the budget is left.
 */
public interface Progress {
  /** Nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void waiting(String what, String seen, Duration elapsed, Duration budget) {}

        @Override
        public void done(String what, Duration elapsed) {}
      };

  /**
   * After each look that did not yet see what is awaited.
   *
   * @throws Stopped when the wait is to end early
   */
  void waiting(String what, String seen, Duration elapsed, Duration budget);

  /** It came true. */
  void done(String what, Duration elapsed);
}
