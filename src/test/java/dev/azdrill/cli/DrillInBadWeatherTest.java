package dev.azdrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.Matrix;
import dev.azdrill.drill.Budgets;
import dev.azdrill.drill.FaultDrill;
import dev.azdrill.drill.Guards;
import dev.azdrill.drill.Objectives;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.evidence.Journal;
import dev.azdrill.evidence.RunEvidence;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.fault.FaultCatalogue;
import dev.azdrill.fault.Ledger;
import dev.azdrill.platform.endpoint.EndpointPlatform;
import dev.azdrill.platform.simulator.SimulatorPlatform;
import dev.azdrill.provision.Footprint;
import dev.azdrill.provision.StepListener;
import dev.azdrill.session.Progress;
import dev.azdrill.session.StopRequest;
import dev.azdrill.session.Weather;
import dev.azdrill.text.ShellCommand;
import dev.azdrill.topology.Blueprints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole drill on a foreign EC2 whose API throttles, fails, hangs and loses replies. A sample has
 * one fault in each weather.
 */
class DrillInBadWeatherTest {
  private static final String STACK = "drill-w3ather";

  private static final List<String> FAULTS =
      List.of(
          "instance-stop:instances=all:zone=eu-west-2b",
          "application-cut-off",
          "zone-power-loss:zone=eu-west-2a");

  private static DrillOrder order(long seed) {
    int every = Matrix.every(FAULTS.size());
    List<OrderedDrill> drills = new ArrayList<>();
    for (int i = (int) (seed % every); i < FAULTS.size(); i += every) {
      drills.add(drill(FAULTS.get(i)));
    }
    return new DrillOrder(
        STACK,
        new DrilledStack.Made(Blueprints.shipped("production"), false),
        drills,
        "weather",
        ShellCommand.of("azdrill", "drill"),
        Objectives.NONE,
        Budgets.CEILING,
        false,
        60,
        Guards.NONE);
  }

  private static OrderedDrill drill(String fault) {
    return new OrderedDrill.FromFile(
        new DrillFile(FaultDrill.of(List.of(FaultCatalogue.parse(fault)), Duration.ofSeconds(30))));
  }

  @ParameterizedTest
  @CsvSource({
    "1, THROTTLED, 30",
    "2, FAILED_BEFORE, 8",
    "3, FAILED_AFTER, 8",
    "4, REPLY_LOST, 8",
    "5, HUNG_AFTER, 8"
  })
  void the_verdict_is_the_same_and_nothing_is_left(long seed, Weather.Kind kind, int percent) {
    Weather weather = new Weather(seed, Map.of(kind, percent));
    try (SimulatorPlatform foreign = SimulatorPlatform.create("weather")) {
      List<String> before = Footprint.of(foreign.session()).things();
      RunEvidence evidence = run(foreign, seed, weather);

      assertThat(evidence.verdict()).as("%s", evidence.reasons()).isEqualTo(Verdict.PASSED);
      assertThat(Footprint.of(foreign.session()).things()).isEqualTo(before);
      assertThat(weather.seen().get(kind)).isGreaterThan(20);
    }
  }

  private static RunEvidence run(SimulatorPlatform foreign, long seed, Weather weather) {
    try (EndpointPlatform platform =
        EndpointPlatform.over(foreign.region(), "weather", Progress.SILENT, weather::way)) {
      DrillJob.Safety safety =
          new DrillJob.Safety(
              Ledger.NONE,
              new StopRequest(),
              Optional.empty(),
              ShellCommand.of("azdrill", "teardown", STACK));
      return DrillJob.run(platform, StepListener.SILENT, order(seed), new Journal(), safety);
    }
  }
}
