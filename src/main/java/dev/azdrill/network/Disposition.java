package dev.azdrill.network;

/**
 * What became of a packet. The names are the explanation codes of VPC Reachability Analyzer where
 * it has one; the last few are ours, and say so.
 *
 * <p>See <a
 * href="https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html">Reachability
 * Analyzer explanation codes</a>.
 */
public enum Disposition {
  /** It arrived. */
  DELIVERED(Outcome.DELIVERED),

  /** No rule of the network interface's security groups admits it. */
  ENI_SG_RULES_MISMATCH(Outcome.DROPPED),
  /** The network interface's security groups have no rules in that direction. */
  SG_HAS_NO_RULES(Outcome.DROPPED),
  /** The sender is not the one that the packet names, and the interface checks that. */
  ENI_SOURCE_DEST_CHECK_RESTRICTION(Outcome.DROPPED),
  /** A network ACL denies it. */
  SUBNET_ACL_RESTRICTION(Outcome.DROPPED),
  /** The route table has no route to it. */
  NO_ROUTE_TO_DESTINATION(Outcome.DROPPED),
  /** The best route is a black hole. */
  BAD_STATE_ROUTE(Outcome.DROPPED),
  /** The NAT gateway is not available. */
  BAD_STATE(Outcome.DROPPED),
  /** The internet gateway is not attached to this VPC. */
  BAD_STATE_ATTACHMENT(Outcome.DROPPED),
  /** The route's target cannot carry it on. */
  CANNOT_ROUTE(Outcome.DROPPED),
  /** Nobody has that address. */
  NO_POSSIBLE_DESTINATION(Outcome.DROPPED),
  /** There is no way in: the VPC has no internet gateway. */
  NO_PATH(Outcome.DROPPED),
  /** A NAT gateway carries TCP, UDP and ICMP only. */
  PROTOCOL_RESTRICTION(Outcome.DROPPED),
  /** From the internet, only a public address that is paired with a private one can be reached. */
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS(Outcome.DROPPED),
  /** To the internet, only a sender with a public address can pass the internet gateway. */
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS(Outcome.DROPPED),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS(Outcome.DROPPED),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS(Outcome.DROPPED),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS(Outcome.DROPPED),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS(Outcome.DROPPED),
  /** The load balancer has no listener that accepts it. */
  ELBV2_LISTENERS_MISMATCH(Outcome.DROPPED),

  /** The regional NAT gateway does not serve the zone from which it comes. */
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION(Outcome.DROPPED),

  /** Ours: nobody behind the NAT gateway asked for it. */
  NGW_UNSOLICITED_INGRESS(Outcome.DROPPED),
  /** Ours: the reply takes another way than the packet came, and that way does not know it. */
  RETURN_ROUTE_ASYMMETRIC(Outcome.DROPPED),
  /** Ours: the reply passes to some ports that the peer may have sent from, not to all. */
  RETURN_EPHEMERAL_PARTIAL(Outcome.DROPPED),

  /** Something on the way is of a sort that the walker does not know. */
  UNSUPPORTED_COMPONENT(Outcome.UNKNOWN),
  /** Something on the way is named but not described. */
  UNKNOWN_RESOURCE(Outcome.UNKNOWN),
  /** Ours: something that decides was not read. */
  UNKNOWN(Outcome.UNKNOWN);

  private final Outcome outcome;

  Disposition(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What it comes down to. */
  public Outcome outcome() {
    return outcome;
  }

  /** Whether it arrived, did not, or cannot be told. */
  public enum Outcome {
    DELIVERED,
    DROPPED,
    /** Never to be taken for either of the others. */
    UNKNOWN
  }
}
