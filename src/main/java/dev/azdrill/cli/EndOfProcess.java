package dev.azdrill.cli;

import dev.azdrill.evidence.Verdict;
import dev.azdrill.text.Trouble;
import java.io.PrintWriter;

/**
 * Ends the process when one of its threads met what it could not handle, such as an {@link
 * OutOfMemoryError}: a server that lost a thread may never answer again, and clients would wait for
 * it.
 */
final class EndOfProcess {
  private EndOfProcess() {}

  /** From now on, a thread that dies ends the process, with one sentence on {@code err}. */
  static void onUncaught(PrintWriter err) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, cause) -> {
          try {
            err.println(
                "azdrill: unexpected error in thread "
                    + thread.getName()
                    + ", the server ends: "
                    + sentence(cause));
            err.flush();
          } finally {
            // Not exit: what would run then may need what has run out.
            Runtime.getRuntime().halt(Verdict.INCONCLUSIVE.exitCode());
          }
        });
  }

  private static String sentence(Throwable cause) {
    return cause instanceof OutOfMemoryError
        ? "out of memory (" + cause.getMessage() + "); give it more with -Xmx"
        : Trouble.of(cause);
  }
}
