/**
 * Amazon EC2 Auto Scaling: groups that keep as many instances as they want, spread over their
 * zones.
 *
 * <p>{@code ScalingGroup} is the state: settings, members, what is attached. What happens to it is
 * spread over few hands: {@code CapacityController} brings actual and desired capacity together,
 * {@code InstanceLaunches} and {@code Terminations} do one instance each, {@code
 * MemberHealthChecks} finds who must be replaced, {@code Rebalancing} evens out the zones and what
 * was bought on demand or as spot, {@code ScalingPolicies} changes what is desired. Where an
 * instance goes, which one goes away, and how many are on demand are pure functions: {@code
 * ZoneDistribution}, {@code TerminationPolicy}, {@code MixedInstances}; from what it is launched
 * {@code LaunchPools} says.
 *
 * <p>The instances are EC2's, reached through {@link dev.azdrill.simulator.world.Compute}. A group
 * keeps their ids and its own decisions about them, never what EC2 knows.
 *
 * <p>Behaviour after the Amazon EC2 Auto Scaling User Guide; where AWS publishes no number, {@link
 * dev.azdrill.simulator.world.Timing} says what stands in.
 */
@NullMarked
package dev.azdrill.simulator.autoscaling;

import org.jspecify.annotations.NullMarked;
