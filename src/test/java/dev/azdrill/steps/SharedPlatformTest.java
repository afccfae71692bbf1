package dev.azdrill.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.feature.FinishedRun;
import dev.azdrill.feature.PlatformSource;
import dev.azdrill.platform.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Scenarios that share one platform, one after the other, as they do on LocalStack. */
@ResourceLock(PlayedFeatures.RUN)
@Order(2)
class SharedPlatformTest {
  private static final String RUNNING = "Given the production architecture is running";

  @TempDir Path folder;

  private static String scenarios(String... each) {
    StringBuilder text = new StringBuilder("Feature: Shared\n");
    for (int i = 0; i < each.length; i++) {
      text.append(PlayedFeatures.scenario("" + i, each[i]));
    }
    return text.toString();
  }

  private FinishedRun run(Simulators platforms, String... scenarios) {
    return new PlayedFeatures(folder, platforms).text("shared.feature", scenarios(scenarios));
  }

  private static List<Observation> of(FinishedRun run, Class<? extends Observation> kind) {
    return run.evidence().entries().stream()
        .map(each -> each.observation())
        .filter(kind::isInstance)
        .toList();
  }

  @Test
  void a_stack_stays_for_the_next_scenario_and_is_torn_down_at_the_end() {
    Simulators platforms = Simulators.shared();
    FinishedRun run = run(platforms, RUNNING, RUNNING);

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    assertThat(platforms.opened()).hasSize(1);
    assertThat(of(run, Observation.StackTornDown.class))
        .containsExactly(new Observation.StackTornDown("production", "the run is over"));
  }

  @Test
  void on_a_platform_that_outlives_the_run_stacks_bear_its_id_and_its_lock() {
    Simulators platforms = Simulators.shared();
    List<String> seen = new ArrayList<>();
    FinishedRun run =
        new PlayedFeatures(
                folder,
                new NamedRun(
                    platforms,
                    "x7k2p1",
                    open ->
                        open.session().ec2().describeVpcs().vpcs().stream()
                            .flatMap(each -> each.tags().stream())
                            .map(each -> each.key() + "=" + each.value())
                            .forEach(seen::add)))
            .text("shared.feature", scenarios(RUNNING, RUNNING));

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    assertThat(of(run, Observation.StackReady.class))
        .extracting(each -> ((Observation.StackReady) each).stack())
        .containsOnly("production-x7k2p1");
    assertThat(of(run, Observation.StackTornDown.class))
        .containsExactly(new Observation.StackTornDown("production-x7k2p1", "the run is over"));
    assertThat(seen)
        .contains("azdrill:stack=production-x7k2p1")
        .anyMatch(each -> each.startsWith("azdrill:lock=run=x7k2p1 until="));
  }

  /** A run with an id; what stands is looked at whenever a scenario begins. */
  private record NamedRun(Simulators simulators, String id, Consumer<Platform> look)
      implements PlatformSource {
    @Override
    public String name() {
      return simulators.name();
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public Optional<String> run() {
      return Optional.of(id);
    }

    @Override
    public void requireGoingOn() {
      simulators.opened().forEach(look);
    }

    @Override
    public Platform open(String seed) {
      return simulators.open(seed);
    }
  }

  @Test
  void a_stack_that_was_changed_is_not_used_by_the_next_scenario() {
    FinishedRun run =
        run(
            Simulators.shared(),
            RUNNING + "\n    And somebody suspends the Launch process of the group",
            RUNNING
                + "\n    Then the production architecture guarantees that the group replaces what"
                + " the load balancer finds unhealthy");

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    assertThat(of(run, Observation.StackTornDown.class)).hasSize(2);
    assertThat(of(run, Observation.StackTornDown.class).get(0).toString())
        .contains("it was changed: the Auto Scaling groups are not as they were");
  }

  @Test
  void a_stack_that_the_last_scenario_removed_is_accounted_for_in_whatever_order_they_ran() {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.shared())
            .with("--order", "reverse")
            .text(
                "shared.feature",
                scenarios(
                    RUNNING + "\n    And somebody suspends the Launch process of the group",
                    RUNNING));

    assertThat(run.evidence().verdict())
        .as("%s", run.evidence().reasons())
        .isEqualTo(Verdict.PASSED);
    assertThat(of(run, Observation.StackTornDown.class))
        .last()
        .isEqualTo(
            new Observation.StackTornDown("production", "it was removed after its last scenario"));
  }

  @Test
  void a_platform_that_is_lost_never_passes_and_says_what_may_be_left_on_it() {
    AtomicInteger asked = new AtomicInteger();
    FinishedRun run =
        run(
            Simulators.shared().losing(() -> asked.incrementAndGet() > 1 ? "it is gone" : ""),
            RUNNING,
            RUNNING);

    assertThat(run.evidence().drills())
        .hasSize(2)
        .allMatch(each -> each.verdict() == Verdict.INCONCLUSIVE)
        .allMatch(each -> each.reason().contains("it is gone"));
    assertThat(of(run, Observation.ResourceLeft.class))
        .containsExactly(new Observation.ResourceLeft("stack production", "it is gone"));
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(run.isRed()).isTrue();
  }

  @Test
  void a_stack_that_cannot_be_torn_down_makes_the_run_unsafe() {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.shared())
            .with("--glue", "dev.azdrill.teamglue")
            .text(
                "shared.feature",
                scenarios(RUNNING + "\n    And the team puts an instance of its own into the VPC"));

    assertThat(of(run, Observation.ResourceLeft.class)).isNotEmpty();
    assertThat(run.evidence().verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(run.complaint()).get().asString().contains("was left behind");
  }

  @Test
  void a_stack_that_cannot_be_torn_down_after_a_scenario_makes_the_scenario_unsafe() {
    FinishedRun run =
        new PlayedFeatures(folder, Simulators.shared())
            .with("--glue", "dev.azdrill.teamglue")
            .text(
                "shared.feature",
                "Feature: Shared\n  @own-stack\n"
                    + scenarios(
                            RUNNING + "\n    And the team puts an instance of its own into the VPC")
                        .replace("Feature: Shared\n", ""));

    assertThat(run.evidence().drills().get(0).verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(run.evidence().drills().get(0).reason())
        .contains("stack production was left behind");
    assertThat(run.isRed()).isTrue();
  }
}
