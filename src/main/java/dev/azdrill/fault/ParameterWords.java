package dev.azdrill.fault;

import java.util.List;

/** The words that may stand under a parameter, for who mistyped one. */
record ParameterWords() implements ParameterType.Reader<List<String>> {
  @Override
  public List<String> subject(ParameterType.Subject type) {
    return type.kind().openWords();
  }

  @Override
  public List<String> whole(ParameterType.Whole type) {
    return List.of();
  }

  @Override
  public List<String> amount(ParameterType.Amount type) {
    return List.of(ParameterType.Amount.ALL);
  }

  @Override
  public List<String> choice(ParameterType.Choice type) {
    return type.options();
  }

  @Override
  public List<String> operation(ParameterType.Operation type) {
    return List.of();
  }
}
