package dev.azdrill.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A journal read back from disk, as far as it goes.
 *
 * @param entries those that could be read, oldest first
 * @param brokenAt why and where reading ended before the end of the file; empty when all was read
 */
public record JournalReader(List<Entry> entries, Optional<String> brokenAt) {
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
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        try {
          entries.add(JournalCodec.entry(line));
        } catch (JsonProcessingException e) {
          return new JournalReader(
              entries, Optional.of(place(file, entries) + " is no entry of a journal"));
        }
      }
    } catch (CharacterCodingException e) {
      return new JournalReader(entries, Optional.of(place(file, entries) + " is no text in UTF-8"));
    }
    return new JournalReader(entries, Optional.empty());
  }

  private static String place(Path file, List<Entry> entries) {
    return file + " line " + (entries.size() + 1);
  }
}
