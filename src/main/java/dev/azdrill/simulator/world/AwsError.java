package dev.azdrill.simulator.world;

/**
 * A refusal in AWS's own words: its code, its HTTP status, its message. The wire room turns it into
 * the error reply.
 */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  /**
   * @param code AWS's error code, such as {@code InvalidVpcID.NotFound}
   * @param status the HTTP status: 400 to 499 blames the caller, 500 to 599 blames the service, and
   *     the SDK tries again
   * @param message AWS's message as far as it is known
   */
  public AwsError(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** A refusal with status 400, as most are. */
  public static AwsError of(String code, String message) {
    return new AwsError(code, 400, message);
  }

  /** AWS's error code. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** AWS's message: never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  @Override
  public String toString() {
    return code + " (" + status + "): " + getMessage();
  }
}
