package dev.azdrill.report.text;

import dev.azdrill.evidence.Entry;
import dev.azdrill.evidence.Observation;
import dev.azdrill.evidence.Placement;
import java.util.Locale;

/**
 * An observation as people read it, safe to print: control characters that came from outside are
 * written as their codes.
 *
 * @param lane what it is about
 * @param subject an id or a name
 * @param sentence one sentence that does not repeat the subject, without a full stop
 * @param emphasis how much it matters
 */
public record EventLine(Lane lane, String subject, String sentence, Emphasis emphasis) {
  private static final EventLines LINES = new EventLines();

  /** The line of an observation. */
  public static EventLine of(Observation observation) {
    return observation.accept(LINES);
  }

  /** The line of what an entry noted. */
  public static EventLine of(Entry entry) {
    return of(entry.observation());
  }

  /** A tier as reports say it: {@code load balancer}. */
  public static String words(Placement.Tier tier) {
    return tier.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
