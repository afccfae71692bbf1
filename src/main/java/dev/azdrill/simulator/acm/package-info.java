/** AWS Certificate Manager: certificates that the region issues by itself after a while. */
@NullMarked
package dev.azdrill.simulator.acm;

import org.jspecify.annotations.NullMarked;
