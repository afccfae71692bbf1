package dev.azdrill.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Files that somebody names. What is no regular file is not opened: whoever opens a pipe waits for
 * who writes into it, and a device may never end.
 */
public final class RegularFile {
  /** What is wrong with what is none, as the end of a sentence. */
  public static final String SOMETHING_ELSE =
      "it is no regular file, but a pipe, a socket or a device";

  private RegularFile() {}

  /** Whether there is something of this name that is neither a regular file nor a folder. */
  public static boolean isSomethingElse(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /**
   * Requires that one that is there can be written, and changes nothing of it.
   *
   * @throws IOException when it cannot
   */
  public static void requireWritable(Path file) throws IOException {
    if (Files.exists(file)) {
      FileChannel.open(file, StandardOpenOption.WRITE).close();
    }
  }

  /**
   * Opens one.
   *
   * @throws IOException when there is none, it cannot be read, or it is a pipe, a socket or a
   *     device
   */
  public static InputStream open(Path file) throws IOException {
    if (isSomethingElse(file)) {
      throw new IOException(SOMETHING_ELSE);
    }
    return Files.newInputStream(file);
  }

  /**
   * What stands in one, in UTF-8; what is none is replaced.
   *
   * @throws IOException when there is none, it cannot be read, or it is a pipe, a socket or a
   *     device
   */
  public static String text(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Writes one under another name and moves it into place: a reader never sees half of it, and what
   * was there stays when it cannot be written. Half a surrogate pair in a text becomes a question
   * mark and not an error.
   *
   * @throws IOException when it cannot be written, or there is a pipe, a socket or a device
   */
  public static void replace(Path file, Consumer<Writer> content) throws IOException {
    if (isSomethingElse(file)) {
      throw new IOException(SOMETHING_ELSE);
    }
    Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      // Its encoder replaces what cannot be encoded, that of Files.newBufferedWriter refuses it.
      try (Writer to =
          new OutputStreamWriter(Files.newOutputStream(draft), StandardCharsets.UTF_8)) {
        content.accept(to);
      }
      try {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }
}
