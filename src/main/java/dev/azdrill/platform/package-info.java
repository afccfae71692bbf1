/**
 * Where a drill runs: what answers the AWS API, whose time it is, which faults can be injected and
 * who sends the traffic.
 */
@NullMarked
package dev.azdrill.platform;

import org.jspecify.annotations.NullMarked;
