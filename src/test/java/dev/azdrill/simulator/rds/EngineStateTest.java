package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineStateTest {
  private static final List<EngineState> STATES =
      List.of(
          new EngineState.Off(false),
          new EngineState.Serving(),
          new EngineState.Lost(false),
          new EngineState.FailingOver(false),
          new EngineState.Starting(false));

  @ParameterizedTest(name = "{0}: stop {1}, serve {2}, lose {3}, fail over {4}, restart {5}")
  @CsvSource({
    "Off,         Off, Serving, Lost,    REFUSED,     REFUSED",
    "Serving,     Off, REFUSED, Lost,    FailingOver, Starting",
    "Lost,        Off, REFUSED, REFUSED, FailingOver, Starting",
    "FailingOver, Off, REFUSED, Lost,    REFUSED,     Starting",
    "Starting,    Off, Serving, Lost,    FailingOver, Starting",
  })
  void every_move_leads_to_its_state_or_is_refused(
      String state, String stop, String serve, String lose, String failOver, String restart) {
    EngineState from =
        STATES.stream().filter(each -> name(each).equals(state)).findFirst().orElseThrow();

    assertThat(move(from::stop)).isEqualTo(stop);
    assertThat(move(from::serve)).isEqualTo(serve);
    assertThat(move(from::lose)).isEqualTo(lose);
    assertThat(move(from::failOver)).isEqualTo(failOver);
    assertThat(move(from::restart)).isEqualTo(restart);
    assertThat(from.mayFailOver()).isEqualTo(!failOver.equals("REFUSED"));
  }

  @Test
  void one_state_serves_and_two_can_be_interrupted() {
    assertThat(STATES)
        .extracting(
            each ->
                name(each)
                    + (each.isServing() ? " serves" : "")
                    + (each.isRunning() ? " runs" : ""))
        .containsExactly("Off", "Serving serves runs", "Lost", "FailingOver", "Starting runs");
  }

  @Test
  void who_waits_goes_on_waiting_through_a_failover_until_it_serves() {
    EngineState awaited = new EngineState.Starting(false).await().await();

    assertThat(awaited).isEqualTo(new EngineState.Starting(true));
    assertThat(awaited.lose()).isEqualTo(new EngineState.Lost(true));
    assertThat(awaited.lose().failOver()).isEqualTo(new EngineState.FailingOver(true));
    assertThat(awaited.lose().failOver().restart()).isEqualTo(awaited);
    assertThat(awaited.serve().isAwaited()).isFalse();
    assertThat(awaited.serve().restart()).isEqualTo(new EngineState.Starting(false));
  }

  @Test
  void nobody_waits_for_an_engine_that_was_told_to_stop() {
    assertThat(new EngineState.Starting(true).stop()).isEqualTo(new EngineState.Off(false));
  }

  @Test
  void each_state_can_be_awaited_but_the_one_that_serves() {
    assertThat(STATES)
        .extracting(each -> move(each::await))
        .containsExactly("Off", "REFUSED", "Lost", "FailingOver", "Starting");
    assertThat(STATES)
        .filteredOn(each -> !each.isServing())
        .extracting(each -> each.await().isAwaited())
        .containsOnly(true);
  }

  private static String name(EngineState state) {
    return state.getClass().getSimpleName();
  }

  private static String move(Supplier<EngineState> move) {
    try {
      return name(move.get());
    } catch (IllegalStateException refusal) {
      assertThat(refusal).hasMessageStartingWith("a database engine that is ");
      return "REFUSED";
    }
  }
}
