package dev.azdrill.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What binds the lines of a journal's file. Each line says in {@code before} what stands before it:
 * the first 64 bits of the SHA-256 of every byte up to it. The last line, the seal, is the whole
 * SHA-256 of every byte before it. Together they find accidental and naive changes, a file that was
 * cut, put together or edited, and where. It has no key and is no signature: whoever can write the
 * file can seal it anew.
 */
final class JournalSeal {
  private static final String BEFORE = "{\"sealed\":\"sha256:";
  private static final String AFTER = "\"}\n";
  private static final String LINK = "{\"before\":\"";
  private static final int LINK_BYTES = 8;
  private static final int LINK_END = LINK.length() + 2 * LINK_BYTES;

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

  /** What the next line says of those before it. */
  String link() {
    return HexFormat.of().formatHex(digest(), 0, LINK_BYTES);
  }

  /** An entry, as JSON, as the next line of the file. */
  byte[] linked(String entry) {
    return (LINK + link() + "\"," + entry.substring(1) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What a line says of those before it; empty when it says nothing. */
  static Optional<String> linkOf(String line) {
    return line.startsWith(LINK) && line.startsWith("\",", LINK_END)
        ? Optional.of(line.substring(LINK.length(), LINK_END))
        : Optional.empty();
  }

  /** The entry on a line that has a link. */
  static String unlinked(String line) {
    return "{" + line.substring(LINK_END + 2);
  }

  /** The seal on all that was added, as a line with its end. */
  byte[] bytes() {
    String digest = HexFormat.of().formatHex(digest());
    return (BEFORE + digest + AFTER).getBytes(StandardCharsets.US_ASCII);
  }

  /** Of what was added so far; more can be added behind it. */
  private byte[] digest() {
    try {
      return ((MessageDigest) bytes.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of Java can be cloned", e);
    }
  }

  /** Whether a line is a seal, on whatever. */
  static boolean isOne(byte[] line) {
    byte[] before = BEFORE.getBytes(StandardCharsets.US_ASCII);
    return line.length >= before.length
        && Arrays.equals(line, 0, before.length, before, 0, before.length);
  }
}
