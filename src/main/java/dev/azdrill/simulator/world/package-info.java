/**
 * What the services of the region share: its zones, its ids, how long things take, the table of
 * operations, the facts that a fault may change, and the ports through which services meet.
 *
 * <p>No service knows another. Auto Scaling launches through {@link
 * dev.azdrill.simulator.world.Compute}, a load balancer asks {@link
 * dev.azdrill.simulator.world.Reachability} whether a target answers: who stands behind a port is
 * decided in one place, {@code Region}, and may be an EC2 that is not ours.
 *
 * <p>Thread rule: everything here is called under the kernel's writer lock.
 */
@NullMarked
package dev.azdrill.simulator.world;

import org.jspecify.annotations.NullMarked;
