package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.file.DrillFile;
import dev.azdrill.provision.Stack;
import dev.azdrill.text.Printable;
import dev.azdrill.text.Resemblance;
import dev.azdrill.topology.Blueprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From the values of {@code --drill} to drills: the name of a built-in one, or a YAML file. */
final class DrillNames {
  private static final List<String> DEFAULT =
      List.of(BuiltInDrill.INSTANCE_TERMINATION.label(), BuiltInDrill.ZONE_POWER_LOSS.label());

  private final List<String> names;

  /**
   * @param given in the order in which they run, each a file, or names and files between commas;
   *     none for the default ones
   */
  DrillNames(List<String> given) {
    this.names = given.isEmpty() ? DEFAULT : given.stream().flatMap(DrillNames::split).toList();
    if (names.isEmpty()) {
      throw new BadInput("expected the name of a drill or a file after --drill, saw none");
    }
  }

  /** A comma separates names, unless all of it is the name of a file. */
  private static Stream<String> split(String value) {
    return Files.isRegularFile(Path.of(value))
        ? Stream.of(value)
        : Pattern.compile(",").splitAsStream(value);
  }

  /** Whether this built-in one is among them. */
  boolean contains(BuiltInDrill drill) {
    return names.stream()
        .anyMatch(each -> BuiltInDrill.named(each).filter(drill::equals).isPresent());
  }

  /** What was chosen; a file is read. */
  List<ChosenDrill> chosen() {
    return names.stream().map(DrillNames::chosen).toList();
  }

  private static ChosenDrill chosen(String name) {
    Optional<BuiltInDrill> builtIn = BuiltInDrill.named(name);
    if (builtIn.isPresent()) {
      return new ChosenDrill.BuiltIn(name, builtIn.get());
    }
    if (!isFile(name)) {
      throw new BadInput(
          "expected --drill to be one of "
              + String.join(", ", BuiltInDrill.labels())
              + ", or a YAML file, saw "
              + Printable.quoted(name)
              + ": "
              + Resemblance.advice(name, BuiltInDrill.labels(), "choose one of them"));
    }
    return new ChosenDrill.FromFile(name, DrillFile.read(Path.of(name)));
  }

  /**
   * The drills, each checked as far as it can be before anything stands.
   *
   * @param zone which loses its power in the built-in drill
   * @param blueprint what will stand
   * @param stack under this name
   */
  List<OrderedDrill> drills(String zone, Blueprint blueprint, String stack) {
    return names.stream().map(each -> ordered(chosen(each), zone, blueprint, stack)).toList();
  }

  private static OrderedDrill ordered(
      ChosenDrill chosen, String zone, Blueprint blueprint, String stack) {
    if (chosen instanceof ChosenDrill.FromFile file) {
      require(Path.of(file.word()).toString(), file.file(), blueprint, stack);
      return new OrderedDrill.FromFile(file.file());
    }
    ChosenDrill.BuiltIn builtIn = (ChosenDrill.BuiltIn) chosen;
    if (builtIn.drill() == BuiltInDrill.DATABASE_FAILOVER) {
      requireDatabase(builtIn.word(), blueprint);
    }
    return OrderedDrill.BuiltIn.of(builtIn.drill(), zone);
  }

  private static boolean isFile(String name) {
    return name.endsWith(".yaml")
        || name.endsWith(".yml")
        || name.contains("/")
        || (!name.isEmpty() && Files.exists(Path.of(name)));
  }

  private static void requireDatabase(String name, Blueprint blueprint) {
    if (blueprint.database().isEmpty()) {
      throw new BadInput(
          "expected a blueprint with a database for the drill "
              + name
              + ", saw "
              + blueprint.name()
              + " without one: choose another drill or blueprint");
    }
  }

  /** The stack does not stand yet, but its database is named after it. */
  private static void requireDatabaseOfStack(String origin, String database, String stack) {
    String known = Stack.databaseIdentifierOf(stack);
    if (!known.equals(database)) {
      throw new BadInput(
          origin
              + ": expected the database of the stack, "
              + known
              + ", saw "
              + Printable.quoted(database)
              + ": "
              + Resemblance.advice(database, List.of(known), "write any-database"));
    }
  }

  /** Requires that what a drill names will stand, as far as a blueprint can tell. */
  static void require(String origin, DrillFile file, Blueprint blueprint, String stack) {
    if (file.needsDatabase()) {
      requireDatabase(origin, blueprint);
    }
    file.databases().forEach(each -> requireDatabaseOfStack(origin, each, stack));
    List<String> zones = blueprint.zones();
    for (String each : file.zones()) {
      if (!zones.contains(each)) {
        throw new BadInput(
            origin
                + ": expected a zone of the blueprint, one of "
                + String.join(", ", zones)
                + ", saw "
                + Printable.quoted(each)
                + ": "
                + Resemblance.advice(each, zones, "choose one of them"));
      }
    }
  }
}
