package dev.azdrill.report;

import dev.azdrill.evidence.JsonLines;
import dev.azdrill.evidence.RunEvidence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a dossier in all forms into one folder. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code report.html}, {@code report.json}, {@code junit.xml} and {@code journal.jsonl},
   * replacing what is there; makes the folder if need be. The same dossier gives the same bytes.
   *
   * @return the files, in this order
   * @throws UncheckedIOException when one cannot be written
   */
  public static List<Path> write(RunEvidence dossier, Path folder) {
    try {
      Files.createDirectories(folder);
      return List.of(
          write(folder.resolve("report.html"), HtmlReport.render(dossier)),
          write(folder.resolve("report.json"), JsonReport.render(dossier)),
          write(folder.resolve("junit.xml"), JUnitReport.render(dossier)),
          write(folder.resolve("journal.jsonl"), journal(dossier)));
    } catch (IOException e) {
      throw new UncheckedIOException("the reports could not be written to " + folder, e);
    }
  }

  private static String journal(RunEvidence dossier) throws IOException {
    StringWriter lines = new StringWriter();
    JsonLines.write(dossier.observations(), lines);
    return lines.toString();
  }

  /** Through bytes: half a surrogate pair in a text becomes a question mark and not an error. */
  private static Path write(Path file, String text) throws IOException {
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
