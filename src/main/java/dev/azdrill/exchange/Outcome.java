package dev.azdrill.exchange;

/** What a client got for its request. Why it got that is told by a {@link Cause}. */
public sealed interface Outcome {
  /** Whether the application served the request. */
  boolean isSuccess();

  /**
   * An HTTP answer, from the application or from the load balancer.
   *
   * @param status the HTTP status; anything below 500 counts as served
   */
  record Answered(int status) implements Outcome {
    private static final int SERVER_ERROR = 500;

    @Override
    public boolean isSuccess() {
      return status < SERVER_ERROR;
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
