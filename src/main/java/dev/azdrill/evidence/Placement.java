package dev.azdrill.evidence;

/**
 * What stood where before anything was broken.
 *
 * @param tier {@code door}, {@code outbound}, {@code application}, {@code database}
 * @param zone the Availability Zone, or empty text for what spans all
 * @param name an id or a name
 * @param detail a few words: {@code healthy}, {@code primary}
 */
public record Placement(String tier, String zone, String name, String detail) {}
