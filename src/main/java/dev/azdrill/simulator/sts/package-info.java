/** AWS Security Token Service: who is calling. The region has one caller. */
@NullMarked
package dev.azdrill.simulator.sts;

import org.jspecify.annotations.NullMarked;
