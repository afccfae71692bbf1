/**
 * Sets of packets: {@link dev.azdrill.network.space.Space} is a union of disjoint {@linkplain
 * dev.azdrill.network.space.Box boxes}, each of which remembers the rule that put it there. What
 * filters compare are blocks of addresses and ranges of ports, so a box says exactly what a rule
 * says, and a space exactly what several rules say together. Pure values; IPv4 only.
 */
@NullMarked
package dev.azdrill.network.space;

import org.jspecify.annotations.NullMarked;
