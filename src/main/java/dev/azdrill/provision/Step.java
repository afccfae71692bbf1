package dev.azdrill.provision;

/** One kind of thing that a stack is made of. */
interface Step {
  /** What it is about, for people: {@code the VPC}. */
  String what();

  /** Makes what is missing and leaves the rest alone. */
  void ensure(Construction construction);

  /** Removes what bears the stack's tag; without effect where nothing does. */
  void remove(Work work);
}
