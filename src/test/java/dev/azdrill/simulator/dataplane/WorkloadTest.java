package dev.azdrill.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.dataplane.RequestAdmission.Served;
import dev.azdrill.simulator.dataplane.RequestAdmission.Shed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final double CAPACITY = 100;
  private static final Duration QUEUE = Duration.ofSeconds(10);

  private final Workload workload = new Workload(CAPACITY, Instant.EPOCH);
  private Instant now = Instant.EPOCH;

  /** Ten exchanges per second that stand for so many requests together. */
  private List<RequestAdmission> offer(double requestsPerSecond, int seconds) {
    List<RequestAdmission> all = new ArrayList<>();
    for (int i = 0; i < 10 * seconds; i++) {
      now = now.plusMillis(100);
      all.add(workload.arrive(now, requestsPerSecond / 10, QUEUE));
    }
    return all;
  }

  private static long count(List<RequestAdmission> all, RequestAdmission which) {
    return all.stream().filter(which::equals).count();
  }

  private static List<Duration> waits(List<RequestAdmission> all) {
    return all.stream().filter(Served.class::isInstance).map(a -> ((Served) a).after()).toList();
  }

  private Duration lastWait(double requestsPerSecond, int seconds) {
    List<Duration> waits = waits(offer(requestsPerSecond, seconds));
    return waits.get(waits.size() - 1);
  }

  @Test
  void an_idle_application_answers_after_20_milliseconds() {
    assertThat(workload.arrive(now, 0, QUEUE)).isEqualTo(new Served(Duration.ofMillis(20)));
  }

  @Test
  void the_busier_an_application_is_the_longer_it_takes() {
    assertThat(lastWait(50, 120)).isBetween(Duration.ofMillis(39), Duration.ofMillis(41));
    assertThat(lastWait(90, 120)).isBetween(Duration.ofMillis(190), Duration.ofMillis(210));
  }

  @Test
  void up_to_its_capacity_nobody_is_turned_away_and_nobody_waits_for_a_second() {
    assertThat(waits(offer(95, 1_800)))
        .hasSize(18_000)
        .allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void beyond_its_capacity_everybody_waits_longer_and_longer_before_the_first_is_turned_away() {
    List<RequestAdmission> all = offer(150, 20);

    assertThat(waits(all)).hasSize(200).isSorted();
    assertThat(lastWait(150, 1)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void beyond_its_capacity_for_long_the_excess_is_turned_away() {
    offer(150, 120);
    List<RequestAdmission> all = offer(150, 60);

    assertThat(count(all, Shed.TURNED_AWAY)).as("one of three").isBetween(190L, 210L);
    assertThat(count(all, Shed.NOT_ACCEPTED)).isZero();
    assertThat(waits(all))
        .allSatisfy(wait -> assertThat(wait).isBetween(QUEUE, QUEUE.plusSeconds(2)));
  }

  @Test
  void far_beyond_its_capacity_connections_are_not_accepted() {
    offer(500, 120);
    List<RequestAdmission> all = offer(500, 60);

    assertThat(waits(all)).as("one of five").hasSizeBetween(115, 125);
    assertThat(count(all, Shed.TURNED_AWAY)).as("one of five").isBetween(115L, 125L);
    assertThat(count(all, Shed.NOT_ACCEPTED)).as("three of five").isBetween(350L, 370L);
  }

  @Test
  void a_health_check_waits_as_everybody_does_and_is_no_load_itself() {
    offer(150, 120);
    assertThat(workload.arrive(now, 0, QUEUE)).isNotEqualTo(new Served(Duration.ofMillis(20)));

    for (int i = 0; i < 1_000; i++) {
      workload.arrive(now, 0, QUEUE);
    }
    now = now.plusSeconds(300);
    assertThat(workload.arrive(now, 0, QUEUE)).isEqualTo(new Served(Duration.ofMillis(20)));
  }

  @Test
  void when_the_load_is_gone_the_queue_drains() {
    offer(300, 120);
    now = now.plusSeconds(60);

    assertThat(lastWait(30, 60)).isLessThan(Duration.ofMillis(40));
  }

  @Property(tries = 200)
  void what_is_served_is_the_load_or_the_capacity_whichever_is_less(
      @ForAll @DoubleRange(min = 1, max = 2_000) double load,
      @ForAll @IntRange(min = 50, max = 2_000) int intervalMillis) {
    Workload some = new Workload(CAPACITY, Instant.EPOCH);
    Instant at = Instant.EPOCH;
    double weight = load * intervalMillis / 1_000;
    double served = 0;
    int seconds = 3_600;
    for (int i = 0; i < seconds * 1_000L / intervalMillis; i++) {
      at = at.plusMillis(intervalMillis);
      served += some.arrive(at, weight, QUEUE) instanceof Served ? weight : 0;
    }

    // Until the average has followed the load and the queue is full, nobody is turned away.
    double atFirst = load * 10 + CAPACITY * QUEUE.toSeconds() + 2 * weight;
    assertThat(served / seconds)
        .isBetween(
            0.97 * Math.min(load, CAPACITY), 1.03 * Math.min(load, CAPACITY) + atFirst / seconds);
  }
}
