package dev.azdrill.fault;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that a fault is told. None must be given: the word of a fault alone names one.
 *
 * @param key under which it stands in files and on the command line
 * @param type what may stand there
 * @param meaning what it says, for people
 * @param otherwise what it is when it is left out; empty when it may be absent
 */
public record FaultParameter(
    String key, ParameterType type, String meaning, Optional<String> otherwise) {
  /** The name of something in the stack; left out, it is the first of its kind. */
  public static FaultParameter subject(String key, SubjectKind kind, String meaning) {
    return new FaultParameter(
        key, new ParameterType.Subject(kind), meaning, Optional.of(kind.openWords().get(0)));
  }

  /** One that has a value when it is left out. */
  public static FaultParameter defaulted(
      String key, ParameterType type, String meaning, String otherwise) {
    return new FaultParameter(key, type, meaning, Optional.of(otherwise));
  }

  /** These, and one more. */
  public static List<FaultParameter> and(List<FaultParameter> all, FaultParameter more) {
    return Stream.concat(all.stream(), Stream.of(more)).toList();
  }

  /** One that may be absent. */
  public static FaultParameter optional(String key, ParameterType type, String meaning) {
    return new FaultParameter(key, type, meaning, Optional.empty());
  }
}
