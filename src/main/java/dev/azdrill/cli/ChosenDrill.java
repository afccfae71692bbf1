package dev.azdrill.cli;

import dev.azdrill.drill.BuiltInDrill;
import dev.azdrill.drill.file.DrillFile;

/** A drill as it was chosen by {@code --drill}, before it is known what it runs on. */
sealed interface ChosenDrill {
  /** As it was typed. */
  String word();

  /** A built-in one. */
  record BuiltIn(String word, BuiltInDrill drill) implements ChosenDrill {}

  /** One that a file describes. */
  record FromFile(String word, DrillFile file) implements ChosenDrill {}
}
