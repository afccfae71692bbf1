package dev.azdrill.simulator.elbv2;

import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Where a node is to stand.
 *
 * @param address that it is to have there
 */
record NodePlacement(Subnet subnet, FixedAddress address) {}
