package dev.azdrill.evidence;

/**
 * What a platform could do when it was asked, and who does it there.
 *
 * @param what a service or an ability: {@code autoscaling}, {@code zone power loss}
 * @param provider who does it, in one line: {@code native: localstack 4.14.0}, {@code completed by
 *     azdrill: ...}, {@code absent: ...}
 */
public record Capability(String what, String provider) {}
