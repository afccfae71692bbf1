/**
 * Instances and what they are launched from and with: images, instance types, launch templates,
 * volumes. {@link dev.azdrill.simulator.ec2.compute.ComputeResources} puts them together.
 */
@NullMarked
package dev.azdrill.simulator.ec2.compute;

import org.jspecify.annotations.NullMarked;
