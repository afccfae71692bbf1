package dev.azdrill.evidence;

/**
 * A guarantee, as other evidence names it.
 *
 * @param id the guarantee's
 * @param statement what is claimed
 */
public record GuaranteeRef(String id, String statement) {}
