package dev.azdrill.drill.file;

import dev.azdrill.fault.OpenSubject;
import dev.azdrill.fault.SubjectKind;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.Section;
import dev.azdrill.yaml.YamlNode;
import dev.azdrill.yaml.YamlText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an expectation is told in a file.
 *
 * @param key under which it stands
 * @param read what stands there
 * @param write how it stands there
 * @param resolve what it means in a stack
 * @param names the names of things in it
 * @param otherwise what it is when the key is missing; empty when it must not be missing
 */
record Parameter<P>(
    String key,
    Function<YamlNode, P> read,
    Function<P, String> write,
    BiFunction<P, Inventory, P> resolve,
    Function<P, Stream<String>> names,
    Optional<P> otherwise) {
  /** The name of one thing. */
  static Parameter<String> of(String key, SubjectKind subject) {
    return new Parameter<>(
        key,
        node -> SubjectNode.read(node, List.of(subject)),
        YamlText::of,
        OpenSubject::resolve,
        Stream::of,
        Optional.empty());
  }

  /** The names of things that are not counted, each once; none of them when the key is missing. */
  static Parameter<Set<String>> without(SubjectKind... kinds) {
    return new Parameter<>(
        "without",
        node -> names(node, List.of(kinds)),
        names ->
            names.stream().sorted().map(YamlText::of).collect(Collectors.joining(", ", "[", "]")),
        (names, stack) ->
            names.stream()
                .map(each -> OpenSubject.resolve(each, stack))
                .collect(Collectors.toCollection(TreeSet::new)),
        Set::stream,
        Optional.of(Set.of()));
  }

  private static Set<String> names(YamlNode node, List<SubjectKind> kinds) {
    Set<String> seen = new HashSet<>();
    return new TreeSet<>(
        Section.elements(
            node,
            each -> {
              String name = SubjectNode.read(each, kinds);
              if (!seen.add(name)) {
                throw new DocumentException(
                    "", "each name once", name + " twice", "remove one of the two");
              }
              return name;
            }));
  }

  /** How many there are, at least {@code min}. */
  static Parameter<Integer> count(String key, int min) {
    return new Parameter<>(
        key,
        node -> count(node, min),
        String::valueOf,
        (many, stack) -> many,
        many -> Stream.of(),
        Optional.empty());
  }

  static int count(YamlNode node, int min) {
    Section.bare(node);
    int count = Section.integer(node);
    if (count < min) {
      throw new DocumentException("", min + " or more", String.valueOf(count), "raise it");
    }
    return count;
  }
}
