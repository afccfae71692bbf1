package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.fault.Fault;
import dev.azdrill.fault.FaultCatalogue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultDrillTest {
  private static Drill drill(String... faults) {
    return FaultDrill.of(
        List.of(faults).stream().map(FaultCatalogue::parse).toList(), Duration.ofMinutes(1));
  }

  @Test
  void clients_recover_while_what_can_be_survived_holds() {
    assertThat(drill("instance-stop").expectations())
        .extracting(TimedExpectation::expectation)
        .containsExactly(new Expectation.ClientsServed(), new Expectation.ClientsServed());
  }

  @Test
  void clients_must_feel_what_cannot_be_survived() {
    assertThat(drill("instance-stop", "application-cut-off").expectations())
        .extracting(TimedExpectation::expectation)
        .containsExactly(new Expectation.ClientsSeeErrors(), new Expectation.ClientsServed());
  }

  @Test
  void its_name_says_the_faults_as_long_as_there_is_room() {
    assertThat(drill("zone-power-loss:zone=eu-west-2b", "database-failover").name())
        .isEqualTo("zone-power-loss:zone=eu-west-2b + database-failover:database=any-database");

    List<Fault> all =
        FaultCatalogue.own().stream()
            .<Fault>map(each -> FaultCatalogue.parse(each.word()))
            .toList();
    Drill many = FaultDrill.of(all, Duration.ofMinutes(1));

    assertThat(many.faults()).isEqualTo(all);
    assertThat(many.name()).startsWith("instance-termination:").endsWith(" more");
    assertThat(Drill.isName(many.name())).isTrue();
  }
}
