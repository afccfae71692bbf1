/** Guarantees that were judged as OCSF Compliance Findings, for security lakes. */
@NullMarked
package dev.azdrill.report.ocsf;

import org.jspecify.annotations.NullMarked;
