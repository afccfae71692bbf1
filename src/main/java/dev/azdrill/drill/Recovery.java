package dev.azdrill.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an expectation ended.
 *
 * @param expectation what was expected
 * @param since when the clock began to run: the fault or its undo
 * @param at when it came true; empty when it did not within the budget
 * @param seen the last look, for people
 * @param resolution how much later than it came true it may have been seen: the platform's
 */
public record Recovery(
    Expectation expectation,
    Instant since,
    Optional<Instant> at,
    String seen,
    Duration resolution) {
  /** The measured recovery time; empty when it did not recover. */
  public Optional<Duration> took() {
    return at.map(instant -> Duration.between(since, instant).minus(expectation.confirmation()));
  }

  /** Whether it came true within its budget, as far as the platform's resolution can tell. */
  public boolean inTime() {
    Duration latest = expectation.budget().plus(resolution);
    return took().map(took -> took.compareTo(latest) <= 0).orElse(false);
  }

  /** One sentence that says what was expected and what was seen. */
  public String sentence() {
    String within =
        " within " + expectation.budget().toSeconds() + " s (" + expectation.derivation() + ")";
    return took()
        .map(
            took ->
                inTime()
                    ? expectation.statement() + ": after " + took.toSeconds() + " s" + uncertain()
                    : "expected "
                        + expectation.statement()
                        + within
                        + ", it took "
                        + took.toSeconds()
                        + " s"
                        + uncertain())
        .orElse("expected " + expectation.statement() + within + ", last saw " + seen);
  }

  private String uncertain() {
    return resolution.toSeconds() == 0 ? "" : " (seen up to " + resolution.toSeconds() + " s late)";
  }
}
