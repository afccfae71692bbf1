package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Journal journal = new Journal();

  @Test
  void subscribers_are_told_of_each_entry_in_the_order_in_which_it_was_noted() {
    List<Entry> one = new ArrayList<>();
    List<Entry> other = new ArrayList<>();
    journal.subscribe(one::add);
    List<Entry> samples = ObservationSamples.all();
    journal.note(samples.get(0));
    journal.subscribe(other::add);
    samples.subList(1, samples.size()).forEach(journal::note);

    assertThat(one).isEqualTo(samples).isEqualTo(journal.entries());
    assertThat(other).isEqualTo(samples.subList(1, samples.size()));
  }

  @Test
  void what_was_read_from_it_does_not_change_any_more() {
    List<Entry> before = journal.entries();
    journal.note(ObservationSamples.all().get(0));

    assertThat(before).isEmpty();
    assertThat(journal.entries()).hasSize(1);
  }

  @Test
  void a_drill_has_its_own_entries_alone() {
    TestJournal notes = new TestJournal();
    notes.note(0, new Observation.RunBegun(TestJournal.header("a run")));
    notes.in("a").note(1, new Observation.DrillBegun("a"));
    notes.in("b").note(2, new Observation.DrillBegun("b"));
    notes.entries().forEach(journal::note);

    assertThat(journal.of("b")).containsExactly(notes.entries().get(2));
  }
}
