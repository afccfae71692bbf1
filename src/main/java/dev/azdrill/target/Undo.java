package dev.azdrill.target;

/** Takes a fault back. Undoing twice is harmless. */
@FunctionalInterface
public interface Undo {
  void undo();
}
