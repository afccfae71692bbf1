package dev.azdrill.simulator.world;

import dev.azdrill.inventory.Inventory;

/** All that decides what becomes of a packet, as EC2 describes it. */
@FunctionalInterface
public interface NetworkSource {
  /**
   * Notices what has changed in it behind the region's back, before somebody asks; called under the
   * writer's lock. Without effect for the region's own EC2, where nothing changes unnoticed.
   */
  default void catchUp() {}

  /**
   * What EC2 describes now, called under the writer's lock: the VPCs, subnets, route tables,
   * internet and NAT gateways, addresses, security groups, network ACLs, network interfaces and
   * instances. A kind that is missing was not read.
   */
  Inventory describe();
}
