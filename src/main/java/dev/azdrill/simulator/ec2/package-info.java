/**
 * Amazon EC2, in three rooms with one file per resource: {@code compute} (instances, volumes,
 * launch templates, images) stands on {@code network} (VPCs, subnets, security groups, interfaces,
 * gateways, routes), and both on {@code resource} (ids, tags, filters, errors). {@link
 * dev.azdrill.simulator.ec2.Ec2} puts them together; other services reach EC2 through the ports of
 * {@code world} alone.
 */
@NullMarked
package dev.azdrill.simulator.ec2;

import org.jspecify.annotations.NullMarked;
