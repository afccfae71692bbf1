package dev.azdrill.fault;

import java.util.List;

/**
 * Announces faults of your own: with a class of this type named in {@code
 * META-INF/services/dev.azdrill.fault.FaultProvider} on the class path, drill files, {@code
 * --fault}, {@code azdrill faults} and the sentences of features know them by their words.
 *
 * @see java.util.ServiceLoader
 */
public interface FaultProvider {
  /** Its kinds of faults; each word must be one that nobody else uses. */
  List<FaultKind<?>> kinds();
}
