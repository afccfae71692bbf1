package dev.azdrill.provision;

import java.time.Duration;

/** Who is told how provisioning and tearing down go, step by step. */
public interface StepListener {
  /** Nobody. */
  StepListener SILENT =
      new StepListener() {
        @Override
        public void began(String step) {}

        @Override
        public void waiting(String step, String what) {}

        @Override
        public void done(String step, Duration took) {}
      };

  /**
   * A step has begun: {@code the VPC}.
   *
   * @throws dev.azdrill.session.Stopped when the work is to end early
   */
  void began(String step);

  /** After each look that did not yet see what the step waits for. */
  void waiting(String step, String what);

  /**
   * A step is done.
   *
   * @param took in the target's time
   */
  void done(String step, Duration took);
}
