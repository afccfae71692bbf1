package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Optional;

/** Port: the databases of RDS, as an application's connections meet them. */
public interface Databases {
  /**
   * Where a database's endpoint name leads now.
   *
   * @param host the endpoint's DNS name
   */
  Optional<Primary> resolve(String host);

  /** The endpoint names of all databases in a VPC. */
  List<String> endpointsIn(String vpcId);

  /**
   * Who stands behind an endpoint.
   *
   * @param networkInterfaceId of the primary
   * @param address its private IPv4 address
   * @param port TCP
   * @param zone where the primary is
   * @param serving whether it takes reads and writes now
   */
  record Primary(
      String networkInterfaceId, String address, int port, String zone, boolean serving) {}
}
