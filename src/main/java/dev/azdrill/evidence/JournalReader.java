package dev.azdrill.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal read back from disk, as far as it goes.
 *
 * @param entries those that could be read, oldest first
 * @param brokenAt why and where reading ended before the end of the file; empty when all was read
 * @param alteredAt the first place at which lines do not follow each other as they were written;
 *     empty when they all do, as far as they say
 * @param seal what became of the seal that the run put under its journal
 */
public record JournalReader(
    List<Entry> entries, Optional<String> brokenAt, Optional<String> alteredAt, Seal seal) {
  /** No entry is longer: a file without line ends is no journal, and is not read into memory. */
  private static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

  /** What the last line says of those before it. */
  public enum Seal {
    /**
     * It fits the lines: the file is as its run wrote it, or somebody sealed it anew. A seal has no
     * key, and cannot tell one from the other.
     */
    INTACT,
    /** There is none: the run was cut off, or the file was. */
    MISSING,
    /** It does not fit: lines were changed, added or taken away after the run. */
    BROKEN
  }

  public JournalReader {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a journal. A line that is no entry ends the reading: what stands behind it may belong to
   * something that is not known. Journals whose lines do not say what stands before them, as
   * azdrill wrote them once, are told from altered ones by their seal alone.
   *
   * @throws IOException when there is no such file, or it cannot be read at all
   */
  public static JournalReader read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Reading(file, new Lines(in)).read();
    }
  }

  /**
   * What follows from the journal. One whose lines do not fit its seal proves nothing that is good;
   * of one that fits, a reader knows as much as of whoever could write the file.
   *
   * @throws IllegalArgumentException when there is no beginning of a run
   */
  public RunEvidence evidence() {
    RunEvidence evidence = RunEvidence.of(entries);
    return doubt().map(evidence::brokenOff).orElse(evidence);
  }

  /** Whether all was read, and the seal fits it. */
  public boolean isSealIntact() {
    return brokenAt.isEmpty() && seal == Seal.INTACT;
  }

  private Optional<String> doubt() {
    if (brokenAt.isPresent()) {
      return brokenAt
          .map(where -> where + ": the journal was read up to there")
          .map(where -> alteredAt.map(altered -> altered + "; " + where).orElse(where));
    }
    return switch (seal) {
      case INTACT -> Optional.empty();
      case MISSING ->
          Optional.of(
              alteredAt.map(where -> where + "; ").orElse("")
                  + "the journal has no seal as its last line: it is not whole, or was not"
                  + " written by a run");
      case BROKEN ->
          Optional.of(
              "the journal is not as its run wrote it: "
                  + alteredAt.orElse("the seal in its last line belongs to other lines"));
    };
  }

  /** Reads one file, and follows what its lines say of each other. */
  private static final class Reading {
    private final Path file;
    private final Lines lines;
    private final List<Entry> entries = new ArrayList<>();
    private final JournalSeal seal = new JournalSeal();
    private final Map<String, String> texts = new HashMap<>();
    private Optional<String> alteredAt = Optional.empty();
    private boolean isLinked;
    private int number;

    Reading(Path file, Lines lines) {
      this.file = file;
      this.lines = lines;
    }

    JournalReader read() throws IOException {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        number++;
        if (JournalSeal.isOne(line.get())) {
          return sealed(line.get());
        }
        Optional<String> broken = entry(line.get());
        if (broken.isPresent()) {
          return result(Optional.of(file + " line " + number + " " + broken.get()), Seal.MISSING);
        }
        seal.add(line.get());
      }
      return result(Optional.empty(), Seal.MISSING);
    }

    private JournalReader sealed(byte[] line) throws IOException {
      boolean isRight = Arrays.equals(seal.bytes(), line);
      follows(isRight || !isLinked);
      if (lines.next().isPresent()) {
        alteredAt = alteredAt.or(() -> Optional.of("lines follow the seal in line " + number));
        isRight = false;
      }
      return result(Optional.empty(), isRight && alteredAt.isEmpty() ? Seal.INTACT : Seal.BROKEN);
    }

    private JournalReader result(Optional<String> brokenAt, Seal found) {
      return new JournalReader(entries, brokenAt, alteredAt, found);
    }

    /** Adds the entry on a line; says what is wrong with the line when there is none. */
    private Optional<String> entry(byte[] line) {
      if (line.length > LINE_BYTES_MAX) {
        return Optional.of("is longer than any entry of a journal");
      }
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        Optional<String> link = JournalSeal.linkOf(text);
        if (number == 1) {
          isLinked = link.isPresent();
        }
        if (!text.isBlank()) {
          entries.add(
              shared(JournalCodec.entry(link.map(any -> JournalSeal.unlinked(text)).orElse(text))));
        }
        follows(isLinked ? link.filter(seal.link()::equals).isPresent() : link.isEmpty());
        return Optional.empty();
      } catch (CharacterCodingException e) {
        return Optional.of("is no text in UTF-8");
      } catch (JsonProcessingException e) {
        return Optional.of("is no entry of a journal");
      }
    }

    /** What most lines have in common is kept once: a long journal is held whole. */
    private Entry shared(Entry entry) {
      return new Entry(
          entry.at(),
          entry.drill().map(this::shared),
          entry.strength(),
          shared(entry.platform()),
          entry.observation());
    }

    private String shared(String text) {
      return texts.computeIfAbsent(text, each -> each);
    }

    private void follows(boolean asWritten) {
      if (!asWritten && alteredAt.isEmpty()) {
        alteredAt =
            Optional.of(
                number == 1
                    ? "line 1 was not its first line"
                    : "line "
                        + number
                        + " does not follow line "
                        + (number - 1)
                        + " as it was written: line "
                        + (number - 1)
                        + " was changed, or lines between the two were added, moved or taken away");
      }
    }
  }

  /** A stream, cut at line ends; a line that is too long is cut there. */
  private static final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    Lines(InputStream in) {
      this.in = in;
    }

    /**
     * The bytes up to the next line end, with it, or to the end of the file; empty when nothing is
     * left.
     */
    Optional<byte[]> next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (line.size() <= LINE_BYTES_MAX) {
        if (at == end && !fill()) {
          return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
        }
        int from = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        boolean isWhole = at < end;
        at += isWhole ? 1 : 0;
        line.write(buffer, from, at - from);
        if (isWhole) {
          break;
        }
      }
      return Optional.of(line.toByteArray());
    }

    private boolean fill() throws IOException {
      at = 0;
      end = Math.max(0, in.read(buffer));
      return end > 0;
    }
  }
}
