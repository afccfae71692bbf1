package dev.azdrill.provision;

import dev.azdrill.session.AwsAction;
import java.util.Set;

/** One kind of thing that a stack is made of. */
interface Step {
  /** What it is about, for people: {@code the VPC}. */
  String what();

  /** The calls by which it makes something. */
  default Set<AwsAction> makes() {
    return Set.of();
  }

  /** The calls by which it removes something. */
  default Set<AwsAction> removes() {
    return Set.of();
  }

  /** Makes what is missing and leaves the rest alone. */
  void ensure(Construction construction);

  /** Removes what bears the stack's tag; without effect where nothing does. */
  void remove(Work work);
}
