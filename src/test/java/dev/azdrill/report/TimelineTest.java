package dev.azdrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.DrillRecord;
import dev.azdrill.evidence.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Instant FAULT = RunEvidences.FAULT;

  @Test
  void the_drawing_is_a_document_of_its_own_and_says_in_words_what_it_shows() throws Exception {
    Xml svg = draw(RunEvidences.small().drills().get(0));

    assertThat(svg.text("/*/*[local-name()='desc']"))
        .isEqualTo(
            "Fault: zone power loss on eu-west-2a, undone after 3 min 20 s."
                + " Clients: 33 of 240 requests failed."
                + " recovery of load balancer: 58.25 s, in time, budget 65 s."
                + " recovery of database: 2 min 30 s, late, budget 2 min."
                + " restoration of clients: not recovered, budget 30 s.");
  }

  @Test
  void the_fault_begins_at_zero_and_is_held_until_its_undo() throws Exception {
    Xml svg = draw(RunEvidences.small().drills().get(0));
    Axis axis = new Axis(Duration.ofSeconds(260));

    assertThat(svg.text("//*[@class='tl-fault']/@x"))
        .isEqualTo(Format.percent(axis.percent(Duration.ZERO)));
    assertThat(svg.text("//*[contains(@class,'tl-mark-undone')]/@x1"))
        .isEqualTo(Format.percent(axis.percent(Duration.ofSeconds(200))));
  }

  @Test
  void a_fault_that_nobody_could_undo_holds_to_the_end() throws Exception {
    DrillRecord unsafe = drill("UNSAFE", Optional.empty(), List.of());

    Xml svg = draw(unsafe);

    assertThat(svg.text("//*[contains(@class,'tl-value')]")).isEqualTo("not undone");
    assertThat(svg.count("//*[@class='tl-fault']")).isEqualTo(1);
  }

  @Test
  void where_nothing_was_to_be_undone_the_restoration_begins_after_the_last_recovery() {
    Measurement recovery = measurement("recovery", 300, Optional.of(160));
    Measurement restoration = measurement("restoration", 900, Optional.of(5));
    DrillTimes moments =
        new DrillTimes(drill("PASSED", Optional.empty(), List.of(recovery, restoration)));

    assertThat(moments.origin(recovery)).isEqualTo(Duration.ZERO);
    assertThat(moments.origin(restoration)).isEqualTo(Duration.ofSeconds(160));
  }

  @Property
  void no_axis_is_crowded_and_none_is_bare(@ForAll @IntRange(min = 0, max = 5_000_000) int end) {
    Axis axis = new Axis(Duration.ofSeconds(end));

    assertThat(axis.ticks()).hasSizeBetween(2, 11).startsWith(Duration.ZERO);
    assertThat(axis.ticks()).allMatch(axis::shows);
  }

  @Property
  void later_stands_further_right(
      @ForAll @IntRange(min = -100, max = 4000) int one,
      @ForAll @IntRange(min = -100, max = 4000) int other) {
    Axis axis = new Axis(Duration.ofMinutes(50));
    double first = axis.percent(Duration.ofSeconds(Math.min(one, other)));
    double second = axis.percent(Duration.ofSeconds(Math.max(one, other)));

    assertThat(first).isBetween(0.0, second);
    assertThat(second).isLessThanOrEqualTo(100.0);
  }

  private static Xml draw(DrillRecord drill) throws Exception {
    Markup out = new Markup("<?xml version=\"1.0\"?>");
    Timeline.write(out, 1, drill, Fidelity.SIMULATED, List.of());
    return Xml.parse(out.finish());
  }

  private static DrillRecord drill(
      String verdict, Optional<Instant> undone, List<Measurement> measurements) {
    return new DrillRecord(
        "a drill",
        "a fault",
        "a subject",
        verdict,
        "a reason",
        FAULT,
        undone,
        FAULT.plusSeconds(200),
        Optional.empty(),
        measurements,
        List.of());
  }

  private static Measurement measurement(String phase, int budget, Optional<Integer> took) {
    return new Measurement(
        "group",
        "the group to recover",
        phase,
        Duration.ofSeconds(budget),
        "said so",
        took.map(Duration::ofSeconds));
  }
}
