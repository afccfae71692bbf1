package dev.azdrill.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The last line of a journal's file: the SHA-256 of every byte before it. It tells a file that is
 * as its run wrote it from one that was cut, put together or edited. It is no signature: who means
 * to forge evidence can make it again.
 */
final class JournalSeal {
  private static final String BEFORE = "{\"sealed\":\"sha256:";
  private static final String AFTER = "\"}\n";

  private final MessageDigest bytes;

  JournalSeal() {
    try {
      bytes = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A line as it stands in the file, with its line end where it has one. */
  void add(byte[] line) {
    bytes.update(line);
  }

  /** The seal on all that was added, as a line with its end. Nothing can be added behind it. */
  byte[] bytes() {
    String digest = HexFormat.of().formatHex(bytes.digest());
    return (BEFORE + digest + AFTER).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether a line is a seal, on whatever. */
  static boolean isOne(byte[] line) {
    byte[] before = BEFORE.getBytes(StandardCharsets.US_ASCII);
    return line.length >= before.length
        && Arrays.equals(line, 0, before.length, before, 0, before.length);
  }
}
