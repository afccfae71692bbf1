package dev.azdrill.exchange;

/** What a client got for its request. Why it got that is told by a {@link Cause}. */
public sealed interface Outcome {
  /** Whether the application served the request. */
  boolean isSuccess();

  /**
   * An HTTP answer, from the application or from the load balancer.
   *
   * @param status the HTTP status; 2xx alone counts as served: who is turned away with 403 or 404
   *     was answered and not served. Clients follow redirects, so 3xx is that of the one at which
   *     they gave up
   */
  record Answered(int status) implements Outcome {
    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    @Override
    public boolean isSuccess() {
      return status >= OK && status < REDIRECTION;
    }

    /** The status alone: {@code 503}. */
    @Override
    public String toString() {
      return Integer.toString(status);
    }
  }

  /**
   * A fixed response of the load balancer that looks like the application's: nobody asked the
   * application, and nobody was served. Only who knows both ends can tell.
   *
   * @param status the HTTP status, 2xx
   */
  record FixedResponse(int status) implements Outcome {
    @Override
    public boolean isSuccess() {
      return false;
    }

    /** The status and who gave it: {@code 200 by the load balancer}. */
    @Override
    public String toString() {
      return status + " by the load balancer";
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
