package dev.azdrill.drill.file;

import dev.azdrill.inventory.Inventory;
import dev.azdrill.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How one kind of expectation stands in a file: a word, and at most one parameter.
 *
 * @param <T> the kind
 * @param <P> its parameter
 * @param word by which files name it
 * @param type its class
 * @param parameter empty when it has none
 * @param make one with this parameter
 * @param argument the parameter of one
 */
record ExpectationForm<T, P>(
    String word,
    Class<T> type,
    Optional<Parameter<P>> parameter,
    Function<Optional<P>, T> make,
    Function<T, P> argument) {
  /** The form of a kind that has one parameter. */
  static <T, P> ExpectationForm<T, P> of(
      String word,
      Class<T> type,
      Parameter<P> parameter,
      Function<P, T> make,
      Function<T, P> argument) {
    return new ExpectationForm<>(
        word,
        type,
        Optional.of(parameter),
        argumentOrNone -> make.apply(argumentOrNone.orElseThrow()),
        argument);
  }

  /** The form of a kind of which all are equal. */
  static <T> ExpectationForm<T, T> of(String word, T only, Class<T> type) {
    return new ExpectationForm<>(word, type, Optional.empty(), none -> only, same -> same);
  }

  /** The keys of its parameters. */
  List<String> keys() {
    return parameter.stream().map(Parameter::key).toList();
  }

  /** Whether the word says it all: it may stand without a mapping. */
  boolean isWordEnough() {
    return parameter.isEmpty() || parameter.get().otherwise().isPresent();
  }

  /** One without its parameter, when the word says it all. */
  T read() {
    return make.apply(parameter.flatMap(Parameter::otherwise));
  }

  /** One with the parameter of this section. */
  T read(Section section) {
    return make.apply(
        parameter.map(
            each ->
                section
                    .maybe(each.key(), each.read())
                    .or(each::otherwise)
                    .orElseGet(() -> section.entry(each.key(), each.read()))));
  }

  /** The parameter as {@code key: value}; empty when the word says it all. */
  Optional<String> write(Object value) {
    P mine = argument.apply(type.cast(value));
    return parameter
        .filter(each -> !each.otherwise().equals(Optional.of(mine)))
        .map(each -> each.key() + ": " + each.write().apply(mine));
  }

  /** The names of things in its parameter. */
  Stream<String> names(Object value) {
    P mine = argument.apply(type.cast(value));
    return parameter.stream().flatMap(each -> each.names().apply(mine));
  }

  /** The same, with what its parameter means in this stack. */
  T resolve(Object value, Inventory stack) {
    P mine = argument.apply(type.cast(value));
    return make.apply(parameter.map(each -> each.resolve().apply(mine, stack)));
  }
}
