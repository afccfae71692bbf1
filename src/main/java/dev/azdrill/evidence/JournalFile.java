package dev.azdrill.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A journal on disk, line by line as it happens: what was seen before a crash is there after it.
 *
 * <p>It is opened before anything is created, so that a folder that cannot be written is bad input
 * and not lost evidence. Later trouble (a full disk) is kept and told by {@link #trouble()}; it is
 * not thrown, because whoever notes something may be undoing a fault.
 *
 * <p>Safe for use by several threads.
 */
public final class JournalFile implements Consumer<Entry>, AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final JournalSeal seal = new JournalSeal();
  private boolean isClosed;
  private Optional<String> trouble = Optional.empty();

  private JournalFile(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Opens a file for a new journal, replacing what is there; makes its folder.
   *
   * @throws UncheckedIOException when it cannot be written
   * @throws JournalInUse when another run writes it
   */
  public static JournalFile create(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(file, channel);
      if (channel.size() > 0) {
        channel.truncate(0);
      }
      return new JournalFile(file, Channels.newOutputStream(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
  }

  /** Held until the file is closed: two runs would overwrite each other's evidence. */
  private static void lock(Path file, FileChannel channel) throws IOException {
    boolean isOurs;
    try {
      isOurs = channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisJvm) {
      isOurs = false;
    }
    if (!isOurs) {
      channel.close();
      throw new JournalInUse(file);
    }
  }

  @Override
  public synchronized void accept(Entry entry) {
    if (trouble.isPresent()) {
      return;
    }
    try {
      byte[] line = seal.linked(JournalCodec.line(entry));
      out.write(line);
      seal.add(line);
    } catch (IOException e) {
      trouble = Optional.of("the journal " + file + " could not be written further: " + why(e));
    }
  }

  private static String why(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse("the disk does not say why");
  }

  /** Why the file is not whole; empty as long as it is. */
  public synchronized Optional<String> trouble() {
    return trouble;
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /** The run was refused before it did anything: there is no journal of it. */
  public synchronized void discard() {
    isClosed = true;
    try (out) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be removed", e);
    }
  }

  /** Seals the file, so that its reader sees accidental and naive changes; closes it. */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try (out) {
      if (trouble.isEmpty()) {
        out.write(seal.bytes());
      }
    } catch (IOException e) {
      trouble =
          trouble.or(() -> Optional.of("the journal " + file + " could not be closed: " + why(e)));
    }
  }
}
