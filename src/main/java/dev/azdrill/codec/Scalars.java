package dev.azdrill.codec;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** Text to and from the scalar types of the SDK's marshalling metadata. */
final class Scalars {
  private record Parser(String expected, Function<String, Object> parse) {}

  private static final Map<MarshallingType<?>, Parser> PARSERS =
      Map.ofEntries(
          Map.entry(
              MarshallingType.STRING,
              new Parser("text without control characters", Scalars::textOf)),
          Map.entry(MarshallingType.INTEGER, new Parser("an integer", Integer::valueOf)),
          Map.entry(MarshallingType.LONG, new Parser("an integer", Long::valueOf)),
          Map.entry(MarshallingType.SHORT, new Parser("an integer", Short::valueOf)),
          Map.entry(MarshallingType.BYTE, new Parser("an integer", Byte::valueOf)),
          Map.entry(MarshallingType.DOUBLE, new Parser("a number", Scalars::doubleOf)),
          Map.entry(
              MarshallingType.FLOAT,
              new Parser("a number", text -> (float) (double) doubleOf(text))),
          Map.entry(MarshallingType.BIG_DECIMAL, new Parser("a number", BigDecimal::new)),
          Map.entry(MarshallingType.BOOLEAN, new Parser("true or false", Scalars::booleanOf)),
          Map.entry(
              MarshallingType.INSTANT,
              new Parser("a UTC time like 2026-01-01T00:00:00Z", Scalars::instantOf)),
          Map.entry(
              MarshallingType.SDK_BYTES,
              new Parser(
                  "base64", text -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text)))));

  private Scalars() {}

  static Object parse(MarshallingType<?> type, String parameter, String text) {
    Parser parser = PARSERS.get(type);
    if (parser == null) {
      throw new IllegalStateException("no scalar type " + type + " at " + parameter);
    }
    try {
      // Space around a number says nothing; in a text it is part of it.
      return parser.parse().apply(type == MarshallingType.STRING ? text : text.strip());
    } catch (IllegalArgumentException | DateTimeException e) {
      DecodingException malformed = DecodingException.malformed(parameter, text, parser.expected());
      malformed.initCause(e);
      throw malformed;
    }
  }

  static String print(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
    if (value instanceof SdkBytes bytes) {
      return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
    }
    return String.valueOf(value);
  }

  /** What a reply could not say again would break every description of it. */
  private static String textOf(String text) {
    if (!RequestText.isSayable(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** A finite one: AWS takes no other. */
  private static Double doubleOf(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static Object booleanOf(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException(text);
  }

  private static Object instantOf(String text) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
  }
}
