package dev.azdrill.fault;

/**
 * Something that can be broken, and how. A fault is a value: injecting it twice breaks two things,
 * or the same one twice.
 */
public interface Fault {
  /** What it is called: {@code zone power loss}. */
  String name();

  /** What it hits: a zone, an instance, a database. */
  String subject();

  /**
   * What stays different after the undo although nothing describes it, so that a stack that went
   * through this is not the one that was provisioned; empty text when nothing does.
   */
  default String lasting() {
    return "";
  }

  /**
   * Injects it. The intent is in the journal before anything is done.
   *
   * @return the fault as it holds now, with its witness and its undo
   * @throws FaultException when it could not be injected; nothing is broken then
   */
  Injected inject(FaultContext site);
}
