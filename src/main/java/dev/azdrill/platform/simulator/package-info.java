/**
 * The platform that needs nothing: an AWS region in this JVM, in virtual time; empty, or the twin
 * of a stack that is described elsewhere.
 */
@NullMarked
package dev.azdrill.platform.simulator;

import org.jspecify.annotations.NullMarked;
