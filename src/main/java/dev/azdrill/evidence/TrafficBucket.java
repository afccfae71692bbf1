package dev.azdrill.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * What clients saw in a short stretch of time.
 *
 * @param from its beginning, UTC
 * @param length how long it is
 * @param sent requests sent in it
 * @param failed those of them that the application did not serve
 */
public record TrafficBucket(Instant from, Duration length, int sent, int failed) {}
