package dev.azdrill.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KernelTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Kernel kernel = new Kernel(START, Seed.of("test"));
  private final List<String> happened = new ArrayList<>();

  @Test
  void nothing_happens_until_somebody_moves_the_clock() {
    kernel.after(Duration.ZERO, "now", () -> happened.add("now"));

    assertThat(kernel.now()).isEqualTo(START);
    assertThat(happened).isEmpty();
  }

  @Test
  void events_happen_in_the_order_of_their_time_and_then_of_their_scheduling() {
    kernel.after(Duration.ofSeconds(2), "late", () -> happened.add("late"));
    kernel.after(Duration.ofSeconds(1), "first", () -> happened.add("first"));
    kernel.after(Duration.ofSeconds(1), "second", () -> happened.add("second"));

    kernel.advance(Duration.ofSeconds(2));

    assertThat(happened).containsExactly("first", "second", "late");
  }

  @Test
  void waiting_for_a_change_steps_over_what_changes_nothing() {
    kernel.every(Duration.ofSeconds(1), Duration.ofSeconds(1), "check", () -> false);
    kernel.after(Duration.ofSeconds(30), "news", () -> happened.add("news"));

    Instant stopped = kernel.advanceToChange(START.plusSeconds(60));

    assertThat(stopped).isEqualTo(START.plusSeconds(30));
    assertThat(happened).containsExactly("news");
  }

  @Test
  void waiting_for_a_change_ends_at_its_limit() {
    kernel.after(Duration.ofSeconds(30), "news", () -> happened.add("news"));

    assertThat(kernel.advanceToChange(START.plusSeconds(10))).isEqualTo(START.plusSeconds(10));
    assertThat(happened).isEmpty();
  }

  @Test
  void a_cancelled_event_does_not_happen() {
    kernel.after(Duration.ofSeconds(1), "never", () -> happened.add("never")).cancel();

    kernel.advance(Duration.ofSeconds(5));

    assertThat(happened).isEmpty();
  }

  @Test
  void a_repetition_asks_for_its_interval_anew_each_time() {
    Iterator<Integer> seconds = List.of(1, 2, 4).iterator();
    kernel.every(
        Duration.ofSeconds(1),
        () -> Duration.ofSeconds(seconds.next()),
        "slower and slower",
        () -> happened.add(kernel.now().toString()));

    kernel.advance(Duration.ofSeconds(5));

    assertThat(happened)
        .containsExactly(
            START.plusSeconds(1).toString(),
            START.plusSeconds(2).toString(),
            START.plusSeconds(4).toString());
  }

  @Test
  void a_repetition_without_an_interval_is_refused() {
    kernel.every(Duration.ofSeconds(1), () -> Duration.ZERO, "at once", () -> true);

    assertThatThrownBy(() -> kernel.advance(Duration.ofSeconds(5)))
        .hasMessageContaining("expected an interval longer than zero for 'at once'");
  }

  @Test
  void a_repetition_ends_when_it_is_stopped_also_from_within() {
    Repetition[] self = new Repetition[1];
    self[0] =
        kernel.every(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            "thrice",
            () -> {
              happened.add("tick");
              if (happened.size() == 3) {
                self[0].stop();
              }
              return true;
            });

    kernel.advance(Duration.ofMinutes(1));

    assertThat(happened).hasSize(3);
  }

  @Test
  void events_that_schedule_events_at_one_instant_without_end_are_an_error_and_not_a_hang() {
    scheduleAgain();

    assertThatThrownBy(() -> kernel.advance(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("time stands still");
  }

  private void scheduleAgain() {
    kernel.after(Duration.ZERO, "again", this::scheduleAgain);
  }

  @Test
  void the_same_words_give_the_same_numbers_and_other_words_give_others() {
    assertThat(Seed.of("a").derive("ids").random().nextLong())
        .isEqualTo(Seed.of("a").derive("ids").random().nextLong())
        .isNotEqualTo(Seed.of("b").derive("ids").random().nextLong())
        .isNotEqualTo(Seed.of("a").derive("other").random().nextLong());
  }

  @Test
  void who_waits_for_news_and_has_missed_some_does_not_wait() throws Exception {
    kernel.changed();

    assertThat(kernel.awaitNews(0, Duration.ofDays(1))).isEqualTo(1);
  }

  @Test
  void who_waits_for_news_no_longer_than_no_time_at_all_sees_that_there_is_none() throws Exception {
    assertThat(kernel.awaitNews(kernel.changes(), Duration.ZERO)).isEqualTo(kernel.changes());
    assertThat(kernel.awaitNews(kernel.changes(), Duration.ofSeconds(-1))).isZero();
  }

  @Test
  void who_waits_for_news_is_woken_by_it_and_holds_up_nobody_meanwhile() throws Exception {
    CountDownLatch isWriter = new CountDownLatch(1);
    AtomicLong heard = new AtomicLong();
    Thread waiting =
        new Thread(
            () ->
                kernel.write(
                    () -> {
                      isWriter.countDown();
                      heard.set(awaitNews());
                      return true;
                    }));
    waiting.start();
    isWriter.await();

    // That one is the writer until it waits: this gets the lock because it does.
    kernel.changed();
    waiting.join();

    assertThat(heard).hasValue(1);
  }

  private long awaitNews() {
    try {
      return kernel.awaitNews(0, Duration.ofDays(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_edition_is_another_one_after_a_change_and_after_what_was_written() {
    long first = kernel.edition();
    kernel.quietly(Duration.ofSeconds(1), "check", () -> false);
    kernel.after(Duration.ofSeconds(2), "news", () -> happened.add("news"));

    kernel.advance(Duration.ofSeconds(1));
    assertThat(kernel.edition()).isEqualTo(first);
    kernel.advance(Duration.ofSeconds(1));
    long second = kernel.edition();
    assertThat(second).isNotEqualTo(first);
    kernel.wrote();
    assertThat(kernel.edition()).isNotEqualTo(second).isNotEqualTo(first);
    assertThat(kernel.changes()).as("who waits is not woken").isEqualTo(1);
  }

  @Test
  void an_edition_without_a_part_stays_when_that_part_changes_and_no_other() {
    Kernel part = kernel.part();
    Kernel other = kernel.part();
    long first = kernel.editionWithout(List.of(part));
    part.after(Duration.ofSeconds(1), "in the part", () -> happened.add("part"));
    other.after(Duration.ofSeconds(2), "in another", () -> happened.add("other"));
    kernel.after(Duration.ofSeconds(3), "in none", part.counted(() -> happened.add("none")));

    kernel.advance(Duration.ofSeconds(1));
    assertThat(happened).containsExactly("part");
    assertThat(kernel.changes()).as("who waits is woken all the same").isEqualTo(1);
    assertThat(kernel.editionWithout(List.of(part))).isEqualTo(first);
    assertThat(kernel.editionWithout(List.of(other))).isGreaterThan(first);

    kernel.advance(Duration.ofSeconds(1));
    long second = kernel.editionWithout(List.of(part));
    assertThat(second).isGreaterThan(first);

    long without = kernel.editionWithout(List.of(other));
    kernel.advance(Duration.ofSeconds(1));
    assertThat(kernel.editionWithout(List.of(part))).isEqualTo(second + 1);
    assertThat(kernel.editionWithout(List.of(other)))
        .as("counted as the part's, too")
        .isEqualTo(without + 2);

    long third = kernel.editionWithout(List.of(part));
    kernel.wrote();
    assertThat(kernel.editionWithout(List.of(part))).isGreaterThan(third);
    kernel.changed();
    assertThat(kernel.editionWithout(List.of(part))).isGreaterThan(third + 1);
  }

  @Test
  void a_part_ends_with_the_whole() {
    Kernel whole = kernel.fellow();
    Kernel part = whole.part();
    part.after(Duration.ofSeconds(1), "in the part", () -> happened.add("part"));

    whole.end();
    kernel.advance(Duration.ofSeconds(2));

    assertThat(happened).isEmpty();
  }

  @Test
  void an_instant_at_which_nothing_changed_is_no_news() {
    kernel.quietly(Duration.ofSeconds(1), "check", () -> false);
    kernel.after(Duration.ofSeconds(2), "news", () -> happened.add("news"));

    kernel.advance(Duration.ofSeconds(1));
    assertThat(kernel.changes()).isZero();
    kernel.advance(Duration.ofSeconds(1));
    assertThat(kernel.changes()).isEqualTo(1);
  }

  @Test
  void a_step_is_one_instant_and_the_last_leaves_the_clock_at_the_limit() {
    kernel.after(Duration.ofSeconds(1), "first", () -> happened.add("first"));
    kernel.after(Duration.ofSeconds(1), "beside it", () -> happened.add("beside it"));
    kernel.after(Duration.ofSeconds(2), "second", () -> happened.add("second"));
    Instant limit = START.plusSeconds(5);

    assertThat(kernel.step(limit)).isTrue();
    assertThat(happened).containsExactly("first", "beside it");
    assertThat(kernel.now()).isEqualTo(START.plusSeconds(1));
    assertThat(kernel.step(limit)).isTrue();
    assertThat(kernel.step(limit)).isFalse();
    assertThat(kernel.now()).isEqualTo(limit);
  }

  @Test
  void an_event_cannot_move_the_clock_and_the_next_caller_can() {
    List<Runnable> moves =
        List.of(
            () -> kernel.advance(Duration.ofSeconds(1)),
            () -> kernel.advanceTo(START.plusSeconds(9)),
            () -> kernel.advanceToChange(START.plusSeconds(9)),
            () -> kernel.step(START.plusSeconds(9)),
            () -> kernel.apart(() -> "an answer"));
    for (Runnable move : moves) {
      kernel.after(Duration.ZERO, "moves the clock", move);

      assertThatThrownBy(() -> kernel.advance(Duration.ZERO))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected an event that takes no time");
    }

    kernel.advance(Duration.ofSeconds(1));
    assertThat(kernel.now()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void only_who_writes_is_the_writer() {
    assertThat(kernel.isWriting()).isFalse();
    assertThat(kernel.<Boolean>write(kernel::isWriting)).isTrue();
  }

  @Test
  void who_waits_for_somebody_else_is_no_writer_meanwhile_and_is_one_again_then() {
    String answer =
        kernel.write(
            () ->
                kernel.write(
                    () -> {
                      boolean wrote = kernel.apart(kernel::isWriting);
                      return wrote + ", " + kernel.isWriting();
                    }));

    assertThat(answer).isEqualTo("false, true");
    assertThat(kernel.isWriting()).isFalse();
    assertThat(kernel.<Boolean>apart(kernel::isWriting)).as("without the lock").isFalse();
  }

  @Test
  void who_fails_to_get_an_answer_is_the_writer_again() {
    boolean isWriting =
        kernel.write(
            () -> {
              assertThatThrownBy(
                      () ->
                          kernel.apart(
                              () -> {
                                throw new IllegalStateException("nobody answers");
                              }))
                  .hasMessage("nobody answers");
              return kernel.isWriting();
            });

    assertThat(isWriting).isTrue();
  }

  /** Who has just been the writer does not get ahead of who waits: nobody starves. */
  @Test
  void whoever_has_waited_longest_writes_next() throws Exception {
    for (int round = 0; round < 40; round++) {
      happened.clear();
      List<Thread> waiting = kernel.write(() -> List.of(waiting("first"), waiting("second")));
      kernel.write(() -> happened.add("the writer before"));
      for (Thread each : waiting) {
        each.join();
      }

      assertThat(happened).containsExactly("first", "second", "the writer before");
    }
  }

  /** A thread that waits to write this. */
  private Thread waiting(String name) {
    Thread thread = new Thread(() -> kernel.write(() -> happened.add(name)));
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
