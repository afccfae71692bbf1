/**
 * From a blueprint to a running stack and back to nothing, through the AWS SDK alone.
 *
 * <p>{@link dev.azdrill.provision.Provisioner} runs a list of steps, one class for each kind of
 * thing. A step looks what is there (by the stack's tag, or by a name that is checked for the tag)
 * and makes what is missing, so that a second run changes nothing and a run that was interrupted
 * anywhere is completed by the next. Tearing down runs the same list backwards and touches nothing
 * that lacks the stack's tag. What takes AWS long (gateways, load balancer, database) is begun
 * early and awaited late.
 *
 * <p>On a platform that outlives the process, {@link dev.azdrill.provision.StackLocks} lets one run
 * work on a stack at a time: the VPC, which is made first and removed last, bears a lock with a
 * lease. {@link dev.azdrill.provision.Stacks} finds what any run made, whole or in part, by tags
 * alone.
 */
@NullMarked
package dev.azdrill.provision;

import org.jspecify.annotations.NullMarked;
