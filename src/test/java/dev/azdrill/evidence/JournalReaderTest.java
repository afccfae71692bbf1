package dev.azdrill.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.azdrill.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  private static final List<Entry> SAMPLES = ObservationSamples.all();
  private static final String TEXT =
      SAMPLES.stream().map(each -> JournalCodec.line(each) + "\n").collect(Collectors.joining());

  @TempDir Path folder;

  @Test
  void a_file_that_ends_anywhere_gives_every_whole_line_before_its_end() throws Exception {
    byte[] bytes = TEXT.getBytes(UTF_8);
    for (int end = 0; end <= bytes.length; end += 7) {
      String whole = new String(bytes, 0, end, UTF_8);
      int lines = (int) whole.chars().filter(each -> each == '\n').count();

      JournalReader read = read(Arrays.copyOf(bytes, end));

      assertThat(read.entries()).as("%d bytes", end).startsWith(first(lines));
      assertThat(read.entries()).hasSizeBetween(lines, lines + 1);
      if (read.entries().size() == lines && !whole.isEmpty() && !whole.endsWith("\n")) {
        assertThat(read.brokenAt())
            .hasValueSatisfying(
                why ->
                    assertThat(why).endsWith("line " + (lines + 1) + " is no entry of a journal"));
      }
    }
  }

  private static Entry[] first(int count) {
    return SAMPLES.subList(0, count).toArray(Entry[]::new);
  }

  @Test
  void a_broken_line_ends_the_reading_and_is_named() throws Exception {
    List<String> lines = TEXT.lines().toList();
    String broken = lines.get(0) + "\n\n" + "{\"at\":\n" + lines.get(1) + "\n";

    JournalReader read = read(broken.getBytes(UTF_8));

    assertThat(read.entries()).containsExactly(SAMPLES.get(0));
    assertThat(read.brokenAt())
        .hasValue(folder.resolve("journal.jsonl") + " line 3 is no entry of a journal");
  }

  @Test
  void half_a_character_costs_no_more_than_its_own_line() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(TEXT.getBytes(UTF_8));
    bytes.writeBytes(new byte[] {'{', '"', (byte) 0xC3});

    JournalReader read = read(bytes.toByteArray());

    assertThat(read.entries()).isEqualTo(SAMPLES);
    assertThat(read.brokenAt())
        .hasValueSatisfying(why -> assertThat(why).endsWith("is no text in UTF-8"));
  }

  @Test
  void what_is_no_journal_gives_no_entry_and_no_exception() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);

      assertThat(read(bytes).entries()).isEmpty();
    }
    assertThat(read(new byte[10_000]).brokenAt()).isPresent();
    assertThat(read("null\n".getBytes(UTF_8)).brokenAt()).isPresent();
    assertThat(read("[[[[".repeat(100_000).getBytes(UTF_8)).brokenAt()).isPresent();
  }

  @Test
  void an_empty_file_is_an_empty_journal() throws Exception {
    assertThat(read(new byte[0]))
        .isEqualTo(
            new JournalReader(
                List.of(), Optional.empty(), Optional.empty(), JournalReader.Seal.MISSING));
  }

  @Test
  void whatever_is_changed_after_the_run_is_found_out() throws Exception {
    byte[] whole = sealed();
    assertThat(read(whole).seal()).isEqualTo(JournalReader.Seal.INTACT);
    for (int at = 0; at < whole.length; at += 5 * Matrix.every(5)) {
      byte[] changed = whole.clone();
      changed[at] = (byte) (changed[at] == '1' ? '2' : '1');
      JournalReader read = read(changed);

      assertThat(read.seal() == JournalReader.Seal.INTACT && read.brokenAt().isEmpty())
          .as("byte %d of %d", at, whole.length)
          .isFalse();
    }
  }

  @Test
  void a_line_that_is_added_taken_away_or_moved_breaks_the_seal() throws Exception {
    List<String> lines = new String(sealed(), UTF_8).lines().toList();
    int last = lines.size() - 1;
    for (int at = 0; at < last; at++) {
      List<String> without = new ArrayList<>(lines);
      String line = without.remove(at);
      assertThat(seal(without)).as("without line %d", at).isEqualTo(JournalReader.Seal.BROKEN);
      List<String> twice = new ArrayList<>(lines);
      twice.add(at, line);
      assertThat(seal(twice)).as("line %d twice", at).isEqualTo(JournalReader.Seal.BROKEN);
    }
    List<String> behind = new ArrayList<>(lines);
    behind.add(lines.get(0));
    assertThat(seal(behind)).isEqualTo(JournalReader.Seal.BROKEN);
    assertThat(seal(lines.subList(0, last))).isEqualTo(JournalReader.Seal.MISSING);
  }

  @Test
  void the_first_line_that_was_touched_is_named() throws Exception {
    List<String> lines = new String(sealed(), UTF_8).lines().toList();
    int last = lines.size() - 1;
    for (int at = 1; at < last; at++) {
      List<String> without = new ArrayList<>(lines);
      String line = without.remove(at);
      assertThat(altered(without)).contains(gap(at + 1)).isPresent();
      List<String> twice = new ArrayList<>(lines);
      twice.add(at, line);
      assertThat(altered(twice)).contains(gap(at + 2));
      List<String> changed = new ArrayList<>(lines);
      changed.set(at, line.replaceFirst("\"at\":\"20", "\"at\":\"21"));
      assertThat(altered(changed)).contains(gap(at + 2));
      List<String> swapped = new ArrayList<>(lines);
      swapped.set(at, lines.get(at - 1));
      swapped.set(at - 1, line);
      assertThat(altered(swapped)).contains(at == 1 ? "line 1 was not its first line" : gap(at));
      // An older line, without what stands before it, does not belong to this file either.
      List<String> unlinked = new ArrayList<>(lines);
      unlinked.set(at, "{" + line.substring(line.indexOf("\"at\"")));
      assertThat(altered(unlinked)).contains(gap(at + 1));
    }
    assertThat(altered(lines)).isEmpty();
    assertThat(altered(lines.subList(0, last))).isEmpty();
    List<String> behind = new ArrayList<>(lines);
    behind.add(lines.get(3));
    assertThat(altered(behind)).contains("lines follow the seal in line " + (last + 1));
  }

  /** A new seal alone does not hide it. */
  @Test
  void lines_that_do_not_follow_each_other_under_a_right_seal_are_found() throws Exception {
    List<String> lines = new ArrayList<>(new String(sealed(), UTF_8).lines().toList());
    lines.remove(lines.size() - 1);
    lines.remove(2);
    JournalSeal seal = new JournalSeal();
    lines.forEach(each -> seal.add((each + "\n").getBytes(UTF_8)));
    lines.add(new String(seal.bytes(), UTF_8).strip());

    JournalReader read = read((String.join("\n", lines) + "\n").getBytes(UTF_8));

    assertThat(read.seal()).isEqualTo(JournalReader.Seal.BROKEN);
    assertThat(read.evidence().reasons())
        .contains("the journal is not as its run wrote it: " + gap(3));
  }

  /** As azdrill wrote them once. */
  @Test
  void a_journal_whose_lines_do_not_say_what_stands_before_them_is_told_by_its_seal()
      throws Exception {
    JournalSeal seal = new JournalSeal();
    seal.add(TEXT.getBytes(UTF_8));
    String whole = TEXT + new String(seal.bytes(), UTF_8);

    assertThat(read(whole.getBytes(UTF_8)).seal()).isEqualTo(JournalReader.Seal.INTACT);
    assertThat(read(whole.replace("2026", "2027").getBytes(UTF_8)).seal())
        .isEqualTo(JournalReader.Seal.BROKEN);
  }

  private Optional<String> altered(List<String> lines) throws IOException {
    return read((String.join("\n", lines) + "\n").getBytes(UTF_8)).alteredAt();
  }

  private static String gap(int line) {
    return "line "
        + line
        + " does not follow line "
        + (line - 1)
        + " as it was written: line "
        + (line - 1)
        + " was changed, or lines between the two were added, moved or taken away";
  }

  @Test
  void a_journal_without_its_seal_proves_nothing_good() throws Exception {
    byte[] whole = sealed();
    RunEvidence intact = read(whole).evidence();
    assertThat(intact).isEqualTo(RunEvidence.of(SAMPLES));

    RunEvidence cut = read(TEXT.getBytes(UTF_8)).evidence();

    assertThat(cut.verdict()).isEqualTo(intact.verdict().and(Verdict.INCONCLUSIVE));
    assertThat(cut.reasons()).anyMatch(each -> each.contains("no seal"));
  }

  private JournalReader.Seal seal(List<String> lines) throws IOException {
    return read((String.join("\n", lines) + "\n").getBytes(UTF_8)).seal();
  }

  private byte[] sealed() throws IOException {
    Path file = folder.resolve("sealed.jsonl");
    try (JournalFile journal = JournalFile.create(file)) {
      SAMPLES.forEach(journal);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void line_ends_of_windows_are_read_too() throws Exception {
    assertThat(read(TEXT.replace("\n", "\r\n").getBytes(UTF_8)).entries()).isEqualTo(SAMPLES);
  }

  @Test
  void a_file_that_is_not_there_is_an_exception() {
    assertThatThrownBy(() -> JournalReader.read(folder.resolve("none")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JournalReader.read(folder)).isInstanceOf(IOException.class);
  }

  private JournalReader read(byte[] bytes) throws IOException {
    Path file = folder.resolve("journal.jsonl");
    Files.write(file, bytes);
    return JournalReader.read(file);
  }
}
