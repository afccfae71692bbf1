package dev.azdrill.evidence;

import java.nio.file.Path;

/** Another run writes this journal now. */
public final class JournalInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalInUse(Path file) {
    super("another run writes the journal " + file + " now: name another folder with --report");
  }
}
