package dev.azdrill.evidence;

import java.time.Instant;

/**
 * One thing that was seen at one time.
 *
 * @param at the platform's time, UTC
 * @param story the scenario or drill that it belongs to
 * @param kind what sort of thing, in one word with dots: {@code fault.injected}, {@code
 *     target.unhealthy}
 * @param subject what it was seen on: a zone, an instance, a database
 * @param detail one sentence for people
 * @param strength how strong it is
 * @param answeredBy which implementation answered
 */
public record Observation(
    Instant at,
    String story,
    String kind,
    String subject,
    String detail,
    Strength strength,
    String answeredBy) {}
