package dev.azdrill.rehearsal;

import dev.azdrill.drill.Drill;
import java.util.List;

/**
 * A drill for a stack, and how it is asked for.
 *
 * @param drill for this stack: it names what it hits
 * @param words the options of {@code azdrill rehearse} that choose it
 */
public record RehearsableDrill(Drill drill, List<String> words) {
  public RehearsableDrill {
    words = List.copyOf(words);
  }
}
