package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillRecordTest {
  private static final FaultRef LOSS = new FaultRef("zone power loss", "eu-west-2a");

  @Test
  void seconds_are_counted_from_when_the_fault_may_hold_however_long_its_calls_took() {
    TestJournal journal = new TestJournal();
    journal.note(0, new Observation.RunBegun(TestJournal.header("a run")));
    journal.in("drill-1").note(4, new Observation.DrillBegun("a drill"));
    journal.note(5, new Observation.FaultIntended(LOSS));
    journal.note(9, new Observation.FaultImposed(LOSS, TestJournal.time(5.5)));

    DrillRecord drill = RunEvidence.of(journal.entries()).drills().get(0);

    assertThat(drill.zero()).isEqualTo(TestJournal.time(5.5));
    assertThat(drill.imposed()).hasValue(TestJournal.time(5.5));
  }
}
