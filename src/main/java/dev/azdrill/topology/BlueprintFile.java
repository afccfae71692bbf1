package dev.azdrill.topology;

import dev.azdrill.text.Resemblance;
import dev.azdrill.topology.BlueprintException.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that may hold a blueprint: read up to a limit, and decoded strictly. */
final class BlueprintFile {
  /**
   * Sixty times the size of the built-in ones. What takes a YAML parser longest of this size takes
   * it less than a second.
   */
  static final int BYTES_MAX = 256 * 1024;

  private final Path file;

  BlueprintFile(Path file) {
    this.file = file;
  }

  /**
   * The text of the file.
   *
   * @throws BlueprintException when it cannot be read, is too large or is no UTF-8
   */
  String text() {
    if (file.toString().isEmpty()) {
      throw new BlueprintException("", "the name of a file", "an empty one", "name a file");
    }
    if (Files.isDirectory(file)) {
      throw BlueprintException.unreadable(file, "a folder", "name a file in it");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw tooLarge(file.toString());
      }
      return decoded(bytes);
    } catch (NoSuchFileException e) {
      throw BlueprintException.unreadable(
          file,
          "no such file",
          Resemblance.nearest(file.toString(), Blueprints.names())
              .map(near -> "did you mean the built-in blueprint " + near + "?")
              .orElse("name a file that there is"));
    } catch (AccessDeniedException e) {
      throw BlueprintException.unreadable(
          file, "a file that may not be read", "change its permissions");
    } catch (IOException e) {
      throw BlueprintException.unreadable(
          file, "a file that cannot be read (" + e.getMessage() + ")", "name another one");
    }
  }

  static BlueprintException tooLarge(String file) {
    return new BlueprintException(
            "",
            "a blueprint of at most " + BYTES_MAX / 1024 + " KiB",
            "more",
            "remove what is no part of the architecture")
        .at(file, Mark.START);
  }

  private String decoded(byte[] bytes) {
    if (isUtf16(bytes)) {
      throw new BlueprintException("", "UTF-8 text", "UTF-16", "save the file as UTF-8")
          .at(file.toString(), Mark.START);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String seen = "the byte 0x" + Integer.toHexString(bytes[in.position()] & 0xff);
      throw new BlueprintException("", "UTF-8 text", seen, "save the file as UTF-8")
          .at(file.toString(), Mark.in(text, text.length()));
    }
    return text;
  }

  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
            || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
  }
}
