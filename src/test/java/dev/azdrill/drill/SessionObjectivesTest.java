package dev.azdrill.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.azdrill.evidence.ObjectiveResult;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Strength;
import dev.azdrill.evidence.Verdict;
import dev.azdrill.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What clients saw, judged when a session ends or a sentence asks. */
class SessionObjectivesTest {
  private static final Objectives SHORT_OUTAGES =
      new Objectives(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Duration.ofSeconds(60)),
          false);

  private static final DrilledStack STANDING = new DrilledStack();

  private final DrilledStack stack = STANDING.again();
  private final Sabotaged platform = Sabotaged.none(stack.simulator);

  @AfterAll
  static void close() {
    STANDING.close();
  }

  /** A session whose clients see this, whatever happens. */
  private DrillSession scripted(Objectives objectives, List<Exchange> exchanges) {
    Sabotaged scripted = platform.with(new ScriptedTraffic(exchanges));
    DrillSession session = stack.session(scripted, objectives);
    session.use(stack.clients(scripted));
    return session;
  }

  /** A request a second from now on; those between the two seconds fail at once. */
  private List<Exchange> requests(long seconds, long from, long to) {
    Instant now = stack.now();
    return LongStream.range(0, seconds)
        .mapToObj(
            each ->
                each >= from && each < to
                    ? ScriptedTraffic.failed(now.plusSeconds(each), Duration.ZERO)
                    : ScriptedTraffic.served(now.plusSeconds(each)))
        .toList();
  }

  private static DrillOutcome closed(DrillSession session) {
    session.close();
    return session.outcome().orElseThrow();
  }

  @Test
  void errors_are_the_lengths_of_all_outages_from_an_instant_on() {
    Instant from = stack.now();
    DrillSession session = scripted(Objectives.NONE, twoOutages());
    stack.pass(Duration.ofSeconds(200));

    assertThat(session.errors(from)).isEqualTo(Duration.ofSeconds(9 + 19));
    assertThat(session.errors(from.plusSeconds(20))).isEqualTo(Duration.ofSeconds(19));
    assertThat(stack.session().errors(from)).as("without clients").isZero();
  }

  private List<Exchange> twoOutages() {
    List<Exchange> first = requests(60, 10, 20);
    Instant second = stack.now().plusSeconds(60);
    return LongStream.range(0, 120)
        .mapToObj(
            each ->
                each < 60
                    ? first.get((int) each)
                    : each >= 100
                        ? ScriptedTraffic.failed(second.plusSeconds(each - 60), Duration.ZERO)
                        : ScriptedTraffic.served(second.plusSeconds(each - 60)))
        .toList();
  }

  @Test
  void an_objective_that_is_missed_fails_the_drill_and_one_that_is_met_does_not() {
    DrillSession missed = scripted(SHORT_OUTAGES, requests(300, 5, 67));
    missed.load(90);
    DrillSession met = scripted(SHORT_OUTAGES, requests(300, 5, 66));
    met.load(90);

    assertThat(closed(missed))
        .isEqualTo(
            new DrillOutcome(
                Verdict.FAILED, "expected longest outage at most 60 s, measured 61 s"));
    assertThat(closed(met).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void an_outage_that_goes_on_at_the_end_is_waited_for() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(300, 5, 100));
    session.load(90);
    stack.pass(Duration.ofSeconds(20));

    assertThat(closed(session).reason())
        .as("after 20 s it was 15 s long: that would have been met")
        .isEqualTo("expected longest outage at most 60 s, measured 94 s");
  }

  @Test
  void an_outage_that_never_ends_meets_no_objective() {
    Objectives generous =
        new Objectives(
            Optional.empty(), Optional.of(1_000_000), Optional.empty(), Optional.empty(), false);
    DrillSession session = scripted(generous, requests(3_000, 5, 3_000));
    session.load(90);

    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(session.outcome().orElseThrow().reason())
        .matches(
            "expected failed requests at most 1000000, measured \\d+ of \\d+ so far, and errors"
                + " go on");
  }

  @Test
  void silence_after_an_outage_does_not_end_it() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(10, 5, 10));
    session.load(90);

    assertThat(closed(session).reason())
        .isEqualTo("expected longest outage at most 60 s, measured 4 s so far, and errors go on");
  }

  @Test
  void what_was_broken_off_is_judged_by_what_is_known_without_waiting() {
    DrillSession session = scripted(SHORT_OUTAGES, requests(300, 5, 100));
    session.load(90);
    stack.pass(Duration.ofSeconds(20));
    Instant before = stack.now();
    session.breakOff("stopped by the user");

    assertThat(closed(session))
        .isEqualTo(
            new DrillOutcome(
                Verdict.FAILED,
                "expected longest outage at most 60 s, measured 14 s so far, and errors go on;"
                    + " stopped by the user"));
    assertThat(stack.now()).isEqualTo(before);
  }

  @Test
  void objectives_without_clients_are_not_met() {
    DrillSession session = stack.session(platform, SHORT_OUTAGES);
    session.changed(stack.group(), "nothing");

    assertThat(closed(session))
        .isEqualTo(
            new DrillOutcome(
                Verdict.FAILED,
                "expected longest outage at most 60 s, measured no requests were sent"));
  }

  @Test
  void a_sentence_may_judge_an_objective_before_the_end_and_the_verdict_knows() {
    DrillSession session = scripted(Objectives.NONE, requests(300, 5, 100));
    Instant from = stack.now();
    session.load(90);

    List<ObjectiveResult> results = session.judge(SHORT_OUTAGES, from);

    assertThat(results)
        .extracting(ObjectiveResult::met, ObjectiveResult::measured, ObjectiveResult::strength)
        .containsExactly(tuple(false, "94 s", Strength.MEASURED_TRAFFIC));
    assertThat(session.isUntroubled()).isFalse();
    assertThat(stack.noted(Observation.ObjectiveJudged.class)).hasSize(1);
    assertThat(closed(session).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void what_the_session_was_opened_with_beats_what_a_drill_wants() {
    DrillSession session = stack.session(platform, SHORT_OUTAGES);
    session.want(
        new Objectives(
            Optional.empty(),
            Optional.of(5),
            Optional.empty(),
            Optional.of(Duration.ofHours(1)),
            false));
    session.changed(stack.group(), "nothing");

    session.close();

    assertThat(stack.noted(Observation.ObjectiveJudged.class))
        .extracting(each -> each.result().wanted())
        .containsExactly("at most 5", "at most 60 s");
  }
}
