package dev.azdrill.simulator.rds;

/**
 * A host of a DB instance: its primary or its standby.
 *
 * @param zone where it stands
 * @param subnetId of its network interface
 * @param networkInterfaceId owned by RDS
 * @param address private IPv4
 */
record DatabaseHost(String zone, String subnetId, String networkInterfaceId, String address) {}
