package dev.azdrill.platform.completion;

/**
 * Where it is decided what is to be done in the foreign EC2, under the writer's lock, it is not
 * done: a call to an EC2 that lives elsewhere takes its time, and everybody would wait for it.
 * Whatever needs no answer is done later, in the order in which it was decided.
 */
interface Acts extends AutoCloseable {
  /** For an EC2 on the same kernel, where a call takes no time: each act is done at once. */
  Acts AT_ONCE =
      new Acts() {
        @Override
        public void later(Runnable act) {
          act.run();
        }

        @Override
        public void close() {}
      };

  /** Lets this be done. */
  void later(Runnable act);

  /** Whether what is decided is done later, by somebody who does not hold the writer's lock. */
  default boolean areApart() {
    return this != AT_ONCE;
  }

  /** Whether something was decided that is not done yet. */
  default boolean areWaiting() {
    return false;
  }

  /**
   * What was decided is done when this returns, and what that led to, too. Not to be called by who
   * holds the writer's lock, nor by an act.
   */
  default void settle() {}

  /** What was decided is done when this returns. */
  @Override
  void close();
}
