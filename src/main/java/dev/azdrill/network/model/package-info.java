/**
 * The values that networks are made of: IPv4 addresses and blocks of them, ports, protocols. Used
 * by whoever describes a network and by whoever follows a packet through one, so that both mean the
 * same by "overlaps" and "contains". Pure values; IPv4 only.
 */
@NullMarked
package dev.azdrill.network.model;

import org.jspecify.annotations.NullMarked;
