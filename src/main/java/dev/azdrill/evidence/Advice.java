package dev.azdrill.evidence;

/**
 * What a reader needs who finds a guarantee violated.
 *
 * @param why it matters: a sentence
 * @param remediation the settings that make it hold, by the names that AWS's API has for them
 */
public record Advice(String why, String remediation) {}
