package dev.azdrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  private static final List<Entry> SAMPLES = ObservationSamples.all();

  @TempDir Path folder;

  @Test
  void each_entry_is_on_disk_as_soon_as_it_was_noted() throws Exception {
    Path file = folder.resolve("deep/journal.jsonl");
    try (JournalFile journal = JournalFile.create(file)) {
      for (int i = 0; i < SAMPLES.size(); i++) {
        journal.accept(SAMPLES.get(i));

        assertThat(JournalReader.read(file).entries()).isEqualTo(SAMPLES.subList(0, i + 1));
      }
      assertThat(journal.trouble()).isEmpty();
    }
  }

  @Test
  void half_a_character_in_a_text_does_not_end_the_journal() throws Exception {
    List<Entry> broken = new OtherText(text -> text + "\uD83D").in(SAMPLES);
    Path file = folder.resolve("journal.jsonl");
    try (JournalFile journal = JournalFile.create(file)) {
      broken.forEach(journal);
      assertThat(journal.trouble()).isEmpty();
    }

    assertThat(JournalReader.read(file).entries()).isEqualTo(broken);
  }

  @Test
  void a_disk_that_is_full_is_told_and_not_thrown() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");

    JournalFile journal = JournalFile.create(full);
    SAMPLES.forEach(journal);
    journal.close();

    assertThat(journal.trouble())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("the journal /dev/full could not be written further: ")
                    .contains("No space left on device"));
  }

  @Test
  void what_is_noted_after_the_end_is_told_as_lost() {
    JournalFile journal = JournalFile.create(folder.resolve("journal.jsonl"));
    journal.close();
    journal.accept(SAMPLES.get(0));

    assertThat(journal.trouble()).isPresent();
  }

  @Test
  void a_place_that_cannot_be_written_is_refused_at_once() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> JournalFile.create(file.resolve("journal.jsonl")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> JournalFile.create(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void a_new_run_replaces_the_journal_of_the_last_one() throws Exception {
    Path file = folder.resolve("journal.jsonl");
    try (JournalFile journal = JournalFile.create(file)) {
      SAMPLES.forEach(journal);
    }
    try (JournalFile journal = JournalFile.create(file)) {
      journal.accept(SAMPLES.get(0));
    }

    assertThat(JournalReader.read(file).entries()).containsExactly(SAMPLES.get(0));
  }

  @Test
  void two_runs_do_not_write_one_journal() {
    Path file = folder.resolve("journal.jsonl");

    try (JournalFile first = JournalFile.create(file)) {
      assertThatThrownBy(() -> JournalFile.create(file))
          .isInstanceOf(JournalInUse.class)
          .hasMessageContaining("another run writes the journal " + first.path());
    }
    JournalFile.create(file).close();
  }

  @Test
  void a_journal_of_a_run_that_was_refused_is_gone_and_another_may_be_written_there() {
    Path file = folder.resolve("journal.jsonl");

    try (JournalFile refused = JournalFile.create(file)) {
      refused.accept(SAMPLES.get(0));
      refused.discard();
      assertThat(file).doesNotExist();
      JournalFile.create(file).close();
    }
    assertThat(file).exists();
  }
}
