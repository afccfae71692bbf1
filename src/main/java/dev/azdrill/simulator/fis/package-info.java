/**
 * AWS Fault Injection Service: experiment templates, and experiments that do to the region what
 * their actions say and undo it at the end, when they are stopped, or when an alarm stops them.
 *
 * <p>What an action calls on AWS with the experiment's role, it calls here: EC2's, Auto Scaling's
 * and RDS's own operations, through the region's table of operations. What AWS injects where no API
 * reaches is a {@link dev.azdrill.simulator.world.Fact}.
 *
 * <p>The region does not tell its callers apart. An error that is injected into the requests of a
 * role meets every caller of the API, and none of AWS's own services. The form of a role's ARN is
 * checked, neither that the role exists nor what it may do.
 *
 * <p>An action that is not simulated is refused when a template is made. Only a template that skips
 * what finds no target may have one: the experiment then runs where the action has no target, and
 * is refused where it has.
 */
@NullMarked
package dev.azdrill.simulator.fis;

import org.jspecify.annotations.NullMarked;
