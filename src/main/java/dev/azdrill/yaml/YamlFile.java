package dev.azdrill.yaml;

import dev.azdrill.text.RegularFile;
import dev.azdrill.text.Resemblance;
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
import java.util.List;

/**
 * A file that should hold a YAML document: read up to a limit, and decoded strictly.
 *
 * @param file where it is
 * @param noun what should be in it: {@code a blueprint}
 * @param builtIn the names of those that are built in, which may have been meant
 */
public record YamlFile(Path file, String noun, List<String> builtIn) {
  /**
   * Sixty times the size of the built-in blueprints. What takes a YAML parser longest of this size
   * takes it less than a second.
   */
  static final int BYTES_MAX = 256 * 1024;

  public YamlFile {
    builtIn = List.copyOf(builtIn);
  }

  /**
   * The text of the file.
   *
   * @throws DocumentException when it cannot be read, is too large or is no UTF-8
   */
  public String text() {
    if (file.toString().isEmpty()) {
      throw new DocumentException("", "the name of a file", "an empty one", "name a file");
    }
    if (Files.isDirectory(file)) {
      throw DocumentException.unreadable(file, noun, "a folder", "name a file in it");
    }
    try (InputStream stream = RegularFile.open(file)) {
      byte[] bytes = stream.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw tooLarge(file.toString(), noun);
      }
      return decoded(bytes);
    } catch (NoSuchFileException e) {
      throw DocumentException.unreadable(
          file,
          noun,
          "no such file",
          Resemblance.nearest(file.toString(), builtIn)
              .map(near -> "did you mean the built-in " + bare() + " " + near + "?")
              .orElse("name a file that there is"));
    } catch (AccessDeniedException e) {
      throw DocumentException.unreadable(
          file, noun, "a file that may not be read", "change its permissions");
    } catch (IOException e) {
      throw DocumentException.unreadable(
          file, noun, "a file that cannot be read (" + e.getMessage() + ")", "name another one");
    }
  }

  private String bare() {
    return noun.substring(noun.indexOf(' ') + 1);
  }

  static DocumentException tooLarge(String file, String noun) {
    return new DocumentException(
            "",
            noun + " of at most " + BYTES_MAX / 1024 + " KiB",
            "more",
            "remove what does not belong to it")
        .at(file, Mark.START);
  }

  private String decoded(byte[] bytes) {
    if (isUtf16(bytes)) {
      throw new DocumentException("", "UTF-8 text", "UTF-16", "save the file as UTF-8")
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
      throw new DocumentException("", "UTF-8 text", seen, "save the file as UTF-8")
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
