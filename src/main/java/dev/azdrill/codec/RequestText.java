package dev.azdrill.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a request, and which characters AWS takes in it. */
public final class RequestText {
  private RequestText() {}

  /**
   * Reads a request's content as text.
   *
   * @throws DecodingException when it is not UTF-8
   */
  public static String of(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      DecodingException malformed =
          DecodingException.malformed("the request body", content.length + " bytes", "UTF-8 text");
      malformed.initCause(e);
      throw malformed;
    }
  }

  /**
   * Whether a reply can say the character at {@code at} again: XML 1.0 has no control characters
   * but tab, line feed and carriage return, no halves of a surrogate pair, neither U+FFFE nor
   * U+FFFF. Source: XML 1.0, section 2.2, "Characters".
   */
  static boolean isSayable(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
  }

  /** Whether a reply can say all of it again. */
  static boolean isSayable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSayable(text, i)) {
        return false;
      }
    }
    return true;
  }
}
