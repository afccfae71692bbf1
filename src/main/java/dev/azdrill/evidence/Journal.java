package dev.azdrill.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The append-only journal of one story: every observation in the order in which it was made. As a
 * file it is JSON Lines, one observation a line, in a fixed order of members, so that the same run
 * gives the same bytes: see {@link JsonLines}.
 *
 * <p>Safe for use by several threads.
 */
public final class Journal {
  private final String story;
  private final List<Observation> observations = new ArrayList<>();

  /**
   * @param story the scenario or drill
   */
  public Journal(String story) {
    this.story = story;
  }

  public String story() {
    return story;
  }

  /** Writes down what was seen. */
  public synchronized void note(
      Instant at,
      String kind,
      String subject,
      String detail,
      Strength strength,
      String answeredBy) {
    observations.add(new Observation(at, story, kind, subject, detail, strength, answeredBy));
  }

  /** All that was written so far, oldest first. */
  public synchronized List<Observation> observations() {
    return List.copyOf(observations);
  }

  /** Writes the journal as JSON Lines. */
  public void writeTo(Writer out) {
    try {
      JsonLines.write(observations(), out);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal of '" + story + "' could not be written", e);
    }
  }

  /** Writes the journal to a file, replacing what is there. */
  public void writeTo(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        writeTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the journal of '" + story + "' could not be written to " + file, e);
    }
  }
}
