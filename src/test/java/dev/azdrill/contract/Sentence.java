package dev.azdrill.contract;

import dev.azdrill.platform.Ability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One sentence of the contract.
 *
 * @param area the noun that it is about: {@code Subnet}
 * @param name of the method
 * @param services that it needs
 * @param abilities that it needs
 */
record Sentence(String area, String name, Set<String> services, Set<Ability> abilities) {
  private static final String SUFFIX = "Contract";

  static Sentence of(Method method) {
    Set<String> services = new TreeSet<>(List.of("ec2"));
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    for (Needs needs :
        Arrays.asList(
            method.getDeclaringClass().getAnnotation(Needs.class),
            method.getAnnotation(Needs.class))) {
      if (needs != null) {
        services.addAll(List.of(needs.value()));
        abilities.addAll(List.of(needs.abilities()));
      }
    }
    String type = method.getDeclaringClass().getSimpleName();
    return new Sentence(
        type.substring(0, type.length() - SUFFIX.length()), method.getName(), services, abilities);
  }

  /** As the list of deviations calls it: {@code SubnetContract.an_unknown_subnet_is_not_found}. */
  String id() {
    return area + SUFFIX + "." + name;
  }

  /** As people read it: {@code an unknown subnet is not found}. */
  String words() {
    return name.replace('_', ' ');
  }

  /** What it needs and is not among these, as services and abilities are called. */
  List<String> missing(Collection<String> there) {
    List<String> wanted = new ArrayList<>(services);
    abilities.forEach(each -> wanted.add(each.words()));
    wanted.removeAll(there);
    return wanted;
  }

  /** Every sentence of this package, by area and name. */
  static List<Sentence> all() {
    try (Stream<Path> files =
        Files.list(Path.of(Sentence.class.getResource("Sentence.class").toURI()).getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX + ".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .filter(type -> !type.equals(SUFFIX))
          .map(Sentence::type)
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Sentence::of)
          .sorted(Comparator.comparing(Sentence::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String simpleName) {
    try {
      return Class.forName(Sentence.class.getPackageName() + "." + simpleName);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
