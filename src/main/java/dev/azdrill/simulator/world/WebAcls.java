package dev.azdrill.simulator.world;

/** Port: AWS WAF in front of a load balancer, asked by the data plane. */
public interface WebAcls {
  /**
   * Whether the web ACL that is associated with this resource blocks a request; it is counted
   * towards rate rules either way.
   *
   * @param resourceArn the load balancer's
   * @param clientAddress IPv4
   */
  boolean blocks(String resourceArn, String clientAddress);
}
