package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;

/** All that decides what becomes of a packet, as EC2 describes it. */
@FunctionalInterface
public interface NetworkSource {
  /**
   * What EC2 describes now, called under the writer's lock: the VPCs, subnets, route tables,
   * internet and NAT gateways, addresses, security groups, network ACLs, network interfaces and
   * instances. A kind that is missing was not read.
   */
  Inventory describe();
}
