package dev.azdrill.report.text;

import dev.azdrill.evidence.FailureCause;

/** Why a drill did not pass, in words. */
public final class CauseText {
  private CauseText() {}

  /** What is wrong, and which guarantee says so. */
  public static String of(FailureCause cause) {
    return cause.explanation()
        + cause
            .guarantee()
            .map(each -> " (violated guarantee " + each.id() + ": " + each.statement() + ")")
            .orElse("");
  }
}
