package dev.azdrill.platform.simulator;

import static dev.azdrill.platform.simulator.Production.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Outage;
import dev.azdrill.simulator.kernel.Seed;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Timings;
import dev.azdrill.traffic.TrafficLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/** What a seed decides. */
class SeedsTest {
  /** How a stack recovered from the loss of a zone. */
  private record Recovered(
      Duration clients, Duration database, Duration group, int failed, List<Instant> failures) {}

  private static Recovered lossOfAZone(String seed, Timings timings) {
    try (Production production = Production.drawn(seed, timings)) {
      Instant cut = production.now();
      production.establish(new Fact.ZoneWithoutPower(A));
      TrafficLog.Counts seen = production.during(Duration.ofMinutes(20));
      return new Recovered(
          Duration.between(cut, lastFailureEnded(production, cut)),
          Duration.between(cut, failoverCompleted(production)),
          Duration.between(cut, lastLaunch(production)),
          seen.failed(),
          production.clients.log().exchanges().stream()
              .filter(each -> !each.isSuccess())
              .map(each -> each.at())
              .toList());
    }
  }

  private static Instant lastFailureEnded(Production production, Instant since) {
    return production
        .clients
        .log()
        .outages(since, production.now(), Duration.ofSeconds(30))
        .stream()
        .map(Outage::to)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Instant failoverCompleted(Production production) {
    return production
        .platform
        .session()
        .rds()
        .describeEvents(r -> r.sourceType(SourceType.DB_INSTANCE).duration(60))
        .events()
        .stream()
        .filter(event -> event.message().startsWith("Multi-AZ instance failover completed"))
        .map(Event::date)
        .findFirst()
        .orElseThrow();
  }

  private static Instant lastLaunch(Production production) {
    return production
        .platform
        .session()
        .autoScaling()
        .describeScalingActivities(
            r -> r.autoScalingGroupName(production.group().autoScalingGroupName()))
        .activities()
        .stream()
        .filter(each -> each.description().startsWith("Launching"))
        .filter(each -> each.statusCodeAsString().equals("Successful"))
        .map(Activity::endTime)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Five seeds, each with durations of its own. */
  private static final List<Recovered> DRAWN = five(seed -> Timings.drawn(Seed.of(seed)));

  private static List<Recovered> five(Function<String, Timings> timings) {
    return IntStream.range(0, 5)
        .mapToObj(n -> "seed " + n)
        .map(seed -> lossOfAZone(seed, timings.apply(seed)))
        .toList();
  }

  @Test
  void five_seeds_recover_in_five_different_ways_when_durations_are_drawn() {
    assertThat(DRAWN).extracting(Recovered::clients).doesNotHaveDuplicates();
    assertThat(DRAWN).extracting(Recovered::database).doesNotHaveDuplicates();
    assertThat(DRAWN).extracting(Recovered::group).doesNotHaveDuplicates();
    assertThat(DRAWN).extracting(Recovered::failed).doesNotHaveDuplicates();
  }

  @Test
  void one_seed_recovers_the_same_way_every_time() {
    Timings timings = Timings.drawn(Seed.of("same"));

    assertThat(lossOfAZone("same", timings)).isEqualTo(lossOfAZone("same", timings));
  }

  @Test
  void with_typical_durations_a_failover_takes_the_same_on_every_seed_and_requests_differ() {
    List<Recovered> all = five(seed -> Timings.typical());

    assertThat(all).extracting(Recovered::database).containsOnly(Duration.ofSeconds(60));
    assertThat(all)
        .as("when clients send, and health checks look, is drawn from the seed")
        .extracting(Recovered::failures)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_drawn_failover_takes_what_its_parts_may_take() {
    assertThat(DRAWN)
        .extracting(Recovered::database)
        .allSatisfy(
            took -> assertThat(took).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(180)));
  }
}
