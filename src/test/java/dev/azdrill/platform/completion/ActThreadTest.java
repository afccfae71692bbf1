package dev.azdrill.platform.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.kernel.Kernel;
import dev.azdrill.simulator.kernel.Seed;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class ActThreadTest {
  private final Kernel kernel = new Kernel(CompletedRegion.START, Seed.of("acts"));
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

  @Test
  void who_decides_under_the_lock_does_not_wait_and_what_is_done_does_not_hold_it() {
    Semaphore goOn = new Semaphore(0);
    try (ActThread acts = new ActThread()) {
      kernel.write(
          () -> {
            acts.later(
                () -> {
                  goOn.acquireUninterruptibly();
                  done.add("held " + kernel.isWriting());
                });
            acts.later(() -> done.add("next"));
            return true;
          });
      assertThat(done).isEmpty();
      goOn.release();
    }

    assertThat(done).containsExactlyElementsOf(List.of("held false", "next"));
  }

  @Test
  void a_defect_of_one_does_not_end_the_others_and_nothing_is_done_once_it_is_closed() {
    ActThread acts = new ActThread();
    acts.later(
        () -> {
          throw new IllegalStateException("a defect");
        });
    acts.later(() -> done.add("next"));
    acts.close();
    acts.later(() -> done.add("too late"));

    assertThat(done).containsExactly("next");
  }

  @Test
  void who_lets_it_settle_goes_on_when_all_is_done_and_what_that_led_to() {
    try (ActThread acts = new ActThread()) {
      assertThat(acts.areWaiting()).isFalse();
      acts.later(
          () -> {
            done.add("first");
            acts.later(() -> done.add("what it led to"));
          });

      acts.settle();

      assertThat(acts.areWaiting()).isFalse();
      assertThat(done).containsExactly("first", "what it led to");
    }
  }

  @Test
  void nobody_waits_for_what_comes_too_late() {
    ActThread acts = new ActThread();
    acts.close();
    acts.later(() -> done.add("too late"));

    acts.settle();

    assertThat(acts.areWaiting()).isFalse();
    assertThat(done).isEmpty();
  }
}
