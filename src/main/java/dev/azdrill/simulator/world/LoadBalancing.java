package dev.azdrill.simulator.world;

import java.util.List;

/** Port: what the load balancers decide, asked by the data plane on behalf of clients. */
public interface LoadBalancing {
  /**
   * The IPv4 addresses that DNS returns for a load balancer's name now: one per zone that is in
   * service.
   *
   * @return public addresses of an internet-facing load balancer, private ones of an internal one;
   *     empty for an unknown name
   */
  List<String> resolve(String dnsName);

  /**
   * The ARN of the load balancer whose node has this network interface, or empty text when none
   * has.
   */
  String loadBalancerOf(String networkInterfaceId);

  /**
   * What the node behind this network interface does with a request.
   *
   * @param networkInterfaceId of the node
   * @param port the listener's
   * @param request what was asked for
   */
  Decision decide(String networkInterfaceId, int port, Request request);

  /** Counts an answer in the load balancer's metrics. */
  void answered(String networkInterfaceId, String targetGroupArn, int status, boolean byTarget);

  /** An HTTP request, as far as listener rules look at it. */
  record Request(String method, String host, String path, boolean tls) {}

  /** What a load balancer node does with a request. */
  sealed interface Decision {
    /** Nobody listens on that port: the connection is refused. */
    record NoListener() implements Decision {}

    /** Answers by itself: a redirect, a fixed response, or 503 where no target can be asked. */
    record Answer(int status, String location) implements Decision {}

    /** Asks a target. */
    record Forward(String targetGroupArn, String instanceId, String address, int port)
        implements Decision {}
  }
}
