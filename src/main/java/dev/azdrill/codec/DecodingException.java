package dev.azdrill.codec;

/** What was sent cannot be read as the value that was expected. */
public final class DecodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** A parameter that the shape requires is not there. */
    MISSING,
    /** A parameter that the shape does not have. */
    UNKNOWN,
    /** A parameter whose text is not of its type. */
    MALFORMED
  }

  private final Reason reason;

  DecodingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static DecodingException missing(String parameter) {
    return new DecodingException(
        Reason.MISSING, "The request must contain the parameter " + parameter);
  }

  static DecodingException unknown(String parameter) {
    return new DecodingException(
        Reason.UNKNOWN, "The parameter " + parameter + " is not recognized");
  }

  static DecodingException malformed(String parameter, String seen, String expected) {
    return new DecodingException(
        Reason.MALFORMED,
        "Invalid value '" + seen + "' for " + parameter + ": expected " + expected);
  }

  /** What was wrong, in a sentence: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What was wrong. */
  public Reason reason() {
    return reason;
  }
}
