/** The target that needs nothing: an AWS region in this JVM, in virtual time. */
@NullMarked
package dev.azdrill.target.simulator;

import org.jspecify.annotations.NullMarked;
