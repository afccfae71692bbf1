/**
 * What is broken: the fault catalogue. A fault is injected through the AWS API or, where AWS offers
 * none, through the platform's {@link dev.azdrill.platform.FaultPort}; it leaves a witness that it
 * bit, and it can be undone.
 */
@NullMarked
package dev.azdrill.fault;

import org.jspecify.annotations.NullMarked;
