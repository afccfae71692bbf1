/**
 * The resources that make a network: VPCs, subnets, security groups, network interfaces, public
 * addresses, gateways, route tables and network ACLs. {@link
 * dev.azdrill.simulator.ec2.network.NetworkResources} puts them together. Knows no instance: an
 * interface carries the id of the instance that it is attached to, and no more.
 */
@NullMarked
package dev.azdrill.simulator.ec2.network;

import org.jspecify.annotations.NullMarked;
