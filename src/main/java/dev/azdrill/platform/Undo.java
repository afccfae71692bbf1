package dev.azdrill.platform;

/** Takes a fault back. Undoing twice is harmless. */
@FunctionalInterface
public interface Undo {
  void undo();
}
