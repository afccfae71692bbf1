/**
 * Packets and requests in virtual time: what becomes of a health check or of a client's request,
 * given what is described (groups, ACLs, routes), what is broken (power, applications) and what the
 * load balancers and databases decide.
 *
 * <p>The way of a packet is decided by the room {@code network} over the one {@link
 * dev.azdrill.simulator.world.NetworkState}, and remembered until the network changes: traffic
 * costs next to nothing while nothing changes.
 *
 * <p>Connections are new for every request: what connection tracking would keep alive after a rule
 * is revoked is not modelled, and neither are retries, latency by distance, or packet loss by
 * degrees.
 */
@NullMarked
package dev.azdrill.simulator.dataplane;

import org.jspecify.annotations.NullMarked;
