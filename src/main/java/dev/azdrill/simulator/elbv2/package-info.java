/**
 * Elastic Load Balancing: application and network load balancers, their listeners and rules, target
 * groups and the health of their targets, and what a load balancer node does with a request or a
 * connection.
 *
 * <p>Map: {@link dev.azdrill.simulator.elbv2.ElasticLoadBalancing} puts the room together. {@code
 * ElbRegistry} holds what exists; {@code BalancerKind} says what tells the two kinds of load
 * balancers apart; {@code LoadBalancers}, {@code LoadBalancerSettings}, {@code Listeners}, {@code
 * Rules}, {@code TargetGroupOperations} and {@code RegisteredTargets} are the operations on it;
 * {@code TargetHealthChecks} lets nodes check targets in virtual time; {@code Nodes} takes nodes
 * out of DNS and back; {@code Routing} decides on requests; {@code Counts} publishes metrics.
 *
 * <p>Instances and networks are seen through the ports of {@code world} alone: they may be those of
 * a foreign EC2.
 */
@NullMarked
package dev.azdrill.simulator.elbv2;

import org.jspecify.annotations.NullMarked;
