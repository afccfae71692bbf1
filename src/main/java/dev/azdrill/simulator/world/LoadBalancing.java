package dev.azdrill.simulator.world;

import java.util.List;
import java.util.Optional;

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

  /** The ARN of the load balancer whose node has this network interface. */
  Optional<String> loadBalancerOf(String networkInterfaceId);

  /**
   * What the node behind this network interface does with a request.
   *
   * @param networkInterfaceId of the node
   * @param port the listener's
   * @param request what was asked for
   */
  Decision decide(String networkInterfaceId, int port, Request request);

  /**
   * Counts an answer in the load balancer's metrics.
   *
   * @param targetGroupArn the target group that was chosen, if the request came that far
   * @param byTarget whether the target gave the answer, else the load balancer itself
   * @param requests how many requests got it: one of a client stands for many
   */
  void answered(
      String networkInterfaceId,
      Optional<String> targetGroupArn,
      int status,
      boolean byTarget,
      double requests);

  /**
   * Counts connections that a network load balancer passed on.
   *
   * @param connections how many: one of a client stands for many
   */
  void passed(String networkInterfaceId, double connections);

  /**
   * An HTTP request, as far as listener rules look at it. It has no headers but its host.
   *
   * @param path with its query
   * @param client the client's address; empty while nobody has sent it
   */
  record Request(String method, String host, String path, boolean tls, Optional<String> client) {
    /** One that nobody has sent yet. */
    public Request(String method, String host, String path, boolean tls) {
      this(method, host, path, tls, Optional.empty());
    }

    /** The same, sent from this address. */
    public Request from(String address) {
      return new Request(method, host, path, tls, Optional.of(address));
    }
  }

  /** What a load balancer node does with a request. */
  sealed interface Decision {
    /** Nobody listens on that port: the connection is refused. */
    record NoListener() implements Decision {}

    /** The client refuses the certificate: there is no connection. */
    record CertificateExpired(String certificateArn) implements Decision {}

    /** Answers 503 by itself: there is no target that could be asked. */
    record NoTarget() implements Decision {}

    /**
     * Answers by itself: a redirect, a fixed response, or 400.
     *
     * @param location where a redirect leads; empty for what is none
     */
    record Answer(int status, Optional<String> location) implements Decision {}

    /** Asks a target. */
    record Forward(String targetGroupArn, String address, int port) implements Decision {}

    /**
     * Passes the connection on to a target, which answers by itself.
     *
     * @param client whose address the target sees; empty where that is the node's own
     */
    record Pass(String targetGroupArn, String address, int port, Optional<String> client)
        implements Decision {}

    /** Resets the connection: there is no target to which it could be passed on. */
    record NoConnection() implements Decision {}
  }
}
