package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.session.AnsweredCall;
import dev.azdrill.text.RegularFile;
import dev.azdrill.text.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger on disk: each line is on the medium, not only with the operating system, before the call
 * returns. Safe for use by several threads.
 */
public final class LedgerFile implements Ledger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);

  private final Path file;
  private final FileChannel channel;
  private final Set<String> standing = new HashSet<>();
  private int last;

  private LedgerFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The same for a run that chose nothing of what azdrill answers itself. */
  public static LedgerFile create(
      Path file, String platform, Optional<String> url, Optional<String> stack) {
    return create(file, platform, url, Optional.empty(), stack);
  }

  /**
   * Opens a new ledger. One of an earlier run is replaced, unless something in it was never undone.
   *
   * @param platform the platform's name
   * @param url where it answers, without a password; empty when it has no address that lasts
   * @param completion what azdrill answers there itself, as the option of this name says it
   * @param stack the name of the stack; empty when the run has several
   * @throws LedgerPending when an earlier run may have left something broken
   * @throws UncheckedIOException when it cannot be written
   */
  public static LedgerFile create(
      Path file,
      String platform,
      Optional<String> url,
      Optional<String> completion,
      Optional<String> stack) {
    requireNothingPending(file);
    requireWritable(file);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      LedgerFile ledger = new LedgerFile(file, channel);
      ledger.write(new LedgerEntry.Opened(platform, url, completion, stack));
      return ledger;
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger " + file + " cannot be written", e);
    }
  }

  /**
   * Requires that nothing waits for its undo in a ledger of an earlier run; where there is none,
   * nothing does. To be asked before anything of that run is removed.
   *
   * @throws LedgerPending when an earlier run may have left something broken, or the ledger cannot
   *     be read
   */
  public static void requireNothingPending(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    if (RegularFile.isSomethingElse(file)) {
      throw new LedgerPending(file, RegularFile.SOMETHING_ELSE);
    }
    try {
      LedgerReader earlier = LedgerReader.read(file);
      if (!earlier.pending().isEmpty()) {
        throw new LedgerPending(file, earlier.pending().size());
      }
    } catch (IOException e) {
      throw new LedgerPending(file, "it cannot be read (" + Trouble.of(e) + ")");
    }
  }

  /**
   * Requires that a ledger can be written in the place of one that is there.
   *
   * @throws LedgerPending when it cannot
   */
  public static void requireWritable(Path file) {
    try {
      RegularFile.requireWritable(file);
    } catch (IOException e) {
      throw new LedgerPending(file, "it cannot be written (" + Trouble.of(e) + ")");
    }
  }

  /**
   * Continues the ledger of an earlier run, to note what was undone since. Its last line may have
   * been cut off, and must not swallow the next.
   */
  static LedgerFile append(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    return new LedgerFile(file, channel);
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  @Override
  public synchronized void standing(String vpcId, StackConfiguration configuration) {
    if (!standing.contains(vpcId)) {
      writeBefore(new LedgerEntry.Standing(vpcId, configuration));
      standing.add(vpcId);
    }
  }

  @Override
  public synchronized int intended(
      Instant at, FaultRef fault, List<UndoAction> undo, Optional<Instant> until) {
    writeBefore(new LedgerEntry.Intended(last + 1, at, fault, undo, until));
    last++;
    return last;
  }

  private void writeBefore(LedgerEntry entry) {
    try {
      write(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected to write the ledger "
              + file
              + " before anything is broken, saw: "
              + Trouble.of(e),
          e);
    }
  }

  @Override
  public synchronized void imposed(int number, Instant at, List<AnsweredCall> calls) {
    writeOrLog(new LedgerEntry.Imposed(number, at, calls));
  }

  @Override
  public synchronized void undone(int number) {
    writeOrLog(new LedgerEntry.Undone(number));
  }

  @Override
  public synchronized void undoFailed(int number, String reason) {
    writeOrLog(new LedgerEntry.UndoFailed(number, reason));
  }

  /** What is undone and not noted is undone once more by a restore, which is harmless. */
  private void writeOrLog(LedgerEntry entry) {
    try {
      write(entry);
    } catch (IOException e) {
      LOG.warn("the ledger {} could not be written further: {}", file, e.getMessage());
    }
  }

  private void write(LedgerEntry entry) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((LedgerCodec.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(true);
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("the ledger {} could not be closed: {}", file, e.getMessage());
    }
  }
}
