package dev.azdrill.report;

/** The folder for reports cannot be used; the message says why and what to do, in one sentence. */
public final class ReportFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportFolderException(String message) {
    super(message);
  }

  ReportFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
