package dev.azdrill.simulator.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ZoneDistributionTest {
  private static final Set<String> ABC = new TreeSet<>(List.of("a", "b", "c"));

  private static ZoneDistribution placement(int a, int b, int c) {
    return new ZoneDistribution(new TreeMap<>(Map.of("a", a, "b", b, "c", c)), ABC);
  }

  private static int spread(ZoneDistribution placement) {
    return Collections.max(placement.counts().values())
        - Collections.min(placement.counts().values());
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void launching_where_it_says_never_makes_the_zones_differ_by_more_than_one(
      @ForAll @IntRange(max = 40) int launches) {
    List<String> zones = new ArrayList<>();
    for (int i = 0; i < launches; i++) {
      zones.add(ZoneDistribution.of(ABC, zones).launchOrder().get(0));
    }

    assertThat(spread(ZoneDistribution.of(ABC, zones))).isLessThanOrEqualTo(1);
  }

  @Property
  void moves_even_out_any_spread_and_lose_nobody(
      @ForAll @Size(3) List<@IntRange(max = 30) Integer> counts) {
    ZoneDistribution placement = placement(counts.get(0), counts.get(1), counts.get(2));
    int total = placement.counts().values().stream().mapToInt(Integer::intValue).sum();
    int moves = 0;
    for (Optional<ZoneDistribution.Move> move = placement.move(zone -> true);
        move.isPresent();
        move = placement.move(zone -> true)) {
      placement = placement.after(move.get());
      assertThat(++moves).as("it comes to an end").isLessThanOrEqualTo(total);
    }

    assertThat(spread(placement)).isLessThanOrEqualTo(1);
    assertThat(placement.counts().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(total);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void taking_from_the_fullest_never_makes_the_zones_more_uneven(
      @ForAll @IntRange(max = 9) int a,
      @ForAll @IntRange(max = 9) int b,
      @ForAll @IntRange(max = 9) int c) {
    ZoneDistribution before = placement(a, b, c);
    List<String> fullest = before.fullest(zone -> true);
    for (String zone : fullest) {
      TreeMap<String, Integer> counts = new TreeMap<>(before.counts());
      counts.merge(zone, -1, Integer::sum);
      assertThat(spread(new ZoneDistribution(counts, ABC)))
          .isLessThanOrEqualTo(Math.max(1, spread(before)));
    }
    assertThat(fullest.isEmpty()).isEqualTo(a + b + c == 0);
  }

  @Test
  void a_difference_of_one_is_as_even_as_it_gets() {
    assertThat(placement(1, 2, 2).move(zone -> true)).isEmpty();
    assertThat(placement(1, 3, 2).move(zone -> true)).contains(new ZoneDistribution.Move("b", "a"));
  }

  @Test
  void nothing_moves_into_a_zone_that_cannot_launch() {
    assertThat(placement(0, 3, 3).move(zone -> !zone.equals("a"))).isEmpty();
    assertThat(placement(0, 1, 3).move(zone -> !zone.equals("a")))
        .contains(new ZoneDistribution.Move("c", "b"));
  }

  @Test
  void a_zone_that_is_no_longer_enabled_is_emptied_first() {
    ZoneDistribution placement =
        ZoneDistribution.of(new TreeSet<>(List.of("a", "b")), List.of("a", "b", "b", "c"));

    assertThat(placement.launchOrder()).containsExactly("a", "b");
    assertThat(placement.fullest(zone -> true)).containsExactly("c");
    assertThat(placement.move(zone -> true)).contains(new ZoneDistribution.Move("c", "a"));
  }
}
