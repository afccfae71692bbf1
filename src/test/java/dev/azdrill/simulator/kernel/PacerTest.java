package dev.azdrill.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.simulator.LogOf;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @RegisterExtension final LogOf log = new LogOf(Kernel.class);

  private final Kernel kernel = new Kernel(START, Seed.of("test"));
  private final HandMoved wall = new HandMoved();
  private final Pacer pacer = new Pacer(kernel, wall, 60);
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

  /** A wall clock that stands still until the test moves it. */
  private static final class HandMoved extends Clock {
    private Instant now = Instant.parse("2020-02-02T00:00:00Z");
    private Runnable asked = () -> {};

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      asked.run();
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void passOnTheWall(Duration duration) {
    wall.move(duration);
    pacer.tick();
  }

  @Test
  void virtual_time_follows_the_wall_clock_so_many_times_as_fast() {
    kernel.after(Duration.ofSeconds(59), "soon", () -> happened.add("soon"));
    kernel.after(Duration.ofSeconds(61), "late", () -> happened.add("late"));

    passOnTheWall(Duration.ofSeconds(1));

    assertThat(kernel.now()).isEqualTo(START.plusSeconds(60));
    assertThat(happened).containsExactly("soon");
  }

  @Test
  void a_wall_clock_that_goes_back_does_not_take_virtual_time_with_it() {
    passOnTheWall(Duration.ofSeconds(2));
    passOnTheWall(Duration.ofSeconds(-1));

    assertThat(kernel.now()).isEqualTo(START.plusSeconds(120));
  }

  @Test
  void an_event_that_throws_does_not_end_time() {
    kernel.after(Duration.ofSeconds(1), "throws", () -> fail());
    kernel.after(Duration.ofSeconds(1), "beside it", () -> happened.add("beside it"));
    kernel.after(Duration.ofSeconds(2), "after it", () -> happened.add("after it"));

    passOnTheWall(Duration.ofSeconds(1));
    passOnTheWall(Duration.ZERO);

    assertThat(happened).containsExactly("beside it", "after it");
    assertThat(kernel.now()).isEqualTo(START.plusSeconds(60));
    assertThat(log.messages())
        .contains("an event failed in virtual time 2026-01-01T00:00:01Z: on purpose");
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void what_repeats_goes_on_after_it_failed_once() {
    kernel.every(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        "stumbles",
        () -> {
          happened.add("tick");
          if (happened.size() == 1) {
            fail();
          }
          return true;
        });

    passOnTheWall(Duration.ofSeconds(1));
    passOnTheWall(Duration.ZERO);

    assertThat(happened).hasSize(6);
  }

  @Test
  void those_who_wait_hear_of_a_change_even_when_the_event_beside_it_throws() {
    kernel.after(Duration.ofSeconds(1), "news", () -> happened.add("news"));
    kernel.after(Duration.ofSeconds(1), "throws", () -> fail());
    long before = kernel.changes();

    passOnTheWall(Duration.ofSeconds(1));

    assertThat(kernel.changes()).isEqualTo(before + 1);
  }

  @Test
  void the_lock_is_released_between_two_instants_also_when_nothing_changes() {
    quietly(1, "first");
    quietly(2, "second");
    wall.asked = () -> happened.add(kernel.isWriting() ? "asked under the lock" : "asked");

    passOnTheWall(Duration.ofSeconds(1));

    assertThat(happened).containsExactly("asked", "first", "asked", "second", "asked");
  }

  private void quietly(int second, String what) {
    kernel.quietly(
        Duration.ofSeconds(second),
        what,
        () -> {
          happened.add(what);
          return false;
        });
  }

  @Test
  void who_stands_in_the_queue_for_the_lock_gets_it_between_two_instants() throws Exception {
    Thread other =
        new Thread(
            () ->
                kernel.write(
                    () -> {
                      happened.add("somebody else");
                      return true;
                    }));
    kernel.quietly(
        Duration.ofSeconds(1),
        "first",
        () -> {
          happened.add("first");
          other.start();
          while (!kernel.isAwaitedBy(other)) {
            Thread.onSpinWait();
          }
          return false;
        });
    quietly(2, "second");

    passOnTheWall(Duration.ofSeconds(1));
    other.join();

    assertThat(happened).containsExactly("first", "somebody else", "second");
  }

  @Test
  void closed_it_moves_nothing_any_more() {
    kernel.after(Duration.ofSeconds(1), "never", () -> happened.add("never"));
    pacer.close();

    passOnTheWall(Duration.ofSeconds(1));

    assertThat(kernel.now()).isEqualTo(START);
    assertThat(happened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_speed_that_is_none_is_refused(double speed) {
    assertThatThrownBy(() -> Pacer.start(kernel, wall, speed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a finite speed above 0, saw " + speed);
  }
}
