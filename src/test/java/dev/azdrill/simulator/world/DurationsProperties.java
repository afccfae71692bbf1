package dev.azdrill.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.simulator.kernel.Seed;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DurationsProperties {
  @Property
  void every_drawn_duration_lies_in_the_range_of_its_timing(
      @ForAll Timing timing, @ForAll long seed, @ForAll String occurrence) {
    Durations durations = new Durations(Timings.drawn(new Seed(seed)));

    assertThat(durations.of(timing)).isBetween(timing.least(), timing.most());
    assertThat(durations.of(timing)).isBetween(timing.least(), timing.most());
    assertThat(durations.of(timing, occurrence)).isBetween(timing.least(), timing.most());
  }

  @Property
  void the_typical_duration_lies_in_the_range_of_its_timing(@ForAll Timing timing) {
    Duration typical = new Durations(Timings.typical()).of(timing);

    assertThat(typical).isEqualTo(timing.typical()).isBetween(timing.least(), timing.most());
  }
}
