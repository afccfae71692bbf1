package dev.azdrill.fault;

import dev.azdrill.text.Printable;
import java.util.Optional;

/** What a fault was told is not what it can be told: what was expected, seen, and what to do. */
public final class FaultArgumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> key;
  private final String expected;
  private final String seen;
  private final String advice;

  FaultArgumentException(Optional<String> key, String expected, String seen, String advice) {
    super(
        key.map(each -> each + ": ").orElse("")
            + "expected "
            + expected
            + ", saw "
            + seen
            + ": "
            + advice);
    this.key = key;
    this.expected = expected;
    this.seen = seen;
    this.advice = advice;
  }

  static FaultArgumentException of(String key, ParameterType type, String seen, String advice) {
    return new FaultArgumentException(
        Optional.of(key), type.words(), Printable.quoted(seen), advice);
  }

  /** The parameter that it is about; empty when it is about all of them. */
  public Optional<String> key() {
    return key;
  }

  /** What was expected. */
  public String expected() {
    return expected;
  }

  /** What was seen. */
  public String seen() {
    return seen;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
