/**
 * Packets and requests in virtual time: what becomes of a health check or of a client's request,
 * given what is described (groups, ACLs, routes), what is broken (power, applications) and what the
 * load balancers and databases decide.
 *
 * <p>The way of a packet is decided by the room {@code network} over the one {@link
 * dev.azdrill.simulator.world.NetworkState}, and remembered until the network changes: traffic
 * costs next to nothing while nothing changes.
 *
 * <p>An exchange of a client stands for many requests. What they cost an instance, and when it is
 * too much, is decided by {@link dev.azdrill.simulator.dataplane.Workload}; what an instance can
 * bear, and which outside services its application calls, by {@link
 * dev.azdrill.simulator.dataplane.Profile}.
 *
 * <p>Connections are new for every request: what connection tracking would keep alive after a rule
 * is revoked is not modelled, and neither are retries by clients, latency by distance, the capacity
 * of load balancer nodes, NAT gateways and databases, or workers that wait for a database or a
 * service that does not answer.
 */
@NullMarked
package dev.azdrill.simulator.dataplane;

import org.jspecify.annotations.NullMarked;
