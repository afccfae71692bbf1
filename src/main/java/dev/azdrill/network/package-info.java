/**
 * What becomes of a packet in a VPC, as a pure function of what is described: {@link
 * dev.azdrill.network.PacketWalker} takes one concrete packet through security groups, network
 * ACLs, route tables, internet and NAT gateways, and says at every hop what decided. Asked for an
 * {@link dev.azdrill.network.Answer} it goes on past what stops a packet, and collects every
 * setting on both ways. What filters and tables say of all packets at once are sets of them: {@link
 * dev.azdrill.network.space.Space}.
 *
 * <p>The codes of {@link dev.azdrill.network.Disposition} are those of VPC Reachability Analyzer,
 * so that an answer can be compared with AWS's own. What is not read is never taken for absent: the
 * answer is then unknown. IPv4 only.
 */
@NullMarked
package dev.azdrill.network;

import org.jspecify.annotations.NullMarked;
