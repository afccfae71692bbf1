package dev.azdrill.simulator.ec2.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.world.AwsError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
  @ParameterizedTest(name = "{0}: start {1}, stop {2}, reboot {3}, terminate {4}, then {5}")
  @CsvSource({
    "PENDING,       PENDING, REFUSED,  PENDING, SHUTTING_DOWN, RUNNING",
    "RUNNING,       RUNNING, STOPPING, RUNNING, SHUTTING_DOWN, RUNNING",
    "STOPPING,      REFUSED, STOPPING, REFUSED, SHUTTING_DOWN, STOPPED",
    "STOPPED,       PENDING, STOPPED,  REFUSED, SHUTTING_DOWN, STOPPED",
    "SHUTTING_DOWN, REFUSED, REFUSED,  REFUSED, SHUTTING_DOWN, TERMINATED",
    "TERMINATED,    REFUSED, REFUSED,  REFUSED, TERMINATED,    TERMINATED",
  })
  void every_move_leads_where_ec2_says(
      Lifecycle from, String start, String stop, String reboot, String terminate, String arrive) {
    assertThat(move(() -> from.start("i-1"))).isEqualTo(start);
    assertThat(move(() -> from.stop("i-1"))).isEqualTo(stop);
    assertThat(move(() -> from.reboot("i-1"))).isEqualTo(reboot);
    assertThat(move(from::terminate)).isEqualTo(terminate);
    assertThat(move(from::arrive)).isEqualTo(arrive);
  }

  @Test
  void the_codes_are_those_of_the_api_reference() {
    assertThat(Lifecycle.values())
        .extracting(state -> state.described().code() + " " + state.described().nameAsString())
        .containsExactlyInAnyOrder(
            "0 pending",
            "16 running",
            "32 shutting-down",
            "48 terminated",
            "64 stopping",
            "80 stopped");
  }

  @ParameterizedTest
  @EnumSource
  void who_is_terminated_ends_and_stays_there(Lifecycle from) {
    Lifecycle end = from.terminate().arrive();

    assertThat(end).isEqualTo(Lifecycle.TERMINATED);
    assertThat(end.terminate().arrive()).isEqualTo(Lifecycle.TERMINATED);
  }

  private static String move(Supplier<Lifecycle> move) {
    try {
      return move.get().name();
    } catch (AwsError refusal) {
      assertThat(refusal.code()).isEqualTo("IncorrectInstanceState");
      return "REFUSED";
    }
  }
}
