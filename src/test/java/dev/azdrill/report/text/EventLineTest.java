package dev.azdrill.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.JournalCodec;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.ObservationSamples;
import dev.azdrill.evidence.OtherText;
import dev.azdrill.text.Printable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventLineTest {
  static List<Entry> samples() {
    return ObservationSamples.all();
  }

  @Test
  void every_type_of_observation_has_a_line() {
    assertThat(samples())
        .<Class<?>>extracting(each -> each.observation().getClass())
        .containsAll(JournalCodec.types().values());
  }

  @Test
  void the_lines_read_as_people_say_it() {
    assertThat(samples().stream().map(EventLine::of).map(EventLineTest::words))
        .containsExactlyElementsOf(EXPECTED);
  }

  private static String words(EventLine line) {
    return line.lane().words() + " | " + line.subject() + " | " + line.sentence();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void no_text_from_outside_reaches_a_terminal_with_control_characters(Entry sample) {
    Entry hostile =
        new OtherText(text -> text + "\u001B[2J\u202E\n\uD800").in(List.of(sample)).get(0);

    EventLine line = EventLine.of(hostile);

    assertThat((line.subject() + line.sentence()).codePoints()).noneMatch(Printable::isUnsafe);
  }

  @Test
  void what_speaks_against_a_run_is_an_alarm() {
    assertThat(
            samples().stream()
                .filter(each -> EventLine.of(each).emphasis() == Emphasis.ALARM)
                .<Class<?>>map(each -> each.observation().getClass()))
        .containsExactlyInAnyOrder(
            Observation.GuaranteeJudged.class,
            Observation.UndoFailed.class,
            Observation.RecoveryMeasured.class,
            Observation.ObjectiveJudged.class,
            Observation.DrillEnded.class,
            Observation.ResourceLeft.class,
            Observation.PlatformLost.class,
            Observation.RunBrokenOff.class);
  }

  private static final List<String> EXPECTED =
      """
      run | A run | the run begins on platform simulator, answered by azdrill simulator 0.1.0, random seed azdrill
      stack | production | the stack is ready at alb-1.elb.example
      stack | db-1 | database in eu-west-2a: primary
      guarantee | database-multi-az | VIOLATED: the database has a standby; MultiAZ is false
      drill | A drill | begins
      fault | eu-west-2a | zone power loss is about to be imposed
      fault | eu-west-2a | zone power loss is imposed
      fault | eu-west-2a | zone power loss was refused, nothing was broken: no such zone
      fault | eu-west-2a | zone power loss took effect: EC2 reports i-0a as impaired
      fault | eu-west-2a | zone power loss is undone
      fault | eu-west-2a | zone power loss cannot be undone: the architecture is expected to replace what was lost
      fault | eu-west-2a | zone power loss could not be undone and may still hold: Throttling
      target | i-0a | in eu-west-2a: unhealthy, was healthy (Target.Timeout)
      group | app | in service: 1 in eu-west-2a, 2 in eu-west-2b; desired 4
      group | app | desired capacity changed from 2 to 4
      group | app | Failed after 28 s: Launching a new EC2 instance (no capacity)
      database | db-1 | event: Multi-AZ instance failover started.
      database | db-1 | status rebooting, was available
      database | db-1 | the primary is described in eu-west-2b, was in eu-west-2a
      traffic | clients | 31 of 60 requests failed, in 1 bucket of 10 s (29 \u00d7 200, 31 \u00d7 timeout)
      traffic | clients | errors for 11.25 s, 33 requests failed (3 \u00d7 503, 30 \u00d7 timeout)
      load | clients | the load is now 1,200.5 requests per second
      recovery | database | expected the database to fail over within 2 min, it took 2 min 30 s
      objective | availability | missed: wanted at least 99.9 %, was 92.4 %
      configuration | app | health check type ELB becomes EC2
      drill | db-1 | cause: the database db-1 has no standby (violated guarantee database-multi-az: the database has a standby)
      drill | as expected | failed as expected: the database has no standby
      drill | FAILED | the database took too long
      stack | production | the stack is removed: nothing is left
      stack | production | the stack is kept; to remove it: azdrill teardown production
      stack | nat-1 | was left behind: RequestLimitExceeded
      platform | localstack | no longer answers: connection refused
      platform | localstack | ERROR: out of memory
      run | waf.feature:3 | was skipped: It filters: the platform lacks wafv2
      run | run | was stopped before its end: SIGINT
      run | run | ends: 2 executed, 1 skipped
      """
          .lines()
          .toList();
}
