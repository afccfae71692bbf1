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
import java.util.List;
import java.util.Optional;

/**
 * A journal read back from disk, as far as it goes.
 *
 * @param entries those that could be read, oldest first
 * @param brokenAt why and where reading ended before the end of the file; empty when all was read
 * @param seal what became of the seal that the run put under its journal
 */
public record JournalReader(List<Entry> entries, Optional<String> brokenAt, Seal seal) {
  /** No entry is longer: a file without line ends is no journal, and is not read into memory. */
  private static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

  /** What the last line says of those before it. */
  public enum Seal {
    /** The file is as its run wrote it. */
    INTACT,
    /** There is none: the run was cut off, or the file was. */
    MISSING,
    /** Lines were changed, added or taken away after the run. */
    BROKEN
  }

  public JournalReader {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a journal. A line that is no entry ends the reading: what stands behind it may belong to
   * something that is not known.
   *
   * @throws IOException when there is no such file, or it cannot be read at all
   */
  public static JournalReader read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    JournalSeal expected = new JournalSeal();
    try (InputStream in = Files.newInputStream(file)) {
      Lines lines = new Lines(in);
      int number = 0;
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        number++;
        if (JournalSeal.isOne(line.get())) {
          boolean isLast = lines.next().isEmpty();
          boolean isIntact = isLast && Arrays.equals(expected.bytes(), line.get());
          return new JournalReader(entries, Optional.empty(), isIntact ? Seal.INTACT : Seal.BROKEN);
        }
        Optional<String> broken = read(line.get(), entries);
        if (broken.isPresent()) {
          return new JournalReader(
              entries, Optional.of(file + " line " + number + " " + broken.get()), Seal.MISSING);
        }
        expected.add(line.get());
      }
    }
    return new JournalReader(entries, Optional.empty(), Seal.MISSING);
  }

  /**
   * What the journal proves. One that is not as its run wrote it proves nothing that is good.
   *
   * @throws IllegalArgumentException when there is no beginning of a run
   */
  public RunEvidence evidence() {
    RunEvidence evidence = RunEvidence.of(entries);
    return doubt().map(evidence::brokenOff).orElse(evidence);
  }

  private Optional<String> doubt() {
    if (brokenAt.isPresent()) {
      return brokenAt.map(where -> where + ": the journal was read up to there");
    }
    return switch (seal) {
      case INTACT -> Optional.empty();
      case MISSING ->
          Optional.of(
              "the journal has no seal as its last line: it is not whole, or was not"
                  + " written by a run");
      case BROKEN ->
          Optional.of(
              "the journal is not as its run wrote it: the seal in its last line belongs"
                  + " to other lines");
    };
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

  /** Adds the entry on a line; says what is wrong with the line when there is none. */
  private static Optional<String> read(byte[] line, List<Entry> entries) {
    if (line.length > LINE_BYTES_MAX) {
      return Optional.of("is longer than any entry of a journal");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      if (!text.isBlank()) {
        entries.add(JournalCodec.entry(text));
      }
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of("is no text in UTF-8");
    } catch (JsonProcessingException e) {
      return Optional.of("is no entry of a journal");
    }
  }
}
