package dev.azdrill.network;

import java.util.Optional;

/**
 * A packet and its reply: what it takes for a connection.
 *
 * <p>Security groups remember connections and let replies pass. Network ACLs do not: the reply must
 * be admitted to <em>every</em> port that the peer may have sent from, or some connections hang.
 * Routes do not either: the reply must find its own way back.
 *
 * @param forward the way there
 * @param back the way of the reply; empty when the packet did not arrive
 */
public record RoundTrip(Trace forward, Optional<Trace> back) {
  /** Whether connections work: there, and back to all ports. */
  public boolean connects() {
    return disposition() == Disposition.DELIVERED;
  }

  /** What stops the connection, or {@link Disposition#DELIVERED}. */
  public Disposition disposition() {
    return decisive().disposition();
  }

  public Disposition.Outcome outcome() {
    return disposition().outcome();
  }

  /** One sentence for people. */
  public String because() {
    return back.isPresent() && !back.get().delivered()
        ? "the reply does not pass: " + back.get().because()
        : forward.because();
  }

  /** The trace that decided: the way there if that failed, else the way back. */
  public Trace decisive() {
    return back.orElse(forward);
  }

  /** Both ways, hop by hop. */
  public String explain() {
    return back.map(reply -> forward.explain() + "\nreply " + reply.explain())
        .orElseGet(forward::explain);
  }
}
