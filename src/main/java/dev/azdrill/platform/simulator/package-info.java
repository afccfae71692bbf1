/** The platform that needs nothing: an AWS region in this JVM, in virtual time. */
@NullMarked
package dev.azdrill.platform.simulator;

import org.jspecify.annotations.NullMarked;
