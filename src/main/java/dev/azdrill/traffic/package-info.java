/** Clients of the application through its load balancer, and what they saw. */
@NullMarked
package dev.azdrill.traffic;

import org.jspecify.annotations.NullMarked;
