package dev.azdrill.fault;

import dev.azdrill.platform.Impairment;
import dev.azdrill.platform.Platform;

/** Lets the platform lift what it imposed. */
public record LiftImpairment(Impairment impairment) implements UndoAction {
  @Override
  public String words() {
    return "lift the " + impairment.ability().words();
  }

  @Override
  public void on(Platform platform) {
    platform.impairments().lift(impairment);
  }
}
