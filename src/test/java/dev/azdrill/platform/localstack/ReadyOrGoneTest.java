package dev.azdrill.platform.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.session.DrillClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

class ReadyOrGoneTest {
  private final WaitedClock clock = new WaitedClock();

  /** A clock that its waits move by ten seconds, and nobody else. */
  private static final class WaitedClock implements DrillClock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int waits;

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void awaitChange(Duration atMost) {
      waits++;
      assertThat(waits).as("somebody waits for ever").isLessThan(10);
      now = now.plusSeconds(10);
    }

    @Override
    public void pass(Duration duration) {
      now = now.plus(duration);
    }
  }

  private void await(Supplier<String> logs, BooleanSupplier isRunning) {
    WaitStrategyTarget container =
        (WaitStrategyTarget)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {WaitStrategyTarget.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getLogs" -> logs.get();
                      case "isRunning" -> isRunning.getAsBoolean();
                      default -> throw new AssertionError("nobody was to ask " + method);
                    });
    new ReadyOrGone(clock).withStartupTimeout(Duration.ofSeconds(60)).waitUntilReady(container);
  }

  @Test
  void what_logs_that_it_is_ready_is_ready() {
    assertThatCode(() -> await(() -> clock.waits < 3 ? "Starting\n" : "Ready.\n", () -> true))
        .doesNotThrowAnyException();

    assertThat(clock.waits).isEqualTo(3);
  }

  @Test
  void a_container_that_has_ended_is_not_waited_for() {
    assertThatThrownBy(() -> await(() -> "Starting\n", () -> clock.waits < 1))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("ended before it was ready");

    assertThat(clock.waits).isEqualTo(1);
  }

  @Test
  void one_that_never_is_ready_is_given_up_when_the_time_is_over() {
    assertThatThrownBy(() -> await(() -> "Starting\n", () -> true))
        .isInstanceOf(ContainerLaunchException.class)
        .hasMessageContaining("was not ready after 60 s");

    assertThat(clock.waits).isEqualTo(6);
  }
}
