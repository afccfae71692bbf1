package dev.azdrill.evidence;

import java.util.Optional;

/**
 * Why a drill did not pass, derived from what is described and from what was seen while it ran.
 *
 * @param kind which cause
 * @param subject what it lies with: an id or a name
 * @param explanation one sentence without its full stop, which names what is wrong
 * @param guarantee the violated guarantee that says the same of the configuration; empty when none
 *     does
 */
public record FailureCause(
    CauseKind kind, String subject, String explanation, Optional<GuaranteeRef> guarantee) {}
