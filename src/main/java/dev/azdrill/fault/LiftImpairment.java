package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.Platform;
import dev.azdrill.session.AwsAction;
import java.util.Set;

/**
 * Lets the platform lift what it imposed. What is imposed lives in the process that imposed it, and
 * ends with it: no resource bears this undo, and in another process there is nothing to lift. What
 * is left of it in AWS's API then is the undo of {@link StartInstance}.
 */
public record LiftImpairment(Impairment impairment) implements UndoAction {
  @Override
  public String words() {
    return "lift the " + impairment.ability().words();
  }

  @Override
  public Set<AwsAction> apiCalls() {
    return Set.of();
  }

  @Override
  public void carryOut(Platform platform) {
    platform.impairments().lift(impairment);
  }
}
