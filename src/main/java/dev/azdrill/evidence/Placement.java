package dev.azdrill.evidence;

import java.util.Optional;

/**
 * What stood where before anything was broken.
 *
 * @param tier where it belongs
 * @param zone the Availability Zone; empty for what spans all
 * @param name an id or a name
 * @param detail a few words: {@code healthy}, {@code primary}
 */
public record Placement(Tier tier, Optional<String> zone, String name, String detail) {
  /** The tiers of the architecture, from the internet inwards. */
  public enum Tier {
    LOAD_BALANCER,
    OUTBOUND,
    APPLICATION,
    DATABASE
  }
}
