package dev.azdrill.exchange;

/**
 * Why a request was not served. Only who knows both ends can tell: the simulated data plane does, a
 * client that measures from outside does not.
 */
public sealed interface Cause {
  /** The part of the architecture with which it lies. */
  Component component();

  /** Which one: an id, a zone, a DNS name or {@code host:port}. */
  String subject();

  /** What a request passes on its way, and what serves it. */
  enum Component {
    LOAD_BALANCER,
    APPLICATION,
    DATABASE,
    /** A service outside the VPC that the application calls. */
    OUTSIDE_SERVICE
  }

  /** Packets do not get to it, or their replies do not come back. */
  record Unreachable(Component component, String subject, Obstacle obstacle) implements Cause {}

  /** It is reached and does not serve. */
  record Unavailable(Component component, String subject, Trouble trouble) implements Cause {}

  /** There is none: no address in DNS, no listener on the port, no target to forward to. */
  record Missing(Component component, String subject) implements Cause {}

  /** What stops packets. */
  enum Obstacle {
    /** A zone on the way has no power. */
    POWER,
    /** The VPC resolves no names, so that nobody learns where it is. */
    NAME_RESOLUTION,
    /** A security group, a network ACL, a route or a gateway does not let them pass. */
    NETWORK,
    /** A zone on the way loses packets, or delays them for longer than anybody waits. */
    DEGRADED_ZONE,
    /** The host does not run. */
    HOST
  }

  /** What keeps something that is reached from serving. */
  enum Trouble {
    /** It is still starting. */
    STARTING,
    /** It accepts connections and does not answer. */
    HUNG,
    /** It answers with an error. */
    FAILING,
    /** It takes longer for an answer than anybody waits. */
    SLOW,
    /** It gets more requests than it can serve. */
    OVERLOADED,
    /** It serves reads and has no room for writes. */
    STORAGE_FULL,
    /** Its certificate has expired, and clients refuse it. */
    CERTIFICATE_EXPIRED,
    /** It sends its clients elsewhere again and again, until they give up. */
    REDIRECTING,
    /** It gives an answer of its own, and nobody asks the application. */
    ANSWERING_INSTEAD,
    /**
     * It refuses to serve: a database that is failing over, restarting or stopped, a load balancer
     * whose web ACL or rule turns the client away.
     */
    NOT_SERVING
  }
}
