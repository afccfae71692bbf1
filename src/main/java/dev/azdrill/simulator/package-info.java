/** The embedded AWS region: one JVM object that answers the AWS API in virtual time. */
@NullMarked
package dev.azdrill.simulator;

import org.jspecify.annotations.NullMarked;
