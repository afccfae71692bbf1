/**
 * What is broken: the fault catalogue. A fault is imposed through the AWS API or, where AWS offers
 * none, through the platform's {@link dev.azdrill.platform.ImpairmentPort}. Its subject is resolved
 * before anything is done; it leaves a witness that it took effect; and it is undone, unless
 * nothing of it can be. A fault and its undo declare the calls by which they change something, and
 * a fault its {@link dev.azdrill.fault.BlastRadius}.
 */
@NullMarked
package dev.azdrill.fault;

import org.jspecify.annotations.NullMarked;
