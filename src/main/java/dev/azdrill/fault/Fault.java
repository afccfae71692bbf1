package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.platform.Ability;
import dev.azdrill.session.AwsAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Something that can be broken, and how. A fault is a value: injecting it twice breaks two things,
 * or the same one twice. Users may write their own and hand it to {@link
 * dev.azdrill.drill.DrillSession#inject}; with a {@link FaultKind} of its own, announced by a
 * {@link FaultProvider}, files and the command line know it as well.
 */
public interface Fault {
  /** What it is called: {@code zone power loss}. */
  String name();

  /** What it hits: a zone, an instance, a database. */
  String subject();

  /** Which fault on what, as evidence names it. */
  default FaultRef ref() {
    return new FaultRef(name(), subject());
  }

  /**
   * The same fault with what it hits now, by name, before anything is done: what it leaves open is
   * chosen, and what it names is there.
   *
   * @throws FaultException when its subject does not exist: it says what there is
   */
  Fault resolve(FaultContext context);

  /** The names of what it hits, when it is resolved. */
  default List<String> targets() {
    return List.of(subject());
  }

  /**
   * The instances and zones among its targets that do not serve as long as it holds: capacity that
   * is whole again is whole without them.
   */
  default Set<String> takesAway() {
    return Set.of();
  }

  /**
   * What it may affect as long as it holds, when it is resolved: limits of drills are judged by it.
   * Without another word it follows from its targets; one that azdrill does not know by its name is
   * taken for the whole stack.
   */
  default BlastRadius blastRadius(FaultContext context) {
    return BlastRadius.ofTargets(context, targets());
  }

  /**
   * Whether it may affect this database, when it is resolved: that a database which it cannot
   * affect has not failed over says nothing of it. Without another word it follows from its
   * targets: the database itself, or a zone in which it stands.
   */
  default boolean mayAffect(DBInstance database) {
    return Stream.concat(Stream.of(subject()), targets().stream())
        .anyMatch(
            each ->
                each.equals(database.dbInstanceIdentifier())
                    || each.equals(database.availabilityZone())
                    || each.equals(database.secondaryAvailabilityZone()));
  }

  /**
   * Whether it is a matter of degree: with little enough of it nobody feels that it is there, and a
   * drill of it proves nothing.
   */
  default boolean isMatterOfDegree() {
    return false;
  }

  /**
   * Whether nothing is affected by it until something needs what it broke, such as a launch or a
   * call of AWS's API: alone, a drill of it proves nothing.
   */
  default boolean isLatent() {
    return false;
  }

  /**
   * The HTTP status with which its targets answer every request because of it: a client that gets
   * it from one of them has seen the fault. Empty where they do not answer, or answer as ever.
   */
  default OptionalInt answers() {
    return OptionalInt.empty();
  }

  /** What a platform must be able to do for it, beside answering AWS's API; empty for nothing. */
  default Optional<Ability> needs() {
    return Optional.empty();
  }

  /**
   * The calls of AWS's API by which its act changes something; a call that is not among them is
   * refused before it is sent. None when the platform itself breaks it. What takes it back declares
   * its own: {@link UndoAction#apiCalls}.
   */
  default Set<AwsAction> apiCalls() {
    return Set.of();
  }

  /**
   * What stays different after the undo although nothing describes it, so that a stack that went
   * through this is not the one that was provisioned; empty when nothing does.
   */
  default Optional<String> lasting() {
    return Optional.empty();
  }

  /**
   * What is to be done, and what takes it back, from what stands there now. Nothing is done yet.
   *
   * @throws FaultException when there is nothing to break
   * @throws dev.azdrill.platform.MissingCapability when the platform cannot do it
   */
  FaultPlan plan(FaultContext context);

  /**
   * The reads that alone tell its witness: as long as they describe the same, one that was not
   * found is not there. None where anything else may tell of it, too.
   */
  default Set<AwsAction> witnessedBy() {
    return Set.of();
  }

  /**
   * What shows that it took effect, which only the fault explains: a sentence; empty while nothing
   * does.
   *
   * @param from when it was imposed
   */
  Optional<Witness> witness(FaultContext context, Instant from);
}
