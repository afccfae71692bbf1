/**
 * What it takes to talk to AWS and to wait for it: clients, waiters, a clock, and {@link
 * dev.azdrill.session.Eventually}, the one way to wait on every platform.
 *
 * <p>A session reads. What it changes is declared by whoever works ({@link
 * dev.azdrill.session.PermittedCalls}); every other call is refused before it is sent.
 */
@NullMarked
package dev.azdrill.session;

import org.jspecify.annotations.NullMarked;
