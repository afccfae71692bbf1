package dev.azdrill.simulator.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandbyTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final DatabaseHost HOST =
      new DatabaseHost("eu-west-2b", "subnet-b", "eni-b", "10.0.1.4");
  private static final DatabaseHost FORMER =
      new DatabaseHost("eu-west-2a", "subnet-a", "eni-a", "10.0.0.4");

  private static final List<Standby> STATES =
      List.of(
          new Standby.None(),
          new Standby.InStep(HOST, new Volume()),
          new Standby.SteppedBack(HOST),
          new Standby.Lost(HOST));

  @ParameterizedTest(
      name =
          "{0}: synchronize {1}, lose {2}, lose the primary {3}, take over from a sound one {4},"
              + " from a lost one {5}")
  @CsvSource({
    "None,        REFUSED, REFUSED, None,   REFUSED,     REFUSED",
    "InStep,      InStep,  Lost,    InStep, SteppedBack, Lost",
    "SteppedBack, InStep,  Lost,    Lost,   REFUSED,     REFUSED",
    "Lost,        InStep,  Lost,    Lost,   REFUSED,     REFUSED",
  })
  void every_move_leads_to_its_state_or_is_refused(
      String state,
      String synchronize,
      String lose,
      String losePrimary,
      String fromSound,
      String fromLost) {
    Standby from =
        STATES.stream().filter(each -> name(each).equals(state)).findFirst().orElseThrow();

    assertThat(move(() -> from.synchronize(new Volume()))).isEqualTo(synchronize);
    assertThat(move(from::lose)).isEqualTo(lose);
    assertThat(move(from::losePrimary)).isEqualTo(losePrimary);
    assertThat(move(() -> from.promote(FORMER, true))).isEqualTo(fromSound);
    assertThat(move(() -> from.promote(FORMER, false))).isEqualTo(fromLost);
  }

  @Test
  void who_takes_over_leaves_its_place_to_the_former_primary() {
    Standby ready = new Standby.InStep(HOST, new Volume());

    assertThat(ready.promote(FORMER, true).node()).contains(FORMER);
    assertThat(ready.promote(FORMER, false).node()).contains(FORMER);
  }

  @Test
  void a_standby_in_step_has_what_is_written_and_any_other_has_not() {
    Volume volume = new Volume();
    STATES.forEach(each -> each.write("elsewhere", NOW));
    new Standby.InStep(HOST, volume).write("order-1", NOW);

    assertThat(volume.read(List.of("order-1", "elsewhere"))).containsExactly("order-1");
  }

  @Test
  void a_standby_in_step_follows_its_primary_to_other_records_in_a_copy_of_its_own() {
    Volume content = new Volume();
    content.write("order-1", NOW);

    Standby.InStep followed = (Standby.InStep) new Standby.InStep(HOST, new Volume()).take(content);
    followed.write("order-2", NOW);

    assertThat(followed.volume().read(List.of("order-1", "order-2"))).hasSize(2);
    assertThat(content.read(List.of("order-1", "order-2"))).containsExactly("order-1");
    assertThat(new Standby.Lost(HOST).take(content)).isEqualTo(new Standby.Lost(HOST));
  }

  @Test
  void another_network_interface_changes_nothing_else() {
    assertThat(STATES)
        .extracting(each -> name(each.readdress(node -> FORMER)))
        .containsExactly("None", "InStep", "SteppedBack", "Lost");
    assertThat(STATES)
        .flatExtracting(each -> each.readdress(node -> FORMER).node().stream().toList())
        .containsExactly(FORMER, FORMER, FORMER);
  }

  private static String name(Standby standby) {
    return standby.getClass().getSimpleName();
  }

  private static String move(Supplier<Standby> move) {
    try {
      return name(move.get());
    } catch (IllegalStateException refusal) {
      assertThat(refusal).hasMessageStartingWith("a standby that is ");
      return "REFUSED";
    }
  }
}
