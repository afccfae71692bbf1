package dev.azdrill.fault;

import dev.azdrill.evidence.FaultRef;
import dev.azdrill.platform.Ability;
import java.util.Optional;

/**
 * Something that can be broken, and how. A fault is a value: injecting it twice breaks two things,
 * or the same one twice.
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
   * Checks that its subject exists in the stack, before anything is done.
   *
   * @throws FaultException when it does not: it says what there is
   */
  void resolve(FaultContext context);

  /** What a platform must be able to do for it, beside answering AWS's API; empty for nothing. */
  default Optional<Ability> needs() {
    return Optional.empty();
  }

  /**
   * What stays different after the undo although nothing describes it, so that a stack that went
   * through this is not the one that was provisioned; empty when nothing does.
   */
  default Optional<String> lasting() {
    return Optional.empty();
  }

  /**
   * Imposes it. Its subject is resolved and the intent is in the journal before anything is done.
   *
   * @return the fault as it holds now, with its witness and its undo
   * @throws FaultException when its subject does not exist, or the platform refused it; nothing is
   *     broken then
   */
  Injection inject(FaultContext context);
}
