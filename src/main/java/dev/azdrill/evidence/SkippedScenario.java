package dev.azdrill.evidence;

/**
 * A scenario that was not executed: it proves and refutes nothing.
 *
 * @param id unique in the run
 * @param name for people
 * @param reason what the platform lacks, one sentence
 */
public record SkippedScenario(String id, String name, String reason) {}
