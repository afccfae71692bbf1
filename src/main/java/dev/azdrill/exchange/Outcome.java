package dev.azdrill.exchange;

/** What a client got for its request. Why it got that is told by a {@link Cause}. */
public sealed interface Outcome {
  /** Whether the application served the request. */
  boolean isSuccess();

  /**
   * An HTTP answer, from the application or from the load balancer.
   *
   * @param status the HTTP status; 2xx and 3xx count as served: who is turned away with 403 or 404
   *     was answered and not served
   */
  record Answered(int status) implements Outcome {
    private static final int CLIENT_ERROR = 400;

    @Override
    public boolean isSuccess() {
      return status < CLIENT_ERROR;
    }

    /** The status alone: {@code 503}. */
    @Override
    public String toString() {
      return Integer.toString(status);
    }
  }

  /** No HTTP answer. */
  enum Unanswered implements Outcome {
    /** The client gave up: it got no connection, or no answer on it. */
    TIMEOUT("timeout"),
    /** The connection was refused. */
    REFUSED("refused"),
    /** The client refused the certificate. */
    UNTRUSTED("untrusted"),
    /** DNS had no address for the name. */
    UNRESOLVED("unresolved");

    private final String word;

    Unanswered(String word) {
      this.word = word;
    }

    @Override
    public boolean isSuccess() {
      return false;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
