package dev.azdrill.drill.file;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.Drill;
import dev.azdrill.drill.Expectation;
import dev.azdrill.drill.TimedExpectation;
import dev.azdrill.fault.FaultException;
import dev.azdrill.fault.OpenSubject;
import dev.azdrill.fault.SubjectKind;
import dev.azdrill.inventory.Inventory;
import dev.azdrill.yaml.DocumentException;
import dev.azdrill.yaml.YamlDocument;
import dev.azdrill.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A drill as it stands in a YAML file. A subject may be left open in it, by words such as {@code
 * any-instance}, until the stack is known.
 *
 * @param drill the drill, with those words in the place of what they mean
 */
public record DrillFile(Drill drill) {
  private static final String NOUN = "a drill";

  /**
   * The drill in this file.
   *
   * @throws DocumentException when there is none, with file, line and column
   */
  public static DrillFile read(Path file) {
    return parse(file.toString(), new YamlFile(file, NOUN, BuiltInDrill.labels()).text());
  }

  /**
   * The drill in this text.
   *
   * @param file how errors call it
   * @throws DocumentException when there is none, with file, line and column
   */
  public static DrillFile parse(String file, String text) {
    return new DrillFile(DrillReader.read(YamlDocument.parse(file, NOUN, text)));
  }

  /**
   * The drill for this stack: what the file leaves open is chosen, everything else is as it was
   * written.
   *
   * @throws FaultException when the stack has nothing of what is left open
   */
  public Drill on(Inventory stack) {
    ResolvedSteps resolved = new ResolvedSteps(stack);
    return new Drill(
        drill.name(),
        drill.steps().stream().map(each -> each.accept(resolved)).toList(),
        drill.objectives(),
        drill.guards());
  }

  /** The Availability Zones that the file names. */
  public Set<String> zones() {
    Set<String> zones = new TreeSet<>();
    names().filter(SubjectKind.ZONE::isNamed).forEach(zones::add);
    return zones;
  }

  /** The instances and security groups that the file names, whose ids are AWS's to choose. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    names()
        .filter(
            each -> SubjectKind.INSTANCE.isNamed(each) || SubjectKind.SECURITY_GROUP.isNamed(each))
        .forEach(ids::add);
    return ids;
  }

  /** The databases that the file names. */
  public Set<String> databases() {
    Set<String> databases = new TreeSet<>();
    drill
        .faults()
        .forEach(
            each -> FaultNode.kind(each).names(each, SubjectKind.DATABASE).forEach(databases::add));
    databases.removeIf(OpenSubject::isWord);
    return databases;
  }

  /** Whether it proves nothing without a database: its fault, or what it expects, is of one. */
  public boolean needsDatabase() {
    List<String> words = OpenSubject.words(OpenSubject.ANY_DATABASE, OpenSubject.PRIMARY_ZONE);
    return !databases().isEmpty()
        || names().anyMatch(words::contains)
        || expectations()
            .anyMatch(
                each ->
                    each instanceof Expectation.DatabaseFailedOver
                        || each instanceof Expectation.PrimaryOutsideZone);
  }

  private Stream<String> names() {
    return Stream.concat(
        drill.faults().stream().flatMap(each -> FaultNode.kind(each).names(each)),
        expectations().flatMap(each -> Forms.of(each).names(each)));
  }

  private Stream<Expectation> expectations() {
    return drill.expectations().stream().map(TimedExpectation::expectation);
  }
}
