/**
 * What it takes to talk to AWS and to wait for it: clients, waiters, a clock, and {@link
 * dev.azdrill.session.Eventually}, the one way to wait on every platform.
 */
@NullMarked
package dev.azdrill.session;

import org.jspecify.annotations.NullMarked;
