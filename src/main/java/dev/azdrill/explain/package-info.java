/**
 * Questions about reachability in the words of people, and their answers: {@link
 * dev.azdrill.explain.Explanation} takes "from the internet to the application on port 8080" to
 * network interfaces, asks {@link dev.azdrill.network.PacketWalker} about each pair, and keeps what
 * decided; {@link dev.azdrill.explain.ExplanationText} and {@link
 * dev.azdrill.explain.ExplanationJson} tell it. Pure functions of an inventory: no calls, no clock.
 */
@NullMarked
package dev.azdrill.explain;

import org.jspecify.annotations.NullMarked;
