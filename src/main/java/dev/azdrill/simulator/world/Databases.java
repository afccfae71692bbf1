package dev.azdrill.simulator.world;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * Stores a record and acknowledges it: from now on it is as durable as the database's storage is.
   *
   * @param host the endpoint's DNS name
   * @param id the record's
   * @return whether it did; a database whose storage is full does not
   * @throws IllegalStateException when the primary does not serve now
   */
  boolean write(String host, String id);

  /**
   * Those of these records that the database has now.
   *
   * @param host the endpoint's DNS name
   * @throws IllegalStateException when the primary does not serve now
   */
  Set<String> read(String host, Collection<String> ids);

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
